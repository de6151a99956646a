internal import Merge
package import Records
package import Tables

extension Table {
    /// What is open, by age, for each of the kinds that are asked for.
    package static func ageing(
        _ ageing: Ageing, by kinds: Set<Ageing.Kind>, title: String? = nil,
        _ lookup: some RecordLookup
    ) -> Table {
        let asked = Ageing.Kind.allCases.filter(kinds.contains)
        let ages = OpenReceivable.Age.allCases.map { Table.Column($0.words) }
        var table = Table(
            title: title,
            asked.map { Table.Column($0.rawValue, .key) } + ["items"] + ages
                + ["total", .said("collections"), "asOf"], of: "group")
        var names = NameBook(lookup)
        for group in ageing.groups {
            let keys = asked.map { kind -> Cell in
                switch kind {
                case .office: names.cell(group.alike.office)
                case .entity: names.cell(group.alike.entity)
                case .payor: names.cell(group.alike.payor)
                case .debtor: .text(group.alike.debtor?.rawValue)
                }
            }
            let collections: Cell =
                group.collections == CheckedSum() ? .blank : .money(group.collections)
            table.add(
                keys + [.number(Int64(group.count))] + group.sums.map { .money($0) }
                    + [.money(group.total), collections, .day(group.asOf)])
        }
        return table
    }

    /// What is open, one by one.
    package static func receivables(
        _ items: [OpenReceivable], title: String? = nil, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: title,
            [
                .key("id"), "number", "office", "debtor", "servedOn", "days", "name",
                .said("payor"), .detail("entity"), .said("claim"), "open", .said("collections"),
                .detail("asOf"), .said("task"), .said("doubt"),
            ], of: "receivable")
        var names = NameBook(lookup)
        let book = ReceivableBook(lookup)
        let tasks = FollowReceivable.openTasks(in: lookup)
        for item in items {
            table.add([
                .id(item.id), .text(item.number), names.cell(item.office),
                .text(item.debtor.rawValue), .day(item.servedOn), .number(item.days),
                .text(item.patient.flatMap { lookup.record($0) }?.personName),
                names.cell(item.payor), names.cell(item.organization), .text(item.claimNumber),
                .money(item.cents), item.isInCollections ? .flag(true) : .blank, .day(item.asOf),
                tasks[item.id].map { .id($0) } ?? .blank,
                book.isDoubtful(item) ? .text("two snapshots of that day differ") : .blank,
            ])
        }
        return table
    }

    /// What patients owe, and whether their insurance is through with it.
    package static func patientBalances(
        _ balances: [PatientBalance], title: String? = nil, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: title,
            [
                .key("id"), "number", "office", "patient", "name", "servedOn", "days", "open",
                .said("claim"), .said("leftByPayor"), "isReady", .prose("why"),
            ], of: "balance")
        var names = NameBook(lookup)
        for balance in balances {
            let item = balance.item
            table.add([
                .id(item.id), .text(item.number), names.cell(item.office), .id(item.patient),
                .text(item.patient.flatMap { lookup.record($0) }?.personName),
                .day(item.servedOn), .number(item.days), .money(item.cents),
                .list(balance.claims.map(\.number)),
                balance.leftCents.map { .money($0) } ?? .blank, .flag(balance.isReady),
                .text(balance.why),
            ])
        }
        return table
    }
}
