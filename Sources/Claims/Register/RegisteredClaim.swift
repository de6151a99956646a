package import Merge
package import Records
internal import Tables

/// A `claim`, read, with what its payor's remittances say of it.
package struct RegisteredClaim: Sendable {
    package let id: RecordID
    package let number: String
    package let frequency: String?
    /// `P` is first to pay, `S` second, `T` third.
    package let payingOrder: String?
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
    /// REF G1: the payor's number of the authorization that it names.
    package let authorizationNumber: String?
    package let attachments: Set<String>
    package let lines: [Line]
    /// By its own steps alone.
    package let standing: Standing
    /// What payors said of it, in the order in which they paid.
    package private(set) var payments: [ObservedPayment] = []
    private var paidOn: [RecordID: Day] = [:]
    package let isDisputed: Bool

    /// One service that the claim asks payment for.
    package struct Line: Hashable, Sendable {
        package let number: Int64
        package let code: String?
        package let tooth: String?
        package let servedOn: Day?
        package let cents: Int64
    }

    /// - Returns: `nil` where the record lacks what every claim has.
    package init?(_ view: RecordView) {
        guard let number = view[Claim.claimNumber] else { return nil }
        self.id = view.id
        self.number = number
        self.frequency = view[Claim.frequency]
        self.payingOrder = view[Claim.payingOrder]
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
        self.authorizationNumber = view[Claim.authorization]
        self.attachments = Set(view[Claim.attachments, each: Claim.Attachments.attachment])
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
    }

    /// - Parameters:
    ///   - payments: of it, in the order in which they were paid.
    ///   - days: when each was paid.
    func paid(by payments: [ObservedPayment], on days: [RecordID: Day]) -> RegisteredClaim {
        var claim = self
        claim.payments = payments
        claim.paidOn = days
        return claim
    }

    /// Whether a payment with its number can be of it: same office, patient, first day of service
    /// and charge where both say them, and made once it had gone out.
    func fits(_ payment: ObservedPayment, paidOn: Day?) -> Bool {
        guard let office, payment.office == office, !payment.isDisputed, let sentOn, let paidOn,
            sentOn <= paidOn
        else { return false }
        if let patient, let paid = payment.patient, paid != patient { return false }
        if let servedFrom, let day = payment.servedOn, day != servedFrom { return false }
        return payment.chargedCents == 0 || cents == 0 || abs(payment.chargedCents) == cents
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
            ![.predetermination, .other].contains(payment.status)
                && again.map { $0 < paidOn[payment.id] ?? .earliest } ?? true
        }
        // What is taken back leaves the claim as if nobody had answered.
        guard let last = words.last, last.status != .reversal else { return nil }
        let paid = words.reduce(Int64(0)) { $0 + $1.paidCents }
        let isNothing = last.paidCents <= 0 && last.leftToPatientCents + last.patientCents <= 0
        guard isNothing || !last.deniedLines.isEmpty else { return .paid }
        return paid > 0 ? .partiallyPaid : .denied
    }

    /// When somebody last did or heard something.
    package var lastStepOn: Day? {
        standing.steps.filter { !$0.isIllegal }.compactMap(\.happenedOn).max()
    }

    /// When it went out first.
    package var sentOn: Day? {
        standing.steps.first { $0.event == Claim.Step.send.rawValue }?.happenedOn
    }

    /// The payor has nothing of it that it would decide on: not sent, turned away, or to be mended.
    package var isUnsent: Bool {
        sentOn == nil || standing.isIn(Claim.State.rejected, .toFix)
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
