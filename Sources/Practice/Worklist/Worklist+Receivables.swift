internal import Claims
internal import Merge
internal import Records
internal import Tables

extension Worklist {
    /// What is open for more than ninety days and nobody goes after, by office; and offices whose
    /// last snapshot is old.
    func receivables() -> [WorkItem] {
        let open = ReceivableBook(lookup).open(office: office)
        let tasks = FollowReceivable.openTasks(in: lookup)
        return Dictionary(grouping: open, by: \.office).flatMap { office, items -> [WorkItem] in
            let old = items.filter {
                $0.age == .older && $0.cents > 0 && !$0.isInCollections && tasks[$0.id] == nil
            }
            return [overdue(old, at: office), stale(items, at: office)].compactMap(\.self)
        }
    }

    private func overdue(_ items: [OpenReceivable], at office: RecordID) -> WorkItem? {
        guard let oldest = items.first else { return nil }
        var cents = CheckedSum()
        for item in items { cents += CheckedSum(item.cents) }
        return WorkItem(
            .receivable, .soon, record: oldest.id,
            about: "\(label(office)): \(Counted(items.count, "balance")) open for more than 90 "
                + "days without a task, "
                + (cents.total.map(Figure.money) ?? "more than can be said"),
            advice: "bridgework receivable list --office \(name(office)) --min-days 91",
            atRisk: cents.total)
    }

    /// Software that stopped handing its ledger over makes every sum wrong.
    private func stale(_ items: [OpenReceivable], at office: RecordID) -> WorkItem? {
        guard let first = items.first, first.asOf.advanced(by: Self.snapshotDays) < today else {
            return nil
        }
        return WorkItem(
            .receivable, .later, record: first.id,
            about: "\(label(office)): the last snapshot of receivables is of \(first.asOf)",
            advice: "bridgework import receivables FILE")
    }

    private static var snapshotDays: Int64 { 35 }
}
