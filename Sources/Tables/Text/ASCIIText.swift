/// Questions about ASCII bytes and texts, so that validation never depends on a locale.
package enum ASCIIText {
    /// `0` to `9`.
    package static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }

    /// `A` to `Z`.
    package static func isCapital(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte)
    }

    /// `a` to `z`.
    package static func isSmall(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte)
    }

    /// A blank, a tab or an end of a line.
    package static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    static func digit(_ byte: UInt8) -> Int {
        Int(byte) - 0x30
    }

    /// With `a` to `z` as capitals; other bytes as they are.
    package static func uppercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { isSmall($0) ? $0 - 0x20 : $0 }
    }

    /// With `A` to `Z` as small letters; other bytes as they are.
    package static func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { isCapital($0) ? $0 + 0x20 : $0 }
    }

    /// Without ASCII white space at either end; every other byte stays as it was typed.
    package static func trimmed(_ text: String) -> String {
        let bytes = text.utf8.drop(while: isSpace)
        guard let last = bytes.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(decoding: bytes[...last], as: UTF8.self)
    }

    /// Without what nobody sees at either end: blanks of all kinds and zero-width marks.
    ///
    /// Programs put them beside a number, and with one it is not the number any more.
    package static func shown(_ text: String) -> String {
        let isShown = { (scalar: Unicode.Scalar) in
            guard !scalar.isASCII else { return !isSpace(UInt8(scalar.value)) }
            return switch scalar.properties.generalCategory {
            case .spaceSeparator: false
            // What turns a text's direction is refused, not passed over.
            case .format: hasControl(String(scalar))
            default: true
            }
        }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: isShown),
            let last = scalars.lastIndex(where: isShown)
        else { return "" }
        return String(scalars[first...last])
    }

    /// Whether a terminal or a reader could be steered: controls, line separators, text direction.
    package static func hasControl(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
    }
}
