import Disk
import Foundation
package import Identity
package import Merge
package import Sync

/// Writes a backup of a hub: one state of it, sealed, whole or not at all, and read again.
package struct BackupWriter {
    private let path: String
    private let home: HubHome
    private let now: Timestamp
    private let software: String
    private let schemaVersion: Int

    /// - Parameters:
    ///   - path: the file; another backup there gives way.
    ///   - software: which release writes it.
    package init(
        to path: String, of home: HubHome, schema: Schema, software: String, now: Timestamp
    ) {
        self.schemaVersion = schema.version
        self.path = path
        self.home = home
        self.now = now
        self.software = software
    }

    /// Writes what a transaction sees, and gives the file its name once it was read again and says
    /// the same.
    ///
    /// - Throws: `BackupError`, `BackupFault`, `HubCopyFault`, or what the store throws; then there
    ///   is no file, or the one that was there.
    package func write(_ transaction: any HubTransaction) throws -> BackupEntry {
        guard let recovery = try transaction.recoveryKey else { throw BackupError.noKeySet }
        let lock = try BackupLock(of: home)
        return try lock.whileHeld {
            try BackupWriter.check(path)
            sweep()
            do {
                var file = try DraftFile(of: path, suffix: BackupWriter.draftSuffix)
                let entry = try write(transaction, for: recovery, to: &file)
                try file.place(replacing: true)
                return entry
            } catch is DraftFault {
                throw BackupError.unwritable(path)
            }
        }
    }

    private static let draftSuffix = ".part"

    private func write(
        _ transaction: any HubTransaction, for recovery: RecoveryPublicKey,
        to file: inout DraftFile
    ) throws -> BackupEntry {
        var start: [UInt8] = []
        var sealer = try BackupSealer(for: recovery, start: &start)
        try file.write(start)
        var encoder = BackupEncoder()
        var census = HubCensus()
        var buffer: [UInt8] = []
        func tell(_ item: BackupItem) throws {
            buffer += encoder.encoded(item)
            while buffer.count > BackupSealer.pieceBytes {
                let piece = Array(buffer.prefix(BackupSealer.pieceBytes))
                buffer.removeFirst(BackupSealer.pieceBytes)
                try file.write(sealer.seal(piece))
            }
        }
        let head = try transaction.head
        try tell(.start(manifest(transaction, head)))
        for key in try HubKeys.files(in: home) {
            try tell(.keyFile(name: key.name, text: key.text))
        }
        try transaction.visitRows { row in
            try census.add(row)
            try tell(.row(row))
        }
        try tell(.end(census.totals))
        let last = try sealer.seal(buffer, isLast: true)
        try file.write(last)
        try file.flush()
        let read = try BackupReader(file.path).check(with: .own(sealer.key))
        guard read.totals == census.totals, census.totals.head == head else {
            throw HubCopyFault.totalsDiffer
        }
        return BackupEntry(
            madeAt: now, position: head.position, byteCount: read.byteCount, hash: read.hash,
            path: path)
    }

    private func manifest(
        _ transaction: any HubTransaction, _ head: Head
    ) throws -> BackupManifest {
        guard let group = RecordID(hexadecimal: try transaction.required("group")),
            let hub = ReplicaID(hexadecimal: try transaction.required("replica"))
        else { throw transaction.damaged("group") }
        return BackupManifest(
            group: group, hub: hub, head: head, madeAt: now,
            schemaVersion: schemaVersion, software: software)
    }

    /// Removes what was begun beside it under this hub's name by processes that are no more:
    /// whoever writes now holds the lock.
    private func sweep() {
        let folder = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        guard let end = name.range(of: "Z.backup"), name.hasPrefix(BackupFolder.prefix) else {
            return
        }
        let own = name[..<end.lowerBound].prefix(BackupFolder.prefix.count + 8)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for left in names
        where left.hasPrefix(own) && left.hasSuffix(".backup" + BackupWriter.draftSuffix) {
            unlink(folder + "/" + left)
        }
    }

    /// Nothing but an earlier backup is written over: a file, and no link, device or pipe.
    private static func check(_ path: String) throws {
        guard path.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw BackupError.badPath
        }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else { throw BackupError.badPath }
        guard BackupReader(path).isBackup else { throw BackupError.isNoBackup(path) }
    }
}

extension SettingsBook {
    /// What the hub's backups are wrapped for.
    package var recoveryKey: RecoveryPublicKey? {
        get throws {
            guard let text = try meta(SettingName.recoveryKey) else { return nil }
            guard let key = RecoveryPublicKey(hexadecimal: text) else {
                throw damaged(SettingName.recoveryKey)
            }
            return key
        }
    }
}
