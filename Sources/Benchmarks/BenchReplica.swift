import Merge
import Store
import Sync

/// An office's store that writes the workload as a person's commands would.
final class BenchReplica {
    let id: ReplicaID
    let store: Store
    private var nonce: UInt64 = 0

    init(
        number: UInt64, in folder: String, schema: Schema = CoverageWorkload.schema,
        checks: RecordChecks = .none
    ) throws {
        self.id = ReplicaID(bits: UInt128(number) << 96 | 0xB3AC)
        self.store = try Store(
            creating: StoreFolder(folder + "/replica-\(number)"), kind: .replica,
            schema: schema, checks: checks, meta: [:])
    }

    func create(_ rows: ArraySlice<WorkloadRow>, at now: Timestamp) throws {
        try store.write { transaction in
            var ops: [Op] = []
            ops.reserveCapacity(rows.count * CoverageWorkload.fieldCount)
            for row in rows {
                for (column, value) in row.values.enumerated() {
                    ops.append(
                        Op(
                            record: row.id, type: CoverageWorkload.type,
                            attribute: BenchReplica.columns[column], value: Value([value]).encoded))
                }
            }
            try append(ops, now, &transaction)
        }
    }

    func edit(_ edits: ArraySlice<WorkloadEdit>, at now: Timestamp) throws {
        try store.write { transaction in
            var ops: [Op] = []
            ops.reserveCapacity(edits.count * 3)
            for edit in edits { try add(edit, to: &ops, transaction) }
            try append(ops, now, &transaction)
        }
    }

    /// One change set per record, as people write; in one transaction, because here only the hub's
    /// part is measured.
    func editByOnes(_ edits: ArraySlice<WorkloadEdit>, at now: Timestamp) throws {
        try store.write { transaction in
            for edit in edits {
                var ops: [Op] = []
                try add(edit, to: &ops, transaction)
                try append(ops, now, &transaction)
            }
        }
    }

    func append(_ ops: [Op], at now: Timestamp) throws {
        try store.write { try append(ops, now, &$0) }
    }

    func receive(
        _ message: HubMessage, _ session: inout OfficeSession
    ) throws -> [OfficeMessage] {
        try store.write { try session.receive(message, ledger: &$0) }
    }

    private static let columns = (0..<CoverageWorkload.fieldCount).map {
        CoverageWorkload.column($0)
    }

    private func add(
        _ edit: WorkloadEdit, to ops: inout [Op], _ transaction: StoreTransaction
    ) throws {
        let state = try transaction.view(of: edit.id) ?? RecordState()
        for (column, value) in zip(edit.columns, edit.values) {
            let write = Write(
                record: edit.id, type: CoverageWorkload.type,
                attribute: BenchReplica.columns[column],
                value: Value([value]).encoded)
            ops.append(write.op(seeing: state, shape: nil))
        }
    }

    private func append(
        _ ops: [Op], _ now: Timestamp, _ transaction: inout StoreTransaction
    ) throws {
        nonce += 1
        let content = ChangeSet(
            replica: id, actor: nil, role: .office, claimedAt: now,
            parent: try transaction.tip, nonce: nonce &* 0x9E37_79B9_7F4A_7C15, ops: ops)
        _ = try transaction.append(content)
    }
}
