/// How far an office is.
///
/// `through` moves with every page, `from` only when a pull is complete: a row met late in a pull
/// may hold entries older than `through`.
package struct Cursor: Hashable, Sendable {
    /// Everything at or before this position is in the office's base.
    package let from: UInt64
    /// Rows at or before this mark have been received.
    package let through: RowMark

    package init(from: UInt64, through: RowMark) {
        self.from = from
        self.through = through
    }

    /// Between two positions, as at the end of every pull.
    package init(from: UInt64, through position: UInt64) {
        self.init(from: from, through: .end(of: position))
    }

    package static let origin = Cursor(from: 0, through: 0)
}
