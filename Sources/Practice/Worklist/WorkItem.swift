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

    package init(
        _ kind: Kind, _ urgency: Urgency, due dueOn: Day? = nil, record: RecordID, about: String,
        advice: String
    ) {
        self.kind = kind
        self.urgency = urgency
        self.dueOn = dueOn
        self.record = record
        self.about = about
        self.advice = advice
    }

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

extension WorkItem: Comparable {
    /// The most urgent first; then by day, kind and record, so that every replica ranks alike.
    package static func < (left: WorkItem, right: WorkItem) -> Bool {
        left.rank < right.rank
    }

    /// What costs something already goes by what it costs, the rest by its day.
    private var rank: (Int, Int, Int64, Int, String) {
        let place = Kind.allCases.firstIndex(of: kind) ?? 0
        return (
            urgency.rawValue, urgency == .now ? place : 0, dueOn?.number ?? .max, place,
            "\(record) \(about)"
        )
    }
}
