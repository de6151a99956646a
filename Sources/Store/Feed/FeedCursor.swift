package import Merge

/// How far somebody has read a store's feed: 16 bytes that mean nothing to anybody else.
///
/// The mark is the row's own, drawn at random. A store that was put back from a copy goes on to
/// give out the same positions for other changes; by the mark that is seen, and the reader is told
/// to begin anew, where by the position alone it would miss changes in silence.
package struct FeedCursor: Equatable, Sendable {
    let position: UInt64
    let mark: UInt64

    init(position: UInt64, mark: UInt64) {
        self.position = position
        self.mark = mark
    }

    /// - Returns: `nil` for anything but 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        position = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        mark = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
    }

    package var bytes: [UInt8] {
        [position, mark].flatMap { number in
            withUnsafeBytes(of: number.bigEndian) { Array($0) }
        }
    }
}

/// One change of a store's records, as whoever follows them is told: ids and names of ours, never
/// a value.
package struct FeedChange: Equatable, Sendable {
    /// What happened to the subject of a row.
    package enum Kind: Int64, CaseIterable, Sendable {
        /// The record is new here.
        case created = 1
        case changed = 2
        /// It left this store.
        case gone = 3
        /// A conflict came up: the subject is its id, the type that of its record.
        case conflict = 4
        /// A conflict is no more.
        case settled = 5
    }

    package let kind: Kind
    package let subject: RecordID
    package let type: String
    /// Of a change: the units that show something else.
    package let units: [String]
    /// Grows along the feed.
    package let position: UInt64
}

/// Some changes in a row, and from where the next are read.
package struct FeedPage: Equatable, Sendable {
    package let changes: [FeedChange]
    package let cursor: FeedCursor
    package let hasMore: Bool
}

/// How long a feed is kept.
package enum FeedLimits {
    /// Rows of some hundred bytes.
    ///
    /// A replica changes some thousand records a day: who reads once a
    /// week misses nothing, and who reads less begins anew.
    package static let rowsMax: Int64 = 100_000
}
