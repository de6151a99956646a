internal import Merge
package import Records
package import Tables

extension Table {
    /// Payments that a person has to match, each with what is missing.
    package static func waitingPayments(_ lookup: some RecordLookup) -> Table {
        var table = Table(
            [
                .key("payment"), "claim", "paidOn", "payor", "name", "memberId", "servedOn", "paid",
                .prose("lacks"),
            ], of: Table.Noun("payment"))
        let waiting = PaymentBook(lookup).all().filter { !$0.isMatched }
        guard !waiting.isEmpty else { return table }
        let matcher = ClaimMatcher(lookup)
        for payment in waiting.sorted(by: { ($0.remittance, $0.place) < ($1.remittance, $1.place) })
        {
            let remittance = lookup.record(payment.remittance)
            let name = [payment.patientName.family, payment.patientName.given]
                .compactMap(\.self).joined(separator: ", ")
            table.add([
                .id(payment.id), .text(payment.claimNumber), .day(remittance?[Remittance.paidOn]),
                .text(remittance?[Remittance.payorName]), .text(name), .text(payment.memberId),
                .day(payment.servedOn), .money(payment.paidCents),
                .list(Self.lacks(of: payment, matcher, remittance)),
            ])
        }
        return table
    }

    private static func lacks<Lookup: RecordLookup>(
        of payment: ObservedPayment, _ matcher: ClaimMatcher<Lookup>, _ remittance: RecordView?
    ) -> [String] {
        guard !payment.isDisputed else {
            return ["two people matched it otherwise: settle it with `bridgework conflicts`"]
        }
        let match = matcher.match(ClaimFacts(payment, of: remittance))
        guard !match.isWhole else { return ["it can be matched now: `remittance match --all`"] }
        return match.lacks.map(\.description)
    }
}
