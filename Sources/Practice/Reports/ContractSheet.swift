package import Merge
internal import Participation
package import Records
package import Tables

/// A contract on one page: its terms, where it counts, who else uses it, its talks and its cases.
package enum ContractSheet {
    package static func table(
        of contract: RecordID, _ lookup: some RecordLookup, today: Day
    ) -> Table {
        var table = Table(title: "Contract", ["what", "value"])
        guard let view = lookup.record(contract) else { return table }
        var names = NameBook(lookup)
        let row = ContractRow(
            view, talks: active(Negotiation.contract, contract, lookup),
            contacts: active(ContactLog.contract, contract, lookup), today: today)
        func add(_ what: String, _ cell: Table.Cell) {
            if cell != .blank { table.add([.text(what), cell]) }
        }
        add("contract", .text(view[PayorContract.code]))
        add("payor", .text(view[PayorContract.payor].map { names[$0] }))
        add("network", .text(view[PayorContract.network].map { names[$0] }))
        add("state", row.standing.conflict == nil ? .text(row.standing.state) : .unknown)
        add("effectiveFrom", .day(view[PayorContract.term.from]))
        add("effectiveThrough", .day(lastDay(view, row.standing)))
        add("renewsOn", .day(row.window?.renewsOn))
        add("noticeDeadline", .day(row.window?.noticeDeadline))
        let isCentral = lookup.office == nil
        if row.window?.passed != nil {
            add("missedWindow", !isCentral ? .notHeld : row.hasMissedWindow ? .flag(true) : .blank)
        }
        add("lastRateChangeOn", .day(view[PayorContract.lastRateChangeOn]))
        add("negotiation", isCentral ? .text(row.talks?.standing.state) : .notHeld)
        add("round", row.talks.map { .number($0.round) } ?? .blank)
        add("followUpOn", .day(row.talks?.isOpen == true ? row.talks?.followUpOn : nil))
        for place in active(ContractLocation.contract, contract, lookup) {
            let term = [place[ContractLocation.term.from], place[ContractLocation.term.through]]
                .map { $0?.description ?? "" }.joined(separator: "..")
            add(
                "office",
                .text((place[ContractLocation.office].map { names[$0] } ?? "") + " " + term))
        }
        for access in active(NetworkAccess.contract, contract, lookup) {
            add("usedBy", .text(access[NetworkAccess.accessingPayor].map { names[$0] }))
        }
        let cases = active(Enrollment.contract, contract, lookup).map { view in
            let standing = Workflow.enrollment.standing(of: view)
            return standing.conflict == nil ? standing.state : "conflict"
        }
        for (state, some) in Dictionary(grouping: cases, by: \.self).sorted(by: { $0.key < $1.key })
        {
            add("cases " + state, .number(some.count))
        }
        if !isCentral { add("cases at other offices", .notHeld) }
        return table
    }

    private static func active<F: FieldToken>(
        _ field: F, _ contract: RecordID, _ lookup: some RecordLookup
    ) -> [RecordView] where F.Content == RecordID {
        lookup.records(where: field, is: contract).filter(\.isActive)
    }

    private static func lastDay(_ view: RecordView, _ standing: Standing) -> Day? {
        let noticed =
            standing.isIn(PayorContract.State.terminating)
            ? standing.last(PayorContract.Step.noticeTermination)?[AnyRecord.effectiveOn] : nil
        return [view[PayorContract.term.through], noticed].compactMap(\.self).min()
    }
}
