import Foundation
package import Identity
import Merge
package import Sync

/// Reads a backup's file from its beginning to its end.
package struct BackupReader {
    private let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// What a file came to.
    package struct Contents: Equatable, Sendable {
        /// `nil` where no key was given.
        package var manifest: BackupManifest?
        package var totals: HubTotals?
        package var byteCount = 0
        /// SHA-256 of the file but for its last 32 bytes, in hexadecimal.
        package var hash = ""
    }

    /// Whether it begins as a backup does.
    package var isBackup: Bool {
        var opener = BackupOpener(with: .none)
        do {
            let beginning = try BackupSource(path).next(64)
            _ = try opener.open(beginning)
            return beginning.count == 64
        } catch {
            return false
        }
    }

    /// The hash in its last bytes, as a list of backups has it; empty where there is no such file.
    package var writtenHash: String {
        guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
        defer { _ = Result { try handle.close() } }
        do {
            let size = try handle.seekToEnd()
            guard size > 32 else { return "" }
            try handle.seek(toOffset: size - 32)
            return try (handle.readToEnd() ?? Data()).hexadecimal
        } catch {
            return ""
        }
    }

    /// Reads all of it: every piece is opened where there is a key, every row counted, and what
    /// they come to is what the file says of itself.
    ///
    /// - Parameter take: is handed what the backup tells, in its order.
    /// - Throws: `BackupFault`, `HubCopyFault`, `BackupError` where the file cannot be read, or
    ///   what `take` throws.
    package func check(
        with means: BackupOpener.Means, taking take: (BackupItem) throws -> Void = { _ in }
    ) throws -> Contents {
        let file = try BackupSource(path)
        var opener = BackupOpener(with: means)
        var decoder = BackupDecoder()
        var census = HubCensus()
        var contents = Contents()
        while true {
            let bytes = try file.next(BackupSealer.pieceBytes)
            guard !bytes.isEmpty else { break }
            contents.byteCount += bytes.count
            for item in try decoder.items(opener.open(bytes)) {
                guard contents.totals == nil else { throw HubCopyFault.totalsDiffer }
                switch item {
                case .start(let manifest): contents.manifest = manifest
                case .keyFile: break
                case .row(let row): try census.add(row)
                case .officeRow(let row): try census.add(row)
                case .end(let totals): contents.totals = totals
                }
                try take(item)
            }
        }
        try opener.finish()
        contents.hash = opener.hash
        if case .none = means { return contents }
        guard decoder.isAtEnd, let totals = contents.totals, totals == census.totals,
            contents.manifest?.isEnded(by: totals) == true
        else { throw HubCopyFault.totalsDiffer }
        return contents
    }
}

extension BackupManifest {
    /// Whether rows that come to that may follow it: a hub's history ends where it says.
    func isEnded(by totals: HubTotals) -> Bool {
        switch kind {
        case .hub: head == totals.head
        case .replica: totals.head == .origin
        }
    }
}

/// A file that is read once, from its beginning.
private final class BackupSource {
    private let path: String
    private let handle: FileHandle

    init(_ path: String) throws {
        self.path = path
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw BackupError.unreadable(path)
        }
        self.handle = handle
    }

    deinit { _ = Result { try handle.close() } }

    /// At most so many bytes; none at the end.
    func next(_ count: Int) throws -> [UInt8] {
        do { return try [UInt8](handle.read(upToCount: count) ?? Data()) } catch {
            throw BackupError.unreadable(path)
        }
    }
}
