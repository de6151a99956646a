import Foundation
import Merge
import Practice
import Replica
import Store

/// A desk of the centre with a store of its own and no hub: what people who know nothing of each
/// other wrote is simply put in.
final class LoneDesk {
    let folder: StoreFolder
    let store: Store
    let desk: Desk
    private let replica = ReplicaID(bits: 7)
    private var count: UInt64 = 0

    init() throws {
        folder = StoreFolder(Template.newFolder())
        let schema = PracticeSchema.current
        store = try Store(
            creating: folder, kind: .replica, schema: schema, checks: .practice(schema),
            meta: [
                "replica": replica.hexadecimal, "group": RecordID(bits: 9).hexadecimal,
                "role": Role.coordinator.rawValue,
            ])
        desk = try Desk(store) { Timestamp(milliseconds: 1_800_000_000_000) }
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    /// One change set by somebody who saw all that stands, or `seeing` what he says.
    func write(_ writes: [Write], seeing states: [RecordID: RecordState]? = nil) throws {
        count += 1
        try store.write { transaction in
            let ops = try writes.map { write in
                let state =
                    try states.map { $0[write.record] ?? RecordState() }
                    ?? transaction.view(of: write.record) ?? RecordState()
                return write.op(
                    seeing: state,
                    shape: PracticeSchema.current[write.type]?[write.attribute]?.shape)
            }
            _ = try transaction.append(
                ChangeSet(
                    replica: replica, actor: nil, role: .coordinator, reason: "one of two",
                    claimedAt: Timestamp(milliseconds: 1_700_000_000_000 + Int64(count)),
                    parent: try transaction.tip, nonce: count, ops: ops))
        }
    }

    /// Each of these by somebody who knows nothing of the others.
    func apart(_ writes: Write...) throws {
        let states = try store.read { transaction in
            try Dictionary(
                writes.map { ($0.record, try transaction.view(of: $0.record) ?? RecordState()) },
                uniquingKeysWith: { first, _ in first })
        }
        for write in writes { try self.write([write], seeing: states) }
    }

    var open: [OpenConflict] {
        get throws { try store.read { try $0.conflicts() } }
    }
}
