package import Merge
package import Records

/// A record made, changed or taken out of use by a program that says what it saw.
///
/// A person looks before typing; a program may have read the record long ago. It names the basis of
/// what it read, and nothing is written over what came since.
package struct WriteAsSeen: Deed {
    /// What is to be done.
    package enum Change: Sendable {
        /// A new record under an id that its author has drawn, so that the same write can be sent
        /// again when its answer was lost.
        case create([Assignment])
        case edit(basis: Bytes, [Assignment])
        case setLifecycle(basis: Bytes, Lifecycle)
    }

    package var type: RecordType
    package var record: RecordID
    package var change: Change

    package init(_ type: RecordType, _ record: RecordID, _ change: Change) {
        self.type = type
        self.record = record
        self.change = change
    }

    /// - Returns: the record.
    /// - Throws: `SeenProblem` where it is not as its author saw it.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        let state = records.state(record)
        switch change {
        case .create(let assignments):
            guard state?.isEmpty ?? true else { throw SeenProblem.stands(type: type.name) }
            let record = record
            let named = Place(office: place.office, today: place.today) { record }
            return try CreateRecord(type, assignments).decide(
                who, at: named, in: records, into: &writes)
        case .edit(let basis, let assignments):
            try require(basis, state, records)
            return try EditRecord(type, record.description, assignments).decide(
                who, at: place, in: records, into: &writes)
        case .setLifecycle(let basis, let lifecycle):
            try require(basis, state, records)
            return try ChangeLifecycle(type, record.description, to: lifecycle).decide(
                who, at: place, in: records, into: &writes)
        }
    }

    private func require(
        _ basis: Bytes, _ state: RecordState?, _ records: some RecordLookup
    ) throws {
        guard let state, !state.isEmpty, records.record(record)?.type.name == type.name else {
            throw DeedProblem.noSuchRecord(type: type.name)
        }
        guard state.basis == basis else { throw SeenProblem.moved(type: type.name) }
    }
}

/// Why a record is not as the author of a write saw it.
package enum SeenProblem: Error, Equatable, Sendable, CustomStringConvertible {
    case moved(type: String)
    case stands(type: String)

    package var description: String {
        switch self {
        case .moved(let type):
            "somebody wrote on that \(type) since it was read: read it again, look at what stands, "
                + "and write with its new basis"
        case .stands(let type):
            "a record of that id stands already: if it is the \(type) that was to be made, the "
                + "write was done before; if not, draw another id"
        }
    }
}
