package import Merge

/// Contacts with payors, the latest first.
package enum ContactList {
    /// - Parameters:
    ///   - payor: only with this one, on its contracts too.
    ///   - contract: only on this one.
    package static func table(
        _ lookup: some RecordLookup, payor: RecordID?, contract: RecordID?
    ) -> Table {
        var table = Table(
            title: "Contacts with payors",
            [
                "on", "payor", "contract", .detail("channel"), .detail("person"),
                .detail("reference"), "summary", "next", .detail("office"), .key("id"),
            ], of: "contact")
        var names = NameBook(lookup)
        let found = lookup.records("contact_log").filter { view in
            let own = view.reference("contract")
            let with =
                view.reference("payor") ?? own.flatMap { lookup.record($0) }?.reference("payor")
            return view.isActive && (payor == nil || with == payor)
                && (contract == nil || own == contract)
        }
        for view in found.sorted(by: { rank($0) > rank($1) }) {
            func name(_ field: String) -> Table.Cell {
                names.cell(view.reference(field))
            }
            table.add([
                .day(view.day("happenedOn")), name("payor"), name("contract"),
                .text(view.text("channel")), .text(view.text("person")),
                .text(view.text("callReference")), .text(view.text("summary")),
                .day(view.day("nextActionOn")), name("office"), .id(view.id),
            ])
        }
        return table
    }

    private static func rank(_ view: RecordView) -> (Int64, RecordID) {
        (view.day("happenedOn")?.number ?? .min, view.id)
    }
}
