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

    /// Every denied service whose figures are proven, by claim and line.
    package func all() -> [DeniedService] {
        let payments = lookup.records(.claimPayment).filter(\.isActive)
            .compactMap { ObservedPayment($0) }
        let byClaim = Dictionary(grouping: payments, by: \.claimNumber)
        return payments.filter { office == nil || $0.office == office }
            .sorted { ($0.claimNumber, $0.id) < ($1.claimNumber, $1.id) }
            .flatMap { services(of: $0, among: byClaim[$0.claimNumber] ?? []) }
    }

    package func services(of payment: ObservedPayment) -> [DeniedService] {
        services(
            of: payment,
            among: lookup.records(where: ClaimPayment.claimNumber, shows: payment.claimNumber)
                .filter(\.isActive).compactMap { ObservedPayment($0) })
    }

    private func services(
        of payment: ObservedPayment, among claims: [ObservedPayment]
    ) -> [DeniedService] {
        guard payment.isProven, [.primary, .secondary, .denied].contains(payment.status) else {
            return []
        }
        let denied = payment.lines.filter(\.isDenied)
        guard !denied.isEmpty else { return [] }
        let remittance = lookup.record(payment.remittance)
        let payor = remittance?[Remittance.payor]
        let days = payor.flatMap { lookup.record($0) }?[Payor.appealDays]
        let paidOn = remittance?[Remittance.paidOn]
        return denied.map { line in
            DeniedService(
                payment: payment, line: line, payor: payor,
                cause: RootCause(line.reasons + payment.reasons),
                appealBy: paidOn.flatMap { day in days.map { day.advanced(by: $0) } },
                state: state(of: payment, line, among: claims, paidOn: paidOn))
        }
    }

    private func state(
        of payment: ObservedPayment, _ line: ObservedPayment.Line,
        among claims: [ObservedPayment], paidOn: Day?
    ) -> DeniedService.State {
        let isPaidLater = claims.contains { other in
            let later = lookup.record(other.remittance)?[Remittance.paidOn] ?? .earliest
            return other.remittance != payment.remittance && later >= paidOn ?? .earliest
                && other.status != .reversal
                && other.lines.contains { $0.code == line.code && $0.allowedCents > 0 }
        }
        guard !isPaidLater else { return .overturned }
        let tasks = lookup.records(where: WorkTask.about, is: payment.id).filter(\.isActive)
        let standings = tasks.map { Workflow.task.standing(of: $0) }
        guard !standings.isEmpty else { return .open }
        return standings.allSatisfy { $0.isIn(WorkTask.State.done, .cancelled) }
            ? .done : .inWork
    }
}
