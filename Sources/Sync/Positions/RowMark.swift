package import Merge

/// A point in the order in which rows travel: by the position of their last change, then by record.
///
/// One position may hold the rows of many records: a page may end between any two of them.
package struct RowMark: Hashable, Comparable, Sendable {
    package let position: UInt64
    /// The last record of `position` that is passed.
    package let record: RecordID

    package init(position: UInt64, record: RecordID) {
        self.position = position
        self.record = record
    }

    /// Behind every row of a position: its record sorts after, or is, every other.
    package static func end(of position: UInt64) -> RowMark {
        RowMark(position: position, record: RecordID(bits: .max))
    }

    package var isEndOfPosition: Bool { record.bits == .max }

    package static func < (left: RowMark, right: RowMark) -> Bool {
        (left.position, left.record) < (right.position, right.record)
    }
}

extension RowMark: CustomStringConvertible {
    package var description: String {
        isEndOfPosition ? "\(position)" : "\(position)/\(record)"
    }
}
