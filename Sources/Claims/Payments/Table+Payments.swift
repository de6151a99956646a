internal import Merge
package import Records
package import Tables

extension Table {
    /// Remittances that are held here, the last paid first.
    package static func remittances(_ lookup: some RecordLookup) -> Table {
        var table = Table(
            [
                .key("remittance"), "paidOn", "payor", "trace", "amount", "claims", "waiting",
                "unproven", .detail("payee"), .said("doubt"),
            ], of: Table.Noun("remittance"))
        var names = NameBook(lookup)
        let held = lookup.records(.remittance).filter(\.isActive)
        let digests = Dictionary(uniqueKeysWithValues: held.map { ($0.id, $0[Remittance.digest]) })
        let payments = Dictionary(grouping: PaymentBook(lookup).all()) { payment in
            digests[payment.remittance] ?? nil
        }
        // Its records at the centre and at offices are one remittance.
        let views = Dictionary(grouping: held) { $0[Remittance.digest] }
            .compactMap { $0.value.min { $0.id < $1.id } }
        let traces = Dictionary(grouping: views) { view in
            [view[Remittance.payorKey], view[Remittance.trace]].compactMap(\.self)
        }
        let order = { (view: RecordView) in
            (-(view[Remittance.paidOn]?.number ?? 0), view.id)
        }
        for view in views.sorted(by: { order($0) < order($1) }) {
            let own = payments[view[Remittance.digest]] ?? []
            let key = [view[Remittance.payorKey], view[Remittance.trace]].compactMap(\.self)
            let isTwin = key.count == 2 && (traces[key]?.count ?? 0) > 1
            let payor: Cell =
                view[Remittance.payor] == nil
                ? .text(view[Remittance.payorName]) : names.cell(view[Remittance.payor])
            table.add([
                .id(view.id), .day(view[Remittance.paidOn]), payor,
                .text(view[Remittance.trace]),
                view[Remittance.totalCents].map { .money($0) } ?? .blank,
                .number(own.count), .number(own.count { !$0.isMatched }),
                .number(own.count { !$0.isProven }), .text(view[Remittance.payeeName]),
                .text(isTwin ? "another one has the same number and says something else" : nil),
            ])
        }
        return table
    }

    /// Claims of remittances, each with what was decided of it.
    package static func payments(
        _ payments: [ObservedPayment], _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            [
                .key("payment"), "claim", .detail("payorNumber"), "office", "servedOn", "patient",
                "doctor", "status", "charged", "paid", "toPatient", .said("unproven"),
                .detail("matchedBy"),
            ], of: Table.Noun("claim"))
        var names = NameBook(lookup)
        for payment in payments.sorted(by: { ($0.remittance, $0.place) < ($1.remittance, $1.place) }
        ) {
            let person = payment.patient.flatMap { lookup.record($0) }?.personName
            let told = [payment.patientName.family, payment.patientName.given]
                .compactMap(\.self).joined(separator: ", ")
            table.add([
                .id(payment.id), .text(payment.claimNumber), .text(payment.payorNumber),
                names.cell(payment.office), .day(payment.servedOn), .text(person ?? told),
                names.cell(payment.practitioner), .text(payment.status.word),
                .money(payment.chargedCents), .money(payment.paidCents),
                .money(payment.patientCents), payment.isProven ? .blank : .flag(true),
                .text(payment.matchedBy),
            ])
        }
        return table
    }

    /// The services of one payment, with the payor's reasons.
    package static func services(of payment: ObservedPayment) -> Table {
        var table = Table(
            [
                "line", "code", "servedOn", "charged", "paid", "toPatient", "allowed", "reasons",
                .said("remarks"), .said("unproven"),
            ])
        for line in payment.lines {
            table.add([
                .number(line.number), .text(line.code), .day(line.servedOn),
                .money(line.chargedCents), .money(line.paidCents), .money(line.patientCents),
                .money(line.allowedCents),
                .list(line.reasons.map { "\($0.group) \($0.code) \(Figure.money($0.cents))" }),
                .text(line.remarks),
                line.differenceCents == 0 ? .blank : .money(line.differenceCents),
            ])
        }
        return table
    }
}
