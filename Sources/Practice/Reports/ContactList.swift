package import Merge
package import Records
package import Tables

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
        let found = lookup.records(.contactLog).filter { view in
            let own = view[ContactLog.contract]
            let with =
                view[AnyRecord.payor] ?? own.flatMap { lookup.record($0) }?[AnyRecord.payor]
            return view.isActive && (payor == nil || with == payor)
                && (contract == nil || own == contract)
        }
        for view in found.sorted(by: { rank($0) > rank($1) }) {
            table.add([
                .day(view[ContactLog.happenedOn]), names.cell(view[ContactLog.payor]),
                names.cell(view[ContactLog.contract]),
                .text(view[ContactLog.channel]), .text(view[ContactLog.person]),
                .text(view[ContactLog.callReference]), .text(view[ContactLog.summary]),
                .day(view[ContactLog.nextActionOn]), names.cell(view[ContactLog.office]),
                .id(view.id),
            ])
        }
        return table
    }

    private static func rank(_ view: RecordView) -> (Int64, RecordID) {
        (view[ContactLog.happenedOn]?.number ?? .min, view.id)
    }
}
