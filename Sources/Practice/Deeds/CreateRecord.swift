package import Merge
internal import Participation
package import Records

/// A new record, as its fields are given.
package struct CreateRecord: Deed {
    package var type: RecordType
    package var assignments: [Assignment]

    package init(_ type: RecordType, _ assignments: [Assignment]) {
        self.type = type
        self.assignments = assignments
    }

    /// - Returns: the new record.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let id = place.newID()
        var given = assignments
        // An office's patient or user is at least its own.
        if case .offices(let set, _) = type.visibility, let office = place.office,
            !given.contains(where: { $0.field == set })
        {
            given.append(Assignment(field: set, change: .add(office.description)))
        }
        let made = try RecordEditor.writes(
            type: type, record: id, assignments: given, before: nil, resolve: records.resolve)
        if let problem = ImpossibleWrite.problem(
            in: made, of: type, before: nil, today: place.today)
        {
            throw problem
        }
        if let problem = Settlement.problem(byHand: made) { throw problem }
        try writes.add(made)
        return id
    }
}
