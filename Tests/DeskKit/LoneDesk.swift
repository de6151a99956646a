import Foundation
package import Merge
internal import Practice
package import Records
package import Replica
import Rulebook
package import Store

/// A desk with a store of its own and no hub: what people who know nothing of each
/// other wrote is simply put in.
package final class LoneDesk {
    package let folder: StoreFolder
    package let store: Store
    package let desk: Desk
    private let replica = ReplicaID(bits: 7)
    private var count: UInt64 = 0

    /// - Parameter office: the office whose replica it is; the centre's if `nil`.
    package init(office: RecordID? = nil) throws {
        folder = StoreFolder(
            NSTemporaryDirectory() + "bridgework-desk-" + UUID().uuidString.prefix(8))
        let schema = PracticeSchema.current
        store = try Store(
            creating: folder, kind: .replica, schema: schema, checks: .practice(schema),
            meta: [
                "replica": replica.hexadecimal, "group": RecordID(bits: 9).hexadecimal,
                "role": (office == nil ? Role.coordinator : .office).rawValue,
                "office": office?.hexadecimal,
            ].compactMapValues(\.self))
        desk = try Desk(store) { Timestamp(milliseconds: 1_800_000_000_000) }
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    /// One change set by somebody who saw all that stands, or `seeing` what he says.
    package func write(_ writes: [Write], seeing states: [RecordID: RecordState]? = nil) throws {
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
    package func apart(_ writes: Write...) throws {
        let states = try store.read { transaction in
            try Dictionary(
                writes.map { ($0.record, try transaction.view(of: $0.record) ?? RecordState()) },
                uniquingKeysWith: { first, _ in first })
        }
        for write in writes { try self.write([write], seeing: states) }
    }

    package var open: [OpenConflict] {
        get throws { try store.read { try $0.conflicts() } }
    }
}

extension LoneDesk {
    /// Does it in nobody's name.
    @discardableResult
    package func perform<D: Deed>(
        _ deed: D, reason: String = "", isDryRun: Bool = false
    ) throws -> D.Outcome {
        try desk.perform(deed, by: Signature(nil, reason), isDryRun: isDryRun).outcome
    }

    @discardableResult
    package func create(_ type: RecordType, _ fields: String...) throws -> RecordID {
        try perform(CreateRecord(type, try fields.map { try Assignment(parsing: $0) }))
    }

    package func edit(_ type: RecordType, _ name: String, _ fields: String...) throws {
        try perform(EditRecord(type, name, try fields.map { try Assignment(parsing: $0) }))
    }
}
