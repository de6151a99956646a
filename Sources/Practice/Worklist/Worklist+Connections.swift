internal import Merge
internal import Participation
internal import Records
internal import Tables

extension Worklist {
    /// What keeps transactions from payors with a contract, a line for each connection, and one for
    /// all that are missing.
    func connections() -> [WorkItem] {
        let gaps = ConnectionGaps(lookup, today: today).all()
        let items = gaps.compactMap { gap -> WorkItem? in
            guard let connection = gap.connection else { return nil }
            let many = gap.doctors.isEmpty ? "" : ", \(Counted(gap.doctors.count, "doctor"))"
            return WorkItem(
                .payor, gap.kind == .notLoaded ? .now : .soon, due: connection.nextActionOn,
                record: connection.id,
                about: "\(gap.transaction.rawValue) to \(label(gap.payor)): \(gap.kind.words)"
                    + many,
                advice: gap.advice(in: lookup), owner: connection.assignee)
        }
        let missing = gaps.filter { $0.connection == nil }
        guard let first = missing.first else { return items }
        let rest = WorkItem(
            .payor, .later, record: first.payor,
            about: "\(Counted(missing.count, "kind")) of transactions without a connection to a "
                + "payor with a contract",
            advice: "bridgework connection gaps")
        return items + [rest]
    }
}
