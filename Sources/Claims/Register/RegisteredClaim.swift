package import Merge
package import Records
internal import Tables

/// A `claim`, read, with what its payor's remittances say of it.
package struct RegisteredClaim: Sendable {
    package let id: RecordID
    package let number: String
    package let frequency: String?
    package let office: RecordID?
    package let cents: Int64
    package let servedFrom: Day?
    package let isPredetermination: Bool
    package let patientName: String
    package let memberId: String?
    package let patient: RecordID?
    package let coverage: RecordID?
    package let practitioner: RecordID?
    package let payor: RecordID?
    package let assignee: RecordID?
    package let nextActionOn: Day?
    package let tags: [String]
    package let lines: [Line]
    /// By its own steps alone.
    package let standing: Standing
    /// What payors said of it, in the order in which they paid.
    package let payments: [ObservedPayment]
    private let paidOn: [RecordID: Day]
    package let isDisputed: Bool

    /// A service.
    package struct Line: Hashable, Sendable {
        package let number: Int64
        package let code: String?
        package let tooth: String?
        package let servedOn: Day?
        package let cents: Int64
    }

    /// - Parameters:
    ///   - payments: of claims with its number, in the order in which they were paid.
    ///   - paidOn: when each was paid.
    /// - Returns: `nil` where the record lacks what every claim has.
    package init?(_ view: RecordView, payments: [ObservedPayment], paidOn: [RecordID: Day]) {
        guard let number = view[Claim.claimNumber] else { return nil }
        self.id = view.id
        self.number = number
        self.frequency = view[Claim.frequency]
        self.office = view[Claim.office]
        self.cents = view[Claim.total] ?? 0
        self.servedFrom = view[Claim.servedFrom]
        self.isPredetermination = view[Claim.isPredetermination] ?? false
        self.patientName = [view[Claim.patientFamily], view[Claim.patientGiven]]
            .compactMap(\.self).joined(separator: ", ")
        self.memberId = view[Claim.memberId]
        self.patient = view[Claim.patient]
        self.coverage = view[Claim.coverage]
        self.practitioner = view[Claim.practitioner]
        self.payor = view[Claim.payor]
        self.assignee = view[Claim.assignee]
        self.nextActionOn = view[Claim.nextActionOn]
        self.tags = view[Claim.tags, each: Claim.Tags.tag].sorted()
        self.lines = view[Claim.lines].compactMap { row in
            guard let number = row[Claim.Lines.line], let cents = row[Claim.Lines.charged] else {
                return nil
            }
            return Line(
                number: number, code: row[Claim.Lines.code], tooth: row[Claim.Lines.tooth],
                servedOn: row[Claim.Lines.servedOn], cents: cents)
        }.sorted { $0.number < $1.number }
        self.standing = Workflow.claim.standing(of: view)
        self.isDisputed = view.isDisputed(Claim.patient)
        self.paidOn = paidOn
        self.payments = payments.filter { $0.office == nil || $0.office == view[Claim.office] }
    }

    /// Where it stands on a day: by its steps, then by what was paid, then by how long it waits.
    ///
    /// - Parameter followUpDays: without news since the last step.
    package func state(on day: Day, followUpDays: Int64 = 30) -> Claim.State {
        let own = Claim.State(standing) ?? .draft
        let isAwaited = [.sent, .acknowledged, .pending, .infoRequested].contains(own)
        guard isAwaited else { return own }
        if let answered { return answered }
        guard own != .infoRequested, let last = lastStepOn,
            last.advanced(by: followUpDays) <= day
        else { return own }
        return .followUp
    }

    /// What the last word of a payor comes to.
    ///
    /// A predetermination pays nothing, and what was said before the claim went out again is no
    /// answer to it.
    private var answered: Claim.State? {
        let again = standing.last(named: Claim.Step.resubmit.rawValue)?.happenedOn
        let words = payments.filter { payment in
            payment.status != .predetermination
                && again.map { $0 < paidOn[payment.id] ?? .earliest } ?? true
        }
        guard !words.isEmpty else { return nil }
        let paid = words.reduce(Int64(0)) { $0 + $1.paidCents }
        let standing = words.filter { $0.status != .reversal }
        guard let last = standing.last else { return nil }
        if last.lines.contains(where: \.isDenied) {
            return paid > 0 ? .partiallyPaid : .denied
        }
        return last.status == .denied ? .denied : .paid
    }

    /// When somebody last did or heard something.
    package var lastStepOn: Day? {
        standing.steps.filter { !$0.isIllegal }.compactMap(\.happenedOn).max()
    }

    /// When it went out first.
    package var sentOn: Day? {
        standing.steps.first { $0.event == Claim.Step.send.rawValue }?.happenedOn
    }

    /// Nobody has to do anything about it any more.
    package func isOver(on day: Day) -> Bool {
        Workflow.claim.states.first { $0.name == state(on: day).rawValue }?.isFinal ?? false
    }
}

extension RegisteredClaim {
    /// Out, and neither over nor paid as it should be.
    package func isOutstanding(on day: Day) -> Bool {
        let state = state(on: day)
        return ![.draft, .checked, .held, .paid].contains(state) && !isOver(on: day)
    }
}
