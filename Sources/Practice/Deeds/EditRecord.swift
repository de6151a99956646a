package import Merge
internal import Participation
package import Records

/// Other values for a record: what is written replaces exactly what stands here now.
package struct EditRecord: Deed {
    package var type: RecordType
    package var name: String
    package var assignments: [Assignment]

    package init(_ type: RecordType, _ name: String, _ assignments: [Assignment]) {
        self.type = type
        self.name = name
        self.assignments = assignments
    }

    /// - Returns: the record that goes by that name.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let id = try records.find(type, name)
        let changed = try RecordEditor.writes(
            type: type, record: id, assignments: assignments, before: records.state(id),
            resolve: records.resolve)
        guard !changed.isEmpty else { throw DeedProblem.nothingToDo }
        if let problem = ImpossibleWrite.problem(
            in: changed, of: type, before: records.state(id), today: place.today)
        {
            throw problem
        }
        if let problem = Settlement.problem(byHand: changed) { throw problem }
        try writes.add(changed)
        return id
    }
}

/// A record taken out of use, or back.
package struct ChangeLifecycle: Deed {
    package var type: RecordType
    package var name: String
    package var lifecycle: Lifecycle

    package init(_ type: RecordType, _ name: String, to lifecycle: Lifecycle) {
        self.type = type
        self.name = name
        self.lifecycle = lifecycle
    }

    /// - Returns: the record that goes by that name.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let id = try records.find(type, name)
        let state = records.state(id) ?? RecordState()
        let change = try LifecycleChange.write(
            type: type, record: id, to: lifecycle, reason: who.reason, seeing: state)
        if let problem = Settlement.problem(byHand: [change]) { throw problem }
        try writes.add(change)
        return id
    }
}
