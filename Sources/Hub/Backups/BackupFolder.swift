import Foundation
import Identity
package import Merge
package import Sync

/// A folder in which a hub's backups are kept, the last of them at least.
package struct BackupFolder: Equatable, Sendable {
    package let path: String
    /// How many stay there, the new one counted; `nil` for all.
    private let keep: Int?

    package init(_ path: String, keep: Int?) {
        self.path = path
        self.keep = keep
    }

    /// Where the next one goes: names sort by time, in UTC.
    package func file(at now: Timestamp) -> String {
        let time = now.date.formatted(
            .iso8601.year().month().day().dateSeparator(.dash)
                .time(includingFractionalSeconds: false).timeSeparator(.omitted))
        return "\(path)/bridgework-hub-\(time)Z.backup"
    }

    /// Of the backups that the hub knows of, the first ones in this folder that are too many with
    /// the next one.
    package func outlived(_ known: [BackupEntry], by next: String) -> [BackupEntry] {
        guard let keep else { return [] }
        let beside = known.filter {
            $0.path != next && ($0.path as NSString).deletingLastPathComponent == path
        }
        return Array(beside.dropLast(keep - 1))
    }
}
