/// An instant in UTC as milliseconds since 1970.
///
/// Business dates are `Day`s, never timestamps.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// A time somebody else wrote: kept between the years 1 and 9999, so that no difference of two
    /// times overflows, whatever a peer's clock or a hostile peer says.
    package init(clamping milliseconds: Int64) {
        self.milliseconds = milliseconds.clamped(to: -62_135_596_800_000...253_402_300_799_999)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
