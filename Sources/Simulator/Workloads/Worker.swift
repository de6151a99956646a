package import Merge
import Sync

/// What somebody at one machine has before him when he decides what to write.
package struct Worker {
    package let store: MemoryOffice
    /// The office he works at; `nil` at the centre.
    package let office: RecordID?
    package let offices: [RecordID]
    package let now: Timestamp
    package var dice: Dice

    /// The records of a type that he sees, in the order of their ids.
    package func records(_ type: String) -> [RecordID] {
        var ids = Set(store.base.values.lazy.filter { $0.type == type }.map(\.id))
        for own in store.overlay {
            for op in own.sealed.content.ops where op.type == type { ids.insert(op.record) }
        }
        return ids.sorted()
    }

    /// One of the records of a type that this worker sees.
    package mutating func some(_ type: String) -> RecordID? {
        dice.one(of: records(type))
    }

    package func state(_ record: RecordID) -> RecordState {
        store.view(of: record)?.state ?? RecordState()
    }

    /// A new record's id, as of now.
    package mutating func newID() -> RecordID {
        RecordID.v7(milliseconds: now.milliseconds, random: dice.bits())
    }

    /// One of forty words, so that two workers often write the same.
    package mutating func text() -> Scalar {
        .text("word\(dice.below(40))")
    }

    package mutating func day() -> Scalar {
        .int(Int64(18_000 + dice.below(2_000)))
    }

    /// Whether the patient is one of the office's, as far as this worker sees.
    package func isPatient(_ patient: RecordID, of office: RecordID) -> Bool {
        !state(patient).seen("offices", key: Value([reference(office)]).encoded).isEmpty
    }

    /// An id as a field holds it.
    package func reference(_ id: RecordID) -> Scalar {
        .blob(id.bytes[...])
    }
}

extension Write {
    package init(_ record: RecordID, _ type: String, _ attribute: String, _ scalars: Scalar...) {
        self.init(
            record: record, type: type, attribute: attribute, value: Value(scalars).encoded)
    }

    /// Adds an element to a set, or removes it.
    package init(
        _ record: RecordID, _ type: String, _ attribute: String, element: [Scalar],
        isRemoval: Bool = false
    ) {
        self.init(
            record: record, type: type, attribute: attribute, key: Value(element).encoded,
            value: isRemoval ? nil : Value([]).encoded)
    }
}
