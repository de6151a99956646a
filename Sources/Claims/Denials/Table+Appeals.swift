package import Merge
package import Records
package import Tables

extension Table {
    /// Appeals with their levels and days, in the order given.
    package static func appeals(
        _ appeals: [AppealCase], on day: Day, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            [
                .key("id"), "claim", "office", "patient", "payor", "level", "cause", "asked",
                "state", "dueOn", "daysLeft", .said("filedOn"), .said("assignee"),
            ], of: "appeal")
        var names = NameBook(lookup)
        for found in appeals {
            let payment = lookup.record(found.payment).flatMap { ObservedPayment($0) }
            let payor = payment.flatMap { lookup.record($0.remittance) }?[Remittance.payor]
            table.add([
                .id(found.id), .text(found.claimNumber), names.cell(found.office),
                .text(payment?.patient.flatMap { lookup.record($0) }?.personName ?? ""),
                names.cell(payor), .number(found.level),
                .init(optional: found.cause?.rawValue),
                found.askedCents.map { .money($0) } ?? .blank, .text(found.state.rawValue),
                .day(found.dueOn),
                found.state == .preparing
                    ? found.dueOn.map { .number($0.number - day.number) } ?? .blank : .blank,
                .day(found.filedOn), names.cell(found.assignee),
            ])
        }
        return table
    }
}
