package import Merge
import Sync

/// Records that are too large for any message: at the hub, those it cannot send; at an office,
/// those it has heard of.
extension StoreTransaction {
    private static let key = "withheld"

    package func withheld() throws -> [RecordID] {
        (try meta(StoreTransaction.key) ?? "").split(separator: " ").compactMap {
            RecordID(hexadecimal: $0)
        }
    }

    package mutating func withhold(_ records: [RecordID]) throws -> [RecordID] {
        guard !records.isEmpty else { return [] }
        let known = try withheld()
        let news = records.filter { !known.contains($0) }
        if !news.isEmpty { try keepWithheld(known + news) }
        return news
    }

    /// These can travel again.
    package mutating func release(withheld records: [RecordID]) throws {
        let known = try withheld()
        let left = known.filter { !records.contains($0) }
        if left.count < known.count { try keepWithheld(left) }
    }

    private mutating func keepWithheld(_ records: [RecordID]) throws {
        let names = records.prefix(SyncLimits.withheldMax).map(\.hexadecimal)
        try setMeta(StoreTransaction.key, names.joined(separator: " "))
    }
}
