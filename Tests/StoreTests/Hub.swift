import Merge
import Store
import Sync

/// A hub that allows everything, over a real store.
final class Hub {
    static let group = RecordID(bits: 0x6209)
    let folder: StoreFolder
    private(set) var store: Store
    private let schema: Schema
    private var clock: Int64 = 1_700_000_100_000
    /// What it takes in unread.
    var unread: Set<ChangeSetID> = []

    init(in scratch: ScratchFolder, schema: Schema = Sample.schema) throws {
        self.folder = StoreFolder(scratch.path + "/hub")
        self.schema = schema
        self.store = try Store(
            creating: folder, kind: .hub, schema: schema,
            meta: ["replica": ReplicaID(bits: 1).hexadecimal])
    }

    func tick() -> Timestamp {
        clock += 1
        return Timestamp(milliseconds: clock)
    }

    func reopen() throws {
        try store.close()
        store = try Store(opening: folder, kind: .hub, schema: schema)
    }

    var rules: HubRules {
        HubRules(schema: schema, permission: { _, _ in .allow }, reactions: { _, _, _ in [] })
    }

    /// Lets a replica in, so that it has an account.
    func register(_ peer: Peer) throws {
        let never = Timestamp(milliseconds: 0)
        try store.write { transaction in
            try transaction.register(
                Registration(
                    peer: peer, name: "", fingerprint: [], expiresAt: never, registeredAt: never))
        }
    }

    func admission(at now: Timestamp) -> Admission {
        let unread = unread
        return Admission(
            rules: rules, hub: ReplicaID(bits: 1), now: now,
            watch: AdmissionWatch { !unread.contains($0) })
    }

    func receive(
        _ message: OfficeMessage, _ session: inout HubSession
    ) throws -> [HubMessage] {
        let now = tick()
        let admission = admission(at: now)
        return try store.write { transaction in
            try session.receive(
                message, admission: admission, group: Hub.group, now: now, ledger: &transaction)
        }
    }
}
