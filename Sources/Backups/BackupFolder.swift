import Foundation
import Identity
package import Merge
package import Sync

/// A folder in which a store's backups are kept, the last of them at least; other stores' may lie
/// there too.
package struct BackupFolder: Equatable, Sendable {
    package let path: String
    /// How many stay there, the new one counted; `nil` for all.
    private let keep: Int?

    package init(_ path: String, keep: Int?) {
        self.path = path
        self.keep = keep
    }

    /// Where the next one of a group's hub goes, which is not there yet; names sort by time.
    package func file(of group: RecordID, at now: Timestamp) -> String {
        file("bridgework-hub-\(group.hexadecimal.suffix(8))", at: now)
    }

    /// Where the next one of a replica's store goes.
    package func file(of replica: ReplicaID, at now: Timestamp) -> String {
        file("bridgework-replica-\(replica.hexadecimal.suffix(8))", at: now)
    }

    /// Whose backup it is by its name, the one way that `file` makes names; `nil` for any other.
    static func stem(of name: String) -> String? {
        guard let stem = name.prefixMatch(of: /bridgework-(hub|replica)-[0-9a-f]{8}-/) else {
            return nil
        }
        return String(stem.0)
    }

    private func file(_ stem: String, at now: Timestamp) -> String {
        let time = now.date.formatted(
            .iso8601.year().month().day().dateSeparator(.dash)
                .time(includingFractionalSeconds: false).timeSeparator(.omitted))
        let name = "\(path)/\(stem)-\(time)Z"
        var path = name + ".backup"
        var number = 2
        while FileManager.default.fileExists(atPath: path) {
            path = "\(name)-\(number).backup"
            number += 1
        }
        return path
    }

    /// Of the backups that the store knows of, the first ones in this folder that are too many with
    /// the next one.
    package func outlived(_ known: [BackupEntry], by next: String) -> [BackupEntry] {
        guard let keep else { return [] }
        let beside = known.filter {
            $0.path != next && ($0.path as NSString).deletingLastPathComponent == path
        }
        return Array(beside.dropLast(keep - 1))
    }

    /// Removes their files, unless another backup has come into their place.
    package static func remove(_ backups: [BackupEntry]) {
        for backup in backups where BackupReader(backup.path).writtenHash == backup.hash {
            unlink(backup.path)
        }
    }
}
