/// How far an office is.
///
/// `through` moves with every page, `from` only when a pull is complete: a row met late in a pull
/// may hold entries older than `through`.
package struct Cursor: Hashable, Sendable {
    /// Everything at or before this position is in the office's base.
    package let from: UInt64
    /// Rows last changed at or before this position have been received.
    package let through: UInt64

    package init(from: UInt64, through: UInt64) {
        self.from = from
        self.through = through
    }

    package static let origin = Cursor(from: 0, through: 0)
}
