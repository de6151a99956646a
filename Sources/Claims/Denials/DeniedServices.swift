package import Merge
internal import Participation
package import Records
internal import Tables

// A denial is read from a remittance and closed by what comes after it: a later payment of the same
// claim, or the task that somebody opened for it and has done. Nothing of it is stored, so that a
// mended match or a new remittance is seen at once.

/// Services of which payors allow nothing.
package struct DeniedServices<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let office: RecordID?

    package init(_ lookup: Lookup, office: RecordID? = nil) {
        self.lookup = lookup
        self.office = office
    }

    /// Every denied service, by claim and line.
    package func all() -> [DeniedService] {
        let payments = PaymentBook(lookup).all()
        let byClaim = Dictionary(grouping: payments, by: \.claimNumber)
        return payments.filter { office == nil || $0.office == office }
            .sorted { ($0.claimNumber, $0.id) < ($1.claimNumber, $1.id) }
            .flatMap { services(of: $0, among: byClaim[$0.claimNumber] ?? []) }
    }

    /// What a payment denies, line by line, with the causes proposed from codes and facts.
    package func services(of payment: ObservedPayment) -> [DeniedService] {
        services(of: payment, among: PaymentBook(lookup).numbered(payment.claimNumber))
    }

    private func services(
        of payment: ObservedPayment, among claims: [ObservedPayment]
    ) -> [DeniedService] {
        let denied = payment.deniedLines
        guard !denied.isEmpty else { return [] }
        let remittance = lookup.record(payment.remittance)
        let payor = remittance?[Remittance.payor]
        let days = payor.flatMap { lookup.record($0) }?[Payor.appealDays]
        let paidOn = remittance?[Remittance.paidOn]
        return denied.map { line in
            DeniedService(
                payment: payment, line: line, payor: payor,
                cause: RootCause(line.reasons + payment.reasons, isRefused: payment.isRefused),
                appealBy: paidOn.flatMap { day in days.map { day.advanced(by: $0) } },
                state: state(of: payment, line, among: claims, payor: payor, paidOn: paidOn))
        }
    }

    /// By our own number of the line where both have it, else by code, day and charge.
    private static func isPaid(
        _ line: ObservedPayment.Line, of payment: ObservedPayment, by other: ObservedPayment
    ) -> Bool {
        guard !payment.lines.isEmpty, !other.lines.isEmpty else {
            return other.chargedCents == payment.chargedCents
                && other.paidCents + other.leftToPatientCents > 0
        }
        return other.lines.contains { later in
            guard later.allowedCents > 0 else { return false }
            if let own = line.control, let theirs = later.control { return own == theirs }
            return later.code == line.code && later.chargedCents == line.chargedCents
                && later.servedOn ?? other.servedFrom == line.servedOn ?? payment.servedFrom
        }
    }

    private func state(
        of payment: ObservedPayment, _ line: ObservedPayment.Line,
        among claims: [ObservedPayment], payor: RecordID?, paidOn: Day?
    ) -> DeniedService.State {
        let isPaidLater = claims.contains { other in
            let remittance = lookup.record(other.remittance)
            let later = remittance?[Remittance.paidOn] ?? .earliest
            return other.remittance != payment.remittance && later >= paidOn ?? .earliest
                && [.primary, .secondary].contains(other.status)
                && remittance?[Remittance.payor] == payor && other.office == payment.office
                && other.patient == payment.patient
                && Self.isPaid(line, of: payment, by: other)
        }
        guard !isPaidLater else { return .overturned }
        // What a payor gave in on it still has to pay.
        let appeal = AppealCase.appeals(of: payment, in: lookup).last
        if let appeal, appeal.isOpen || appeal.isWon { return .inWork }
        let tasks = lookup.records(where: WorkTask.about, is: payment.id).filter(\.isActive)
        let standings = tasks.map { Workflow.task.standing(of: $0) }
        guard !standings.isEmpty else { return .open }
        return standings.allSatisfy { $0.isIn(WorkTask.State.done, .cancelled) }
            ? .done : .inWork
    }
}
