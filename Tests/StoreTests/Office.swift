import Foundation
import GRDB
import Merge
import Store
import Sync

/// A replica's store with somebody who writes in it.
final class Office {
    let replica: ReplicaID
    let folder: StoreFolder
    var schema: Schema
    private(set) var store: Store
    private var clock: Int64 = 1_700_000_000_000
    private var nonce: UInt64

    init(
        _ number: Int = 1, in scratch: ScratchFolder, schema: Schema = Sample.schema,
        isSealed: Bool = false
    ) throws {
        self.replica = ReplicaID(bits: UInt128(0xA0 + number))
        self.folder = StoreFolder(scratch.path + "/office-\(number)")
        self.schema = schema
        self.nonce = UInt64(number) << 32
        if isSealed { try scratch.seal(folder) }
        self.store = try Store(
            creating: folder, kind: .replica, schema: schema, meta: ["replica": "\(number)"])
    }

    var peer: Peer {
        Peer(
            replica: replica, role: .office, office: officeID,
            scopes: [.group, .office(officeID)])
    }

    var officeID: RecordID { RecordID(bits: replica.bits) }

    func reopen(schema newer: Schema? = nil) throws {
        try store.close()
        schema = newer ?? schema
        store = try Store(opening: folder, kind: .replica, schema: schema)
    }

    @discardableResult
    func write(_ writes: Write...) throws -> SealedChangeSet {
        try write(writes)
    }

    @discardableResult
    func write(_ writes: [Write]) throws -> SealedChangeSet {
        try store.write { try append(writes, to: &$0) }
    }

    func append(
        _ writes: [Write], to transaction: inout StoreTransaction
    ) throws -> SealedChangeSet {
        clock += 1
        nonce += 1
        let ops = try writes.map { write in
            write.op(
                seeing: try transaction.view(of: write.record) ?? RecordState(),
                shape: schema[write.type]?[write.attribute]?.shape)
        }
        return try transaction.append(
            ChangeSet(
                replica: replica, actor: nil, role: .office,
                claimedAt: Timestamp(milliseconds: clock), parent: try transaction.tip,
                nonce: nonce, ops: ops))
    }

    func row(_ id: RecordID, of type: String = "thing") throws -> [String: String]? {
        guard let type = schema[type] else { return nil }
        return try store.read { transaction in
            try transaction.list(type).first { $0.id == id }.map { row in
                Dictionary(
                    uniqueKeysWithValues: zip(type.columns, row.cells).map {
                        ($0.name, $1.text($0))
                    })
            }
        }
    }

    /// One full exchange; returns how many messages it took.
    @discardableResult
    func synchronize(with hub: Hub, rowsMax: Int = SyncLimits.pageRowsMax) throws -> Int {
        var session = OfficeSession(now: hub.tick(), rowsMax: rowsMax)
        var answering = HubSession(peer: peer)
        var outgoing = [
            try store.read {
                try session.hello(
                    group: Hub.group, replica: replica, schemaVersion: schema.version, ledger: $0)
            }
        ]
        var count = 0
        while let message = outgoing.first, count < 10_000 {
            outgoing.removeFirst()
            count += 1
            for answer in try hub.receive(message, &answering) {
                outgoing += try store.write { try session.receive(answer, ledger: &$0) }
            }
        }
        return count
    }

    /// Any SQL, past the store: what anyone with the file could ask.
    static func sql(_ sql: String, in file: String) throws -> [String] {
        var configuration = Configuration()
        configuration.busyMode = .timeout(1)
        let queue = try DatabaseQueue(path: file, configuration: configuration)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction { database in
            try Row.fetchAll(database, sql: sql).map { row in
                row.databaseValues.map { $0.isNull ? "NULL" : "\($0)" }.joined(separator: "|")
            }
        }
    }
}
