package import Merge
import Records
import Rulebook
package import Sync
import Synchronization

/// Somebody at one machine: what he has before him, what he does there, and what came of it.
package struct Worker {
    package internal(set) var store: MemoryOffice
    package let peer: Peer
    package let offices: [RecordID]
    package let now: Timestamp
    package var dice: Dice
    /// What he was told is saved, in order.
    package private(set) var saved: [SealedChangeSet] = []
    package internal(set) var sightings = Sightings()
    /// How much of what he did became a question to the centre.
    var proposed = 0
    private var known: MemoryReading?

    package init(
        store: MemoryOffice, peer: Peer, offices: [RecordID], now: Timestamp, dice: Dice
    ) {
        self.store = store
        self.peer = peer
        self.offices = offices
        self.now = now
        self.dice = dice
    }

    /// The office he works at; `nil` at the centre.
    package var office: RecordID? { peer.office }

    /// What his machine shows him, with all that he has saved.
    var reading: MemoryReading {
        mutating get {
            let reading = known ?? MemoryReading(store, of: peer)
            known = reading
            return reading
        }
    }

    /// What he may write.
    var judge: WriteJudge {
        WriteJudge(
            schema: SimulatedRules.schema, replica: store.replica, role: peer.role,
            office: peer.office)
    }

    /// In Coordinated Universal Time.
    var today: Day { Day(of: now) }

    /// Where and when he does what he does.
    var place: Place {
        mutating get {
            let ids = Mutex(Dice(seed: dice.next()))
            let now = now
            return Place(office: office, today: today) {
                ids.withLock { .v7(milliseconds: now.milliseconds, random: $0.bits()) }
            }
        }
    }

    mutating func save(_ sealed: SealedChangeSet) {
        saved.append(sealed)
        known = nil
    }

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
