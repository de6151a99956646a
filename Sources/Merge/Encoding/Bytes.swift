/// A run of bytes, usually a window on a larger buffer that is not copied.
package typealias Bytes = ArraySlice<UInt8>

extension ArraySlice<UInt8> {
    /// Byte order, as SQLite and every other peer sees it; never Unicode order.
    package static func < (left: Bytes, right: Bytes) -> Bool {
        left.lexicographicallyPrecedes(right)
    }
}
