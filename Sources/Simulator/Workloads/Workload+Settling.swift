internal import Benefits
import Merge
internal import Participation
internal import Practice
internal import Records
internal import Rulebook

extension Workload {
    /// Somebody says of two records of one kind which of them stands, whatever others said of them,
    /// or takes that back.
    ///
    /// The centre decides; an office that does it anyway only proposes.
    static let settlements = Workload(
        "settlements", weight: 7,
        deeds: { desk in
            let type: RecordType = desk.dice.isLucky(70) ? .patient : .practitioner
            let who = desk.signature()
            if let parted = try desk.settled(), desk.dice.isLucky(30) {
                return try desk.perform(.unlink, parted, by: who)
            }
            guard let one = desk.some(type.name), let other = desk.some(type.name) else { return }
            if desk.dice.isLucky(10) {
                let part = UnlinkRecords(type, one.description, other.description)
                return try desk.perform(.unlink, part, by: who)
            }
            let kinds: [LinkKind] = [.notSame, .replacedBy, .replaces]
            let link = LinkRecords(
                type, one.description, other.description, desk.dice.one(of: kinds) ?? .notSame)
            try desk.perform(.link, link, by: who)
        })

    /// Somebody looks at an open conflict and takes one of its candidates.
    static let conflicts = Workload(
        "conflicts", weight: 12,
        deeds: { desk in
            let open = desk.openConflicts()
            guard let (view, conflict) = desk.dice.one(of: open),
                let taken = desk.dice.one(of: conflict.candidates)
            else { return }
            let write = Write(
                record: view.id, type: view.type.name, attribute: conflict.attribute,
                key: conflict.key, value: taken.value)
            try desk.settle(conflict, by: write, desk.signature())
        })
}

extension Worker {
    /// The units of the records that he sees in which several values stand.
    fileprivate mutating func openConflicts() -> [(RecordView, FieldConflict)] {
        let types: [RecordType] = [
            .patient, .coverage, .office, .practitioner, .payor, .payorContract,
        ]
        let lookup = reading.lookup
        return types.flatMap { lookup.records($0) }.flatMap { view in
            view.projection.conflicts.filter { $0.kind == .siblings }.map { (view, $0) }
        }
    }

    /// Two records that somebody settled, to be parted again.
    fileprivate mutating func settled() throws -> UnlinkRecords? {
        guard let settlement = some(RecordType.settlement.name),
            let between = Settlement.between.rows(in: state(settlement)).first,
            let one = between[Settlement.firstRecord], let other = between[Settlement.secondRecord],
            let type = try reading.projection(of: one)?.0
        else { return nil }
        return UnlinkRecords(type, one.description, other.description)
    }
}
