import Disk
import Foundation
package import Identity
package import Sync

/// A file that becomes a backup: one state of a store, sealed, whole or not at all, and read again.
package struct BackupFile {
    private let path: String
    private let lock: String

    /// - Parameters:
    ///   - path: the file; another backup there gives way.
    ///   - lock: a file of the store's, held while its backup is written.
    package init(_ path: String, lock: String) {
        self.path = path
        self.lock = lock
    }

    /// Writes what a store tells, and gives the file its name once it was read again and says the
    /// same.
    ///
    /// - Parameters:
    ///   - recovery: whose private half opens it.
    ///   - rows: hands over each item between the manifest and the end.
    /// - Throws: `BackupError`, `BackupFault`, `HubCopyFault`, or what `rows` throws; then there is
    ///   no file, or the one that was there.
    package func write(
        _ manifest: BackupManifest, for recovery: RecoveryPublicKey?,
        rows: ((BackupItem) throws -> Void) throws -> Void
    ) throws -> BackupEntry {
        guard let recovery else { throw BackupError.noKeySet }
        let lock = try BackupLock(lock)
        return try lock.whileHeld {
            try BackupFile.check(path)
            sweep()
            do {
                var file = try DraftFile(of: path, suffix: BackupFile.draftSuffix)
                let read = try fill(&file, manifest, recovery, rows)
                try file.place(replacing: true)
                return BackupEntry(
                    madeAt: manifest.madeAt, position: manifest.head.position,
                    byteCount: read.byteCount, hash: read.hash, path: path)
            } catch is DraftFault {
                throw BackupError.unwritable(path)
            }
        }
    }

    private static let draftSuffix = ".part"

    private func fill(
        _ file: inout DraftFile, _ manifest: BackupManifest, _ recovery: RecoveryPublicKey,
        _ rows: ((BackupItem) throws -> Void) throws -> Void
    ) throws -> BackupReader.Contents {
        var start: [UInt8] = []
        var sealer = try BackupSealer(for: recovery, start: &start)
        try file.write(start)
        var encoder = BackupEncoder()
        var census = HubCensus()
        var buffer: [UInt8] = []
        func tell(_ item: BackupItem) throws {
            switch item {
            case .row(let row): try census.add(row)
            case .officeRow(let row): try census.add(row)
            case .start, .keyFile, .end: break
            }
            buffer += encoder.encoded(item)
            while buffer.count > BackupSealer.pieceBytes {
                let piece = Array(buffer.prefix(BackupSealer.pieceBytes))
                buffer.removeFirst(BackupSealer.pieceBytes)
                try file.write(sealer.seal(piece))
            }
        }
        try tell(.start(manifest))
        try rows { try tell($0) }
        try tell(.end(census.totals))
        let last = try sealer.seal(buffer, isLast: true)
        try file.write(last)
        try file.flush()
        let read = try BackupReader(file.path).check(with: .own(sealer.key))
        guard read.totals == census.totals, read.manifest == manifest else {
            throw HubCopyFault.totalsDiffer
        }
        return read
    }

    /// Removes what was begun beside it for this store by processes that are no more: whoever
    /// writes now holds the lock.
    private func sweep() {
        let folder = (path as NSString).deletingLastPathComponent
        guard let own = BackupFolder.stem(of: (path as NSString).lastPathComponent) else { return }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for left in names
        where left.hasPrefix(own) && left.hasSuffix(".backup" + BackupFile.draftSuffix) {
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
