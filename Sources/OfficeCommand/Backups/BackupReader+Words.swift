package import Backups
import Foundation
import Identity
import Merge
import Sync
package import Tables

// What people are told of backups, a hub's and a replica's.

extension BackupReader {
    /// Checks a file without a key, and says what that shows.
    package func checkBytes(saying console: Console) throws {
        let contents = try check(with: .none)
        console.line("\(contents.byteCount) bytes as they were written, sha256 \(contents.hash)")
        console.line("what they say only the recovery key shows: give --key FILE")
    }
}

extension BackupReader.Contents {
    /// What a backup holds, in ids, counts and times.
    package var summary: String {
        guard let manifest, let totals else { return "\(byteCount) bytes" }
        let counts = totals.counts
        let rows =
            switch manifest.kind {
            case .hub:
                "history through position \(manifest.head.position), \(counts.records) records, "
                    + "\(counts.replicas) replicas, \(counts.events) events"
            case .replica:
                "replica \(manifest.owner), \(counts.records) records, \(counts.own) change "
                    + "sets of its own, \(counts.documents) documents, \(counts.events) events"
            }
        return "made \(manifest.madeAt.date.formatted(.iso8601)) by \(manifest.software): "
            + "group \(manifest.group), \(rows); restored, and read again as it was written"
    }
}

extension Console {
    /// Says which documents of a backup are not what their names say: they were damaged in the
    /// store, and are kept, because the file may be the only copy.
    func warn(ofDamaged documents: [String]) {
        guard !documents.isEmpty else { return }
        say(
            "warning: \(Counted(documents.count, "document")) had other bytes than when added, and "
                + "may be kept in an earlier backup whole:")
        for name in documents { say("  \(name)") }
    }
}

extension [BackupEntry] {
    /// One row per backup, the first one first.
    package var listing: Table {
        var listing = Table(
            [
                .init("made", .key), .init("position", .key), "bytes", .init("sha256", .detail),
                .init("path", .key), "here",
            ], of: .init("backup"))
        for backup in self {
            listing.add([
                .instant(backup.madeAt), .init(backup.position), .init(backup.byteCount),
                .init(backup.hash), .init(backup.path),
                .init(FileManager.default.fileExists(atPath: backup.path)),
            ])
        }
        return listing
    }
}
