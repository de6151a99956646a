// One name reaches a store in many ways: `Zoë` as one letter or as two, `O’Brien` with a bent
// apostrophe from a phone, a no-break space from a web page, a zero-width space from a PDF. Fields
// keep their bytes; what looks for a text, and what asks whether two are one, folds both sides.
//
//     TextFold.key("ACME\u{A0}West")      acme west
//     TextFold.name("O’Brien-Müller")     obrienmuller
//     TextFold.terms("Anne-Marie")        annemarie, marie

/// One spelling for all ways in which the same text is typed.
package enum TextFold {
    /// Without case, accents, and marks nobody sees; blanks are one space, and dashes and
    /// apostrophes are those of a keyboard.
    package static func key(_ text: String) -> String {
        if let plain = plainKey(text) { return plain }
        var folded = String.UnicodeScalarView()
        var isAfterBlank = true
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                if !isAfterBlank { folded.append(" ") }
                isAfterBlank = true
                continue
            }
            let before = folded.count
            append(scalar, to: &folded)
            if folded.count > before { isAfterBlank = false }
        }
        if folded.last == " " { folded.removeLast() }
        return String(folded)
    }

    /// The letters and digits of a name, in one piece.
    package static func name(_ text: String) -> String {
        pieces(text).joined()
    }

    /// What somebody looks for, word by word; apostrophes and dots part no words.
    package static func words(_ text: String) -> [String] {
        let closed = key(text).unicodeScalars.filter { $0 != "'" && $0 != "." }
        return pieces(String(String.UnicodeScalarView(closed)))
    }

    /// With what a word must begin that finds the text: its pieces, each with all behind it.
    package static func terms(_ text: String) -> [String] {
        let pieces = pieces(text)
        return pieces.indices.map { pieces[$0...].joined() }
    }

    /// The texts as people can tell them apart: of those that look alike and are not the same
    /// bytes, each says which letters it is made of.
    package static func toldApart(_ texts: [String]) -> [String] {
        texts.map { text in
            let isAlike = texts.contains { other in
                !other.utf8.elementsEqual(text.utf8) && visible(other) == visible(text)
            }
            guard isAlike else { return text }
            let special = text.unicodeScalars.filter { !$0.isASCII || $0.properties.isWhitespace }
            let codes = special.map { "U+" + String($0.value, radix: 16, uppercase: true) }
            return text + " [" + codes.joined(separator: " ") + "]"
        }
    }

    /// What a reader sees: Swift compares what two sequences of letters look like.
    private static func visible(_ text: String) -> String {
        var seen = String.UnicodeScalarView()
        for scalar in text.unicodeScalars
        where scalar.properties.generalCategory != .format {
            seen.append(scalar.properties.isWhitespace ? " " : scalar)
        }
        return String(seen)
    }

    /// The key of a text of plain letters, which most are; `nil` for others.
    private static func plainKey(_ text: String) -> String? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return String(unsafeUninitializedCapacity: text.utf8.count) { folded in
            var count = 0
            var isAfterBlank = true
            for byte in text.utf8 {
                let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte)
                if !isBlank || !isAfterBlank {
                    folded[count] =
                        isBlank ? 0x20 : ASCIIText.isCapital(byte) ? byte + 0x20 : byte
                    count += 1
                }
                isAfterBlank = isBlank
            }
            return count > 0 && folded[count - 1] == 0x20 ? count - 1 : count
        }
    }

    /// Whether every word that is looked for begins something in these texts.
    package static func finds(_ words: [String], in texts: [String]) -> Bool {
        words.allSatisfy { word in texts.contains { begins(word, in: $0) } }
    }

    /// Whether a text has a piece that begins, with all behind it, as a word does.
    private static func begins(_ word: String, in text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 } && word.utf8.allSatisfy { $0 < 0x80 }
        guard isPlain else { return terms(text).contains { $0.hasPrefix(word) } }
        return plain(word) { word in
            plain(text) { text in
                var isAfterLetter = false
                for start in text.indices {
                    let isLetter = letter(text[start]) != nil
                    if isLetter, !isAfterLetter, begins(word, text[start...]) { return true }
                    isAfterLetter = isLetter
                }
                return false
            }
        }
    }

    /// Whether plain letters and digits, without what stands between them, begin as a word does.
    private static func begins(
        _ word: UnsafeBufferPointer<UInt8>, _ text: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Bool {
        var found = 0
        for byte in text {
            guard found < word.count else { return true }
            guard let letter = letter(byte) else { continue }
            guard letter == word[found] else { return false }
            found += 1
        }
        return found == word.count
    }

    private static func plain(
        _ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        var text = text
        return text.withUTF8(body)
    }

    /// Whether the bytes of one text stand in another.
    package static func holds(_ text: String, _ part: String) -> Bool {
        plain(part) { part in
            plain(text) { text in
                guard let first = part.first, text.count >= part.count else {
                    return part.isEmpty
                }
                return (0...text.count - part.count).contains { start in
                    text[start] == first && text[start..<start + part.count].elementsEqual(part)
                }
            }
        }
    }

    /// A plain letter, small, or a digit; `nil` for what parts words.
    private static func letter(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 0x20
        default: nil
        }
    }

    /// Runs of letters and digits.
    private static func pieces(_ text: String) -> [String] {
        key(text).unicodeScalars.split { scalar in
            let properties = scalar.properties
            return !properties.isAlphabetic && properties.numericType == nil
                && properties.generalCategory != .nonspacingMark
        }.map { String(String.UnicodeScalarView($0)) }
    }

    private static func append(
        _ scalar: Unicode.Scalar, to folded: inout String.UnicodeScalarView
    ) {
        guard !scalar.isASCII else {
            let byte = UInt8(scalar.value)
            folded.append(Unicode.Scalar(ASCIIText.isCapital(byte) ? byte + 0x20 : byte))
            return
        }
        switch scalar.properties.generalCategory {
        case .format: return
        case .dashPunctuation: folded.append("-")
        case .nonspacingMark:
            // On a Latin or Greek letter it is an accent; elsewhere it may be the letter.
            guard let last = folded.last else { return folded.append(scalar) }
            guard !last.isASCII, !(0x370...0x3FF).contains(last.value) else { return }
            let whole = String(String.UnicodeScalarView([last, scalar]))
            if let one = cyrillic[whole] {
                folded.removeLast()
                folded.append(contentsOf: one.unicodeScalars)
            } else {
                folded.append(scalar)
            }
        default:
            guard !apostrophes.contains(scalar) else { return folded.append("'") }
            for small in scalar.properties.lowercaseMapping.unicodeScalars {
                folded.append(contentsOf: plain(small).unicodeScalars)
            }
        }
    }

    private static let apostrophes: Set<Unicode.Scalar> = [
        "\u{2018}", "\u{2019}", "\u{201B}", "\u{02BC}", "\u{02B9}", "\u{2032}", "\u{00B4}",
        "\u{FF07}",
    ]

    /// A small Greek letter without its accents; a final sigma is one like any other.
    private static func greek(_ small: Unicode.Scalar, _ name: String) -> String {
        guard small != "\u{3C2}" else { return "\u{3C3}" }
        let words = name.split(separator: " ")
        guard words.count > 4, words[4] == "WITH" else { return String(small) }
        return vowels[String(words[3])] ?? String(small)
    }

    private static let vowels = [
        "ALPHA": "\u{3B1}", "EPSILON": "\u{3B5}", "ETA": "\u{3B7}", "IOTA": "\u{3B9}",
        "OMICRON": "\u{3BF}", "UPSILON": "\u{3C5}", "OMEGA": "\u{3C9}", "RHO": "\u{3C1}",
    ]

    /// Letters that are written with dots or without, and letters of two marks as they are typed:
    /// io is ie, and short i is a letter of its own.
    private static let cyrillic = [
        "\u{451}": "\u{435}", "\u{438}\u{306}": "\u{439}",
        "\u{456}\u{308}": "\u{457}", "\u{443}\u{306}": "\u{45E}",
    ]

    /// A small Latin letter without what stands on it: Unicode's own name for it says which one.
    private static func plain(_ small: Unicode.Scalar) -> String {
        guard !small.isASCII, let name = small.properties.name else { return String(small) }
        if name.hasPrefix("GREEK SMALL LETTER ") { return greek(small, name) }
        guard name.hasPrefix("LATIN SMALL ") else {
            // The dot of a capital I with one.
            return small == "\u{307}" ? "" : cyrillic[String(small)] ?? String(small)
        }
        let letter = name.split(separator: " ").dropFirst(3).prefix { $0 != "WITH" }
        return switch letter.joined(separator: " ") {
        case "SHARP S": "ss"
        case "DOTLESS I": "i"
        case "ETH": "d"
        case "THORN": "th"
        case let one where one.utf8.count <= 2: one.lowercased()
        default: String(small)
        }
    }
}
