/// One function per format: bytes as typed to bytes as stored, or `nil`.
enum FormatRules {
    static func digits(_ bytes: [UInt8], count: ClosedRange<Int>) -> [UInt8]? {
        count.contains(bytes.count) && bytes.allSatisfy(ASCIIText.isDigit) ? bytes : nil
    }

    /// Letters, digits and some punctuation, beginning with a letter or digit.
    static func word(
        _ bytes: [UInt8], count: ClosedRange<Int>, punctuation: String
    ) -> [UInt8]? {
        let marks = Array(punctuation.utf8)
        guard count.contains(bytes.count), let first = bytes.first, isAlphanumeric(first),
            bytes.allSatisfy({ isAlphanumeric($0) || marks.contains($0) })
        else { return nil }
        return bytes
    }

    /// Luhn over `80840` and the number; that prefix adds 24 to the sum.
    static func npi(_ bytes: [UInt8]) -> [UInt8]? {
        guard digits(bytes, count: 10...10) != nil, [0x31, 0x32].contains(bytes[0]) else {
            return nil
        }
        let sum = bytes.enumerated().reduce(24) { sum, item in
            let digit = ASCIIText.digit(item.element)
            // The check digit stands at index 9, so every even index is doubled.
            let weighted = item.offset % 2 == 0 ? digit * 2 : digit
            return sum + weighted / 10 + weighted % 10
        }
        return sum % 10 == 0 ? bytes : nil
    }

    /// Two characters and seven digits: (d1 + d3 + d5) + 2 (d2 + d4 + d6) ends in d7.
    static func dea(_ typed: [UInt8]) -> [UInt8]? {
        let bytes = ASCIIText.uppercased(typed)
        guard bytes.count == 9, ASCIIText.isCapital(bytes[0]),
            ASCIIText.isCapital(bytes[1]) || bytes[1] == UInt8(ascii: "9"),
            bytes[2...].allSatisfy(ASCIIText.isDigit)
        else { return nil }
        let digit = bytes[2...].map(ASCIIText.digit)
        let sum = digit[0] + digit[2] + digit[4] + 2 * (digit[1] + digit[3] + digit[5])
        return sum % 10 == digit[6] ? bytes : nil
    }

    /// Hyphens as people write them in such numbers are dropped; all zeros are refused.
    static func nineDigits(_ typed: [UInt8]) -> [UInt8]? {
        let bytes = typed.filter { $0 != UInt8(ascii: "-") }
        guard typed.count <= 11, digits(bytes, count: 9...9) != nil else { return nil }
        return bytes.contains { $0 != 0x30 } ? bytes : nil
    }

    static func zip(_ typed: [UInt8]) -> [UInt8]? {
        if typed.count == 5 { return digits(typed, count: 5...5) }
        var bytes = typed
        if bytes.count == 10, bytes[5] == UInt8(ascii: "-") { bytes.remove(at: 5) }
        guard digits(bytes, count: 9...9) != nil else { return nil }
        return bytes[..<5] + [UInt8(ascii: "-")] + bytes[5...]
    }

    static func state(_ typed: [UInt8]) -> [UInt8]? {
        let bytes = ASCIIText.uppercased(typed)
        return states.contains(String(decoding: bytes, as: UTF8.self)) ? bytes : nil
    }

    static func taxonomy(_ typed: [UInt8]) -> [UInt8]? {
        let bytes = ASCIIText.uppercased(typed)
        guard bytes.count == 10, bytes[9] == UInt8(ascii: "X"),
            bytes.allSatisfy(isAlphanumeric)
        else { return nil }
        return bytes
    }

    /// Ten digits; brackets, dots, hyphens, spaces and a leading country code 1 are dropped.
    static func phone(_ typed: [UInt8]) -> [UInt8]? {
        let marks = Array("()-. ".utf8)
        var bytes = typed.filter { !marks.contains($0) }
        if bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        if bytes.count == 11, bytes[0] == UInt8(ascii: "1") { bytes.removeFirst() }
        guard typed.count <= 20, digits(bytes, count: 10...10) != nil else { return nil }
        return bytes[0] > UInt8(ascii: "1") ? bytes : nil
    }

    static func email(_ bytes: [UInt8]) -> [UInt8]? {
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard (6...254).contains(bytes.count), parts.count == 2, !parts[0].isEmpty,
            bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#"<>(),;:"\"#.utf8.contains($0) })
        else { return nil }
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isHost = labels.allSatisfy { label in
            !label.isEmpty && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
        return labels.count >= 2 && isHost ? bytes : nil
    }

    static func payorID(_ typed: [UInt8]) -> [UInt8]? {
        word(ASCIIText.uppercased(typed), count: 2...80, punctuation: "-")
    }

    /// Capitals and digits: one id typed with and without hyphens is one value, not a conflict.
    static func memberID(_ typed: [UInt8]) -> [UInt8]? {
        let marks = Array(" -./".utf8)
        guard typed.count <= 160, !SpreadsheetTrace.isDecimal(typed),
            NumberRule.card.problem(String(decoding: typed, as: UTF8.self)) == nil
        else { return nil }
        let bytes = ASCIIText.uppercased(typed).filter { !marks.contains($0) }
        guard bytes.contains(where: { $0 != 0x30 }) else { return nil }
        return word(bytes, count: 2...80, punctuation: "")
    }

    static func digest(_ typed: [UInt8]) -> [UInt8]? {
        let bytes = ASCIIText.lowercased(typed)
        let isHexadecimal = bytes.allSatisfy {
            ASCIIText.isDigit($0) || (0x61...0x66).contains($0)
        }
        return bytes.count == 64 && isHexadecimal ? bytes : nil
    }

    /// `8:30`, `8:30 AM` and `08:30:00` are stored as `08:30`.
    static func time(_ typed: [UInt8]) -> [UInt8]? {
        let text = ASCIIText.uppercased(typed)
        let halves = [Array("AM".utf8), Array("PM".utf8)]
        guard let half = halves.firstIndex(where: { text.suffix(2).elementsEqual($0) }) else {
            return clock(typed)
        }
        let figures = String(decoding: text.dropLast(2), as: UTF8.self)
        guard let time = clock(Array(ASCIIText.trimmed(figures).utf8)) else { return nil }
        let hour = ASCIIText.digit(time[0]) * 10 + ASCIIText.digit(time[1])
        guard (1...12).contains(hour) else { return nil }
        let shown = hour % 12 + half * 12
        return [UInt8(0x30 + shown / 10), UInt8(0x30 + shown % 10)] + time[2...]
    }

    private static func clock(_ written: [UInt8]) -> [UInt8]? {
        let seconds = Array(":00".utf8)
        let typed =
            written.count > 6 && written.suffix(3).elementsEqual(seconds)
            ? Array(written.dropLast(3)) : written
        let bytes = typed.count == 4 ? [UInt8(ascii: "0")] + typed : typed
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
            (bytes[..<2] + bytes[3...]).allSatisfy(ASCIIText.isDigit)
        else { return nil }
        let hour = ASCIIText.digit(bytes[0]) * 10 + ASCIIText.digit(bytes[1])
        return hour < 24 && ASCIIText.digit(bytes[3]) < 6 ? bytes : nil
    }

    /// Stored in the order of the week, each day once.
    static func weekdays(_ typed: [UInt8]) -> [UInt8]? {
        guard typed.count <= 40 else { return nil }
        let words = ASCIIText.lowercased(typed)
            .split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") }
            .map { String(decoding: $0, as: UTF8.self) }
        guard !words.isEmpty, words.allSatisfy(week.contains) else { return nil }
        return Array(week.filter(words.contains).joined(separator: ",").utf8)
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        ASCIIText.isDigit(byte) || ASCIIText.isCapital(byte) || ASCIIText.isSmall(byte)
    }

    private static let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// The fifty states, DC, the territories, and the military's three.
    private static let states = Set(
        """
        AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ \
        NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI AA AE AP
        """.split(separator: " ").map(String.init))
}
