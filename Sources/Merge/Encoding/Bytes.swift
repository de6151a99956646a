/// A run of bytes, usually a window on a larger buffer that is not copied.
package typealias Bytes = ArraySlice<UInt8>

extension ArraySlice<UInt8> {
    /// Byte order, as SQLite and every other peer sees it; never Unicode order.
    package static func < (left: Bytes, right: Bytes) -> Bool {
        left.lexicographicallyPrecedes(right)
    }

    /// Two hexadecimal digits a byte, of either case; `nil` for any other text.
    package init?(hexadecimal text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for place in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[place..<place + 2], as: UTF8.self)
            guard pair.allSatisfy(\.isHexDigit), let byte = UInt8(pair, radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        self = bytes[...]
    }
}

extension Sequence<UInt8> {
    /// Two lower-case hexadecimal digits a byte.
    package var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
