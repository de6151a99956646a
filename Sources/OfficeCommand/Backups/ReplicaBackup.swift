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
    /// - Returns: what was written, the earlier ones that the store knows of, and the names of
    ///   documents in it that are not what their names say.
    /// - Throws: also where a document cannot be read: without it the backup would not be whole.
    func write(
        to path: (ReplicaID) throws -> String
    ) throws -> (entry: BackupEntry, known: [BackupEntry], damaged: [String]) {
        let schema = PracticeSchema.current
        return try StoreSnapshot(of: folder, kind: .replica, schema: schema).read { transaction in
            guard let group = RecordID(hexadecimal: try transaction.required("group")),
                let replica = ReplicaID(hexadecimal: try transaction.required("replica"))
            else { throw transaction.damaged("group") }
            let manifest = BackupManifest(
                group: group, kind: .replica, owner: replica, head: try transaction.top,
                madeAt: now, schemaVersion: schema.version, software: Versions.software)
            var damaged: [String] = []
            let entry = try BackupFile(path(replica), lock: folder.path + "/backup.lock").write(
                manifest, for: transaction.recoveryKey
            ) { tell in
                try transaction.visitOfficeRows(tell)
                damaged = try tellDocuments(tell)
            }
            return (entry, try transaction.backups(), damaged)
        }
    }

    /// Tells every document as it is.
    ///
    /// - Returns: the names of those that are not what their names say.
    /// - Throws: `BackupError.unreadable` where one that is there cannot be read.
    private func tellDocuments(_ tell: (BackupItem) throws -> Void) throws -> [String] {
        let documents = DocumentFolder(folder)
        var damaged: [String] = []
        do {
            let names = try documents.names()
            let listed = Set(names)
            for name in names {
                let (found, bytes) = try documents.file(named: name)
                // What was sealed since it was listed may have been listed under both names.
                if found != name, listed.contains(found) { continue }
                if !DocumentFolder.isWhole(bytes, named: found) { damaged.append(found) }
                try tell(.officeRow(.document(name: found, bytes: bytes)))
            }
        } catch StoreError.corrupt(let file, _) {
            throw BackupError.unreadable(file)
        }
        return damaged
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
    /// - Returns: what the backup holds, and the names of documents in it that are not what their
    ///   names say; they are there as they are.
    /// - Throws: where anything of it is not what the backup holds; what was written is then worth
    ///   nothing.
    func run(
        in folder: StoreFolder
    ) throws -> (contents: BackupReader.Contents, damaged: [String]) {
        let schema = PracticeSchema.current
        let store = try Store(
            creating: folder, kind: .replica, schema: schema, checks: .practice(schema), meta: [:])
        do {
            let (contents, damaged) = try fill(store)
            try compare(store, with: contents.totals)
            try settle(store, contents)
            try store.close()
            return (contents, damaged)
        } catch {
            store.closeQuietly()
            throw error
        }
    }

    private func fill(
        _ store: Store
    ) throws -> (contents: BackupReader.Contents, damaged: [String]) {
        let documents = DocumentFolder(store.folder)
        var damaged: [String] = []
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
        let contents = try reader.check(with: .recovery(key)) { item in
            switch item {
            case .start(let manifest):
                guard manifest.kind == .replica else { throw BackupError.otherKind(manifest.kind) }
                guard manifest.schemaVersion <= store.schema.version else {
                    throw BackupError.laterRelease(manifest.software)
                }
            case .keyFile: throw BackupError.otherKind(.hub)
            case .officeRow(.document(let name, let bytes)):
                if !DocumentFolder.isWhole(bytes, named: name) { damaged.append(name) }
                try documents.put(bytes, named: name)
            case .row, .officeRow:
                waiting.append(item)
                if waiting.count == ReplicaRestoration.rowsPerWrite { try write() }
            case .end: try write()
            }
        }
        return (contents, damaged)
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
