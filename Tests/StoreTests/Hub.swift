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

    init(in scratch: ScratchFolder, schema: Schema = Sample.schema) throws {
        self.folder = StoreFolder(scratch.path + "/hub")
        self.schema = schema
        self.store = try Store(creating: folder, kind: .hub, schema: schema, meta: [:])
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

    func receive(
        _ message: OfficeMessage, _ session: inout HubSession
    ) throws -> [HubMessage] {
        let now = tick()
        let admission = Admission(rules: rules, hub: ReplicaID(bits: 1), now: now)
        return try store.write { transaction in
            try session.receive(
                message, admission: admission, group: Hub.group, now: now, ledger: &transaction)
        }
    }
}
