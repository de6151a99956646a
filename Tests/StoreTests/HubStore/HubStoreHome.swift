import Merge
import Simulator
import Store
import Sync

/// Where a hub's store can be kept.
///
/// Every case in this folder holds for each of them; a new home is one more line here.
enum HubStoreHome: CaseIterable, Sendable {
    case memory, sqlite

    func hub() throws -> StoredHub {
        let settings = ["replica": StoredHub.own.hexadecimal]
        switch self {
        case .memory:
            var hub = MemoryHub(schema: Sample.schema)
            for (key, value) in settings { hub.setMeta(key, value) }
            return StoredHub(MemoryHubStore(hub), nil)
        case .sqlite:
            let scratch = try ScratchFolder()
            try SQLiteHub.create(in: scratch.store, schema: Sample.schema) { settings }
            let store = try Store(opening: scratch.store, kind: .hub, schema: Sample.schema)
            return StoredHub(SQLiteHub(store), scratch)
        }
    }
}

/// A hub in one of the homes, with a clock that ticks and rules that allow everything.
final class StoredHub {
    static let own = ReplicaID(bits: 1)
    let store: any HubStore
    private let scratch: ScratchFolder?
    private var clock: Int64 = 1_700_000_000_000
    private var nonce: UInt64 = 0

    init(_ store: any HubStore, _ scratch: ScratchFolder?) {
        self.store = store
        self.scratch = scratch
    }

    deinit { store.closeQuietly() }

    func tick() -> Timestamp {
        clock += 1
        return Timestamp(milliseconds: clock)
    }

    /// The office's machine of that number; it sees the group and its office.
    static func peer(_ number: Int) -> Peer {
        let office = Sample.id(number)
        return Peer(
            replica: ReplicaID(bits: UInt128(number)), role: .office, office: office,
            scopes: [.group, .office(office)])
    }

    static func registration(
        _ number: Int, name: String = "", at time: Int64 = 1, fingerprint: Bytes = [1],
        key: Bytes = [], expires: Int64 = 100
    ) -> Registration {
        Registration(
            peer: peer(number), name: name.isEmpty ? "desk \(number)" : name,
            fingerprint: fingerprint, expiresAt: Timestamp(milliseconds: expires),
            registeredAt: Timestamp(milliseconds: time), key: key)
    }

    func register(_ numbers: Int...) throws {
        for number in numbers {
            try store.write { try $0.register(StoredHub.registration(number)) }
        }
    }

    /// Rules under which everything is applied.
    static let rules = HubRules(
        schema: Sample.schema, permission: { _, _ in .allow }, reactions: { _, _, _ in [] })

    var admission: Admission {
        Admission(rules: StoredHub.rules, hub: StoredHub.own, now: tick())
    }

    /// A change set that has seen all that stands.
    func sealed(
        _ writes: [Write], by peer: Peer, parent: ChangeSetID? = nil
    ) throws -> SealedChangeSet {
        nonce += 1
        let ops = try store.read { transaction throws in
            try writes.map { write in
                let state = try transaction.record(write.record)?.state ?? RecordState()
                let shape = Sample.schema[write.type]?[write.attribute]?.shape
                return write.op(seeing: state, shape: shape)
            }
        }
        return SealedChangeSet(
            sealing: ChangeSet(
                replica: peer.replica, actor: Sample.id(77), role: peer.role, reason: "a test",
                claimedAt: tick(), parent: parent, nonce: nonce, ops: ops))
    }

    @discardableResult
    func admit(
        _ writes: Write..., by number: Int = 2, parent: ChangeSetID? = nil
    ) throws -> SealedChangeSet {
        let peer = StoredHub.peer(number)
        let sealed = try sealed(writes, by: peer, parent: parent)
        _ = try admit(sealed.bytes, by: peer)
        return sealed
    }

    func admit(_ bytes: Bytes, by peer: Peer) throws -> HubMessage.Acknowledgement {
        let admission = admission
        return try store.write { try admission.admit(bytes, from: peer, ledger: &$0) }
    }

    /// The record is seen by these offices from now on, and by no other.
    func place(_ record: RecordID, at offices: Int...) throws {
        let stored = try store.read { try $0.record(record)?.state.entries(of: "offices") }
        let known = Set((stored ?? []).map(\.key))
        let wanted = Set(
            offices.map { Value([.blob(Sample.id($0).bytes[...])]).encoded })
        let writes =
            wanted.subtracting(known).map { StoredHub.placing(record, $0, value: []) }
            + known.subtracting(wanted).map { StoredHub.placing(record, $0, value: nil) }
        let hub = Peer(replica: StoredHub.own, role: .hub, office: nil, scopes: [])
        _ = try admit(sealed(writes, by: hub).bytes, by: hub)
    }

    private static func placing(_ record: RecordID, _ key: Bytes, value: Bytes?) -> Write {
        Write(record: record, type: "place", attribute: "offices", key: key, value: value)
    }
}
