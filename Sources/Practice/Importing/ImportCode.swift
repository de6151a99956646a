internal import Merge
internal import Tables

// A code made of a name is a record's key, so that of two names that differ no two codes are equal.
// Words of Latin letters and digits are told whole by their capitals; what is lost on the way, a
// sign, another script, what stands behind the fortieth place, is told by a digest of the name:
//
//     Dual Eligible                   DUAL-ELIGIBLE
//     PDP, PDP+                       PDP, PDP-5E0B1C2A
//     歯科                            N-7C11A90F

/// Codes made of names, where a file has none.
enum ImportCode {
    static func code(_ text: some StringProtocol) -> String {
        let spaced = text.utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "-") : $0 }
        let plain = loose(text)
        let isWhole =
            !text.utf8.contains(UInt8(ascii: "-")) && plain.utf8.count <= lengthMax
            && !plain.isEmpty && ASCIIText.uppercased(spaced).elementsEqual(plain.utf8)
        return isWhole ? plain : marked(plain, of: [String(text)])
    }

    /// The code of a payor's plan: by the group's number, or the one plan without a group.
    static func plan(of payor: String, group: String?) -> String {
        let code = group.map { Self.code($0) } ?? general
        let joined = "\(payor)-\(code)"
        // Of two parts with hyphens, nobody could tell where the first one ends.
        let isWhole =
            !code.utf8.contains(UInt8(ascii: "-")) && joined.utf8.count <= lengthMax
            && (group == nil || code != general)
        return isWhole ? joined : marked(loose(joined), of: [payor, group ?? ""])
    }

    /// What names have in common that a person might take for one: capitals and digits with single
    /// hyphens between.
    ///
    /// Nothing is found by it; it proposes.
    static func loose(_ text: some StringProtocol) -> String {
        let words = text.utf8.split { byte in
            !ASCIIText.isDigit(byte) && !ASCIIText.isCapital(byte) && !ASCIIText.isSmall(byte)
        }
        let joined = words.map { ASCIIText.uppercased($0) }.joined(separator: [UInt8(ascii: "-")])
        return String(decoding: Array(joined), as: UTF8.self)
    }

    /// The beginning of a code with a digest behind it; one name in two cases is one name.
    private static func marked(_ plain: String, of parts: [String]) -> String {
        let bytes = parts.map { Array($0.lowercased().utf8) }.joined(separator: [0])
        let digest = ContentDigest.hexadecimal(of: Array(bytes)[...]).prefix(8).uppercased()
        let words = plain.prefix(lengthMax - 9).split(separator: "-").joined(separator: "-")
        return "\(words.isEmpty ? "N" : words)-\(digest)"
    }

    private static let general = "GENERAL"
    /// As `TextFormat.code` allows.
    private static let lengthMax = 40
}
