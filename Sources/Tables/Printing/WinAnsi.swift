/// Text in the encoding of a PDF's built-in fonts: Windows code page 1252.
enum WinAnsi {
    /// A character that the encoding lacks becomes `?`; a letter with its accent written apart is
    /// one character.
    static func encoded(_ text: String) -> (bytes: [UInt8], hasReplacements: Bool) {
        var hasReplacements = false
        let bytes = text.map { character in
            if let byte = codes[character] { return byte }
            hasReplacements = true
            return UInt8(ascii: "?")
        }
        return (bytes, hasReplacements)
    }

    /// As it stands between the brackets of a PDF string.
    static func escaped(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"):
                return "\\" + String(UnicodeScalar(byte))
            case 0x20...0x7E: return String(UnicodeScalar(byte))
            default:
                let octal = String(byte, radix: 8)
                return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
            }
        }.joined()
    }

    private static let codes: [Character: UInt8] = {
        var codes: [Character: UInt8] = [:]
        for code in Array(UInt8(0x20)...0x7E) + Array(UInt8(0xA0)...0xFF) {
            codes[Character(UnicodeScalar(code))] = code
        }
        for (index, character) in special.enumerated() where character != " " {
            codes[character] = UInt8(0x80 + index)
        }
        return codes
    }()

    /// What stands at 0x80 to 0x9F; a space where nothing does.
    private static let special = Array(
        "\u{20AC} \u{201A}\u{192}\u{201E}\u{2026}\u{2020}\u{2021}\u{2C6}\u{2030}\u{160}\u{2039}"
            + "\u{152} \u{17D}  \u{2018}\u{2019}\u{201C}\u{201D}\u{2022}\u{2013}\u{2014}\u{2DC}"
            + "\u{2122}\u{161}\u{203A}\u{153} \u{17E}\u{178}")
}
