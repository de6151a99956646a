package import Merge

/// One thing that waits for somebody: what, by when, and which command goes on with it.
package struct WorkItem: Equatable, Sendable {
    package let kind: Kind
    package let urgency: Urgency
    /// The last day on which it is in time; `nil` where no date presses.
    package let dueOn: Day?
    /// The record to look at.
    package let record: RecordID
    /// Codes, NPIs and states: what the item is about, for a person who knows the group.
    package let about: String
    /// What to do next, in words or as a command.
    package let advice: String
    /// In cents, what is lost or late where nobody does it; `nil` where nobody can say.
    package let atRisk: Int64?
    /// Who has it; `nil` for nobody, or for many.
    package let owner: RecordID?
    /// Cents at risk for each day that is left.
    private var weight: Int64 = 0

    package init(
        _ kind: Kind, _ urgency: Urgency, due dueOn: Day? = nil, record: RecordID, about: String,
        advice: String, atRisk: Int64? = nil, owner: RecordID? = nil
    ) {
        self.kind = kind
        self.urgency = urgency
        self.dueOn = dueOn
        self.record = record
        self.about = about
        self.advice = advice
        self.atRisk = atRisk
        self.owner = owner
    }

    /// The item as it weighs on a day: what is due sooner weighs more, what no day presses as if it
    /// were due in a month.
    package func weighed(on today: Day) -> WorkItem {
        var item = self
        let left = dueOn.map { max(0, $0.number - today.number) } ?? Self.daysWithoutDue
        item.weight = max(0, atRisk ?? 0) / (left + 1)
        return item
    }

    private static var daysWithoutDue: Int64 { 30 }

    /// What sort of work; in the order in which equally urgent items are shown.
    package enum Kind: String, Sendable, CaseIterable {
        case gap, conflict, custody, quarantine, expirable, proposal, packet, enrollment, notice,
            move, fees, receipt, estimate
        case denial, underpayment, payment, claim, authorization, contract, negotiation, coverage,
            verification, receivable, payor, plan, task
    }

    /// How much waiting costs.
    package enum Urgency: Int, Sendable, CaseIterable, Comparable {
        /// It already costs: overdue, expired, or an answer stands at "unknown".
        case now
        /// Within a week.
        case soon
        case later

        package static func < (left: Urgency, right: Urgency) -> Bool {
            left.rawValue < right.rawValue
        }

        /// By the day something is due.
        package init(due day: Day?, today: Day) {
            guard let day else {
                self = .later
                return
            }
            self = day < today ? .now : day.number - today.number <= 7 ? .soon : .later
        }

        package var word: String {
            switch self {
            case .now: "now"
            case .soon: "soon"
            case .later: "later"
            }
        }
    }
}

extension WorkItem.Kind {
    /// Work of others waits for it, or somebody may not work at all.
    fileprivate var stopsWork: Bool {
        switch self {
        case .gap, .conflict, .custody, .quarantine, .expirable, .proposal, .packet, .enrollment,
            .notice, .move, .fees, .receipt, .estimate:
            true
        case .denial, .underpayment, .payment, .claim, .authorization, .contract, .negotiation,
            .coverage, .verification, .receivable, .payor, .plan, .task:
            false
        }
    }
}

extension WorkItem: Comparable {
    /// The most urgent first; then by day, kind and record, so that every replica ranks alike.
    package static func < (left: WorkItem, right: WorkItem) -> Bool {
        left.rank < right.rank
    }

    /// What stops work stands first, because nobody knows what it costs; then what has money at
    /// risk, by the money for each day that is left; then the rest by its day.
    private var rank: (Tier, Int64, Int64, String) {
        let place = Int64(Kind.allCases.firstIndex(of: kind) ?? 0)
        let isStopping = kind.stopsWork
        let group = isStopping ? 0 : weight > 0 ? 1 : 2
        let isByKind = urgency == .now && group != 1
        let tier = Tier(
            urgency: urgency.rawValue, group: group, kind: isByKind ? place : 0,
            weight: group == 1 || (isStopping && urgency == .now) ? -weight : 0)
        return (tier, dueOn?.number ?? .max, place, "\(record) \(about)")
    }

    private struct Tier: Comparable {
        let urgency: Int
        let group: Int
        let kind: Int64
        let weight: Int64

        static func < (left: Tier, right: Tier) -> Bool {
            (left.urgency, left.group, left.kind, left.weight)
                < (right.urgency, right.group, right.kind, right.weight)
        }
    }
}
