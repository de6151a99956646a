import Backups
import Foundation
import Identity
import Merge
import Practice
import Rulebook
import Store
import Sync

// A replica's store as a backup. The machine's key stays on its machine: a store that is made of a
// backup is nobody until it joins, so that no two stores speak as one replica.

/// Writes a backup of a replica's store, beside a process that has it or alone.
struct ReplicaBackup {
    private let folder: StoreFolder
    private let now: Timestamp

    init(of folder: StoreFolder, at now: Timestamp) {
        self.folder = folder
        self.now = now
    }

    /// Writes what the store holds now.
    ///
    /// - Parameter path: where to, of the replica that it is.
    /// - Returns: what was written, and the earlier ones that the store knows of.
    func write(
        to path: (ReplicaID) throws -> String
    ) throws -> (entry: BackupEntry, known: [BackupEntry]) {
        let schema = PracticeSchema.current
        let documents = DocumentFolder(folder)
        return try StoreSnapshot(of: folder, kind: .replica, schema: schema).read { transaction in
            guard let group = RecordID(hexadecimal: try transaction.required("group")),
                let replica = ReplicaID(hexadecimal: try transaction.required("replica"))
            else { throw transaction.damaged("group") }
            let manifest = BackupManifest(
                group: group, kind: .replica, owner: replica, head: try transaction.top,
                madeAt: now, schemaVersion: schema.version, software: Versions.software)
            let entry = try BackupFile(path(replica), lock: folder.path + "/backup.lock").write(
                manifest, for: transaction.recoveryKey
            ) { tell in
                try transaction.visitOfficeRows(tell)
                for name in documents.names {
                    guard let bytes = documents.file(named: name) else { continue }
                    try tell(.officeRow(.document(name: name, bytes: bytes)))
                }
            }
            return (entry, try transaction.backups())
        }
    }
}

/// Makes a replica's store of a backup.
struct ReplicaRestoration {
    private let reader: BackupReader
    private let path: String
    private let key: RecoveryKey
    private let now: Timestamp

    /// Rows of one transaction.
    private static let rowsPerWrite = 2_000

    init(of path: String, with key: RecoveryKey, at now: Timestamp) {
        self.path = path
        self.reader = BackupReader(path)
        self.key = key
        self.now = now
    }

    /// Makes it in a folder that holds nothing, and reads it again.
    ///
    /// - Throws: where anything of it is not what the backup holds; what was written is then worth
    ///   nothing.
    func run(in folder: StoreFolder) throws -> BackupReader.Contents {
        let schema = PracticeSchema.current
        let store = try Store(
            creating: folder, kind: .replica, schema: schema, checks: .practice(schema), meta: [:])
        do {
            let contents = try fill(store)
            try compare(store, with: contents.totals)
            try settle(store, contents)
            try store.close()
            return contents
        } catch {
            store.closeQuietly()
            throw error
        }
    }

    private func fill(_ store: Store) throws -> BackupReader.Contents {
        let documents = DocumentFolder(store.folder)
        var waiting: [BackupItem] = []
        func write() throws {
            let items = waiting
            waiting = []
            try store.write { transaction in
                for item in items {
                    switch item {
                    case .row(let row): try transaction.restoreOffice(row)
                    case .officeRow(let row): try transaction.restore(row)
                    case .start, .keyFile, .end: break
                    }
                }
            }
        }
        return try reader.check(with: .recovery(key)) { item in
            switch item {
            case .start(let manifest):
                guard manifest.kind == .replica else { throw BackupError.otherKind(manifest.kind) }
                guard manifest.schemaVersion <= store.schema.version else {
                    throw BackupError.laterRelease(manifest.software)
                }
            case .keyFile: throw BackupError.otherKind(.hub)
            case .officeRow(.document(let name, let bytes)):
                try documents.put(bytes, named: name)
            case .row, .officeRow:
                waiting.append(item)
                if waiting.count == ReplicaRestoration.rowsPerWrite { try write() }
            case .end: try write()
            }
        }
    }

    /// What the store says of itself once all of it is in.
    private func compare(_ store: Store, with totals: HubTotals?) throws {
        var problems = try store.integrityProblems()
        let found = try store.read { try $0.baseDigests() }
        if found != totals?.digests { problems.append("its records are others") }
        guard problems.isEmpty else { throw BackupError.restoredOtherwise(problems: problems) }
    }

    /// Gives the store an id of its own, and lets it know of the backup that it was made of.
    private func settle(_ store: Store, _ contents: BackupReader.Contents) throws {
        guard let manifest = contents.manifest else { return }
        let id = RecordID.v7(
            milliseconds: now.milliseconds, random: UInt128.random(in: .min ... .max))
        try store.write { transaction in
            try transaction.note(
                BackupEntry(
                    madeAt: manifest.madeAt, position: manifest.head.position,
                    byteCount: contents.byteCount, hash: contents.hash, path: path),
                at: now, isNew: false)
            try transaction.beginAnew(as: ReplicaID(bits: id.bits), at: now)
        }
    }
}
