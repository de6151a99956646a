package import Merge
package import Store

extension StoreTransaction {
    /// How many connections the hub has closed at its door, and when it closed the last.
    package var sentAway: (count: Int, at: Timestamp)? {
        get throws {
            let words = try meta("sent-away")?.split(separator: " ") ?? []
            guard words.count == 2, let count = Int(words[0]), let at = Int64(words[1]) else {
                return nil
            }
            return (count, Timestamp(milliseconds: at))
        }
    }

    mutating func note(sentAway count: Int, at now: Timestamp) throws {
        let before = try sentAway?.count ?? 0
        try setMeta("sent-away", "\(before + count) \(now.milliseconds)")
    }
}
