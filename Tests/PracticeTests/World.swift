import Merge

@testable import Practice

/// Builds record states as a store would: every write names what its writer saw.
struct World {
    static let north = RecordID(bits: 0xA)
    static let south = RecordID(bits: 0xB)
    static let northReplica = ReplicaID(bits: 0x1A)
    static let southReplica = ReplicaID(bits: 0x1B)
    static let centralReplica = ReplicaID(bits: 0x1C)
    static let record = RecordID(bits: 0x77)

    private(set) var state = RecordState()
    private var clock: Int64 = 0
    /// Sets the change sets of one world apart from another's.
    private let salt: UInt128

    init(of record: RecordID? = nil) {
        let last = record?.bytes.suffix(8) ?? []
        salt = last.reduce(0) { $0 << 8 | UInt128($1) }
    }

    /// Which office a replica of this world speaks for.
    static func office(of replica: ReplicaID) -> RecordID? {
        switch replica {
        case northReplica: north
        case southReplica: south
        default: nil
        }
    }

    /// Folds writes in.
    ///
    /// Without `seeing`, their writer saw all that stands.
    mutating func write(
        _ writes: [Write], by replica: ReplicaID = centralReplica, seeing: RecordState? = nil,
        actor: RecordID? = nil
    ) {
        clock += 1
        let changeSet = ChangeSetID(bits: salt << 64 | UInt128(clock))
        let origin = Origin(
            changeSet: changeSet, position: 0, effectiveAt: Timestamp(milliseconds: clock),
            replica: replica, actor: actor)
        let seen = seeing ?? state
        for (index, write) in writes.enumerated() {
            let shape = PracticeSchema.current[write.type]?[write.attribute]?.shape
            state.apply(
                write.op(seeing: seen, shape: shape),
                id: EntryID(changeSet: changeSet, index: UInt32(index)), origin: origin,
                hasArrived: { _ in true })
        }
    }
}
