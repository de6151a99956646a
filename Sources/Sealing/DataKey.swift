internal import Crypto

/// What a store's pages are sealed under, by way of keys made of it; it never leaves memory but
/// wrapped.
package struct DataKey: Sendable, Equatable {
    /// Counted from 1; the greatest is the one that new files are sealed under.
    package let number: UInt32
    let bytes: [UInt8]

    static let byteCount = 32

    init(number: UInt32, bytes: [UInt8]) {
        self.number = number
        self.bytes = bytes
    }

    /// A key that nobody has had before.
    init(number: UInt32) {
        self.init(
            number: number,
            bytes: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    var symmetric: SymmetricKey { SymmetricKey(data: bytes) }
}

extension DataKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "data key \(number)" }
    /// Keeps it out of `dump`.
    package var customMirror: Mirror {
        Mirror(self, children: EmptyCollection<Mirror.Child>())
    }
}
