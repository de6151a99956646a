/// What a spreadsheet leaves in a number that it took for an amount, or in its place.
///
/// Neither is the number on the card: an exponent has lost digits, a decimal point becomes another
/// number once its punctuation is dropped, and a mark says only how the cell was typed.
package enum SpreadsheetTrace: Hashable, Sendable {
    /// `1.23457E+11`
    case exponent
    /// `123456789.0`
    case decimals
    /// `1,234`, `123,0` or `1,23`: of thousands in one country, of decimals in another
    case comma
    /// `="0077"` or `'125`
    case mark
    /// `#REF!`, `#NAME?` or `########`
    case fault
    /// `Jan-80`, `1-Feb`, `3/12/2025` or `2025-03-12 00:00:00`
    case date
    /// `TRUE`
    case truth
    /// `(12)`, `$12` or `12%`
    case amount
    /// `see card`: words where a number belongs
    case words
    /// `000000000`
    case zeros
    /// A blank or a mark within the number that nobody sees
    case unseen
    /// `1234567890123450000`: a spreadsheet keeps fifteen digits
    case rounded

    /// - Returns: `nil` for a text that no spreadsheet has touched.
    init?(_ text: String) {
        let bytes = ASCIIText.uppercased(text.utf8)
        if bytes.first == UInt8(ascii: "=") || bytes.first == UInt8(ascii: "'") {
            self = .mark
        } else if Self.isFault(bytes) {
            self = .fault
        } else if Self.isMonth(Array(text.utf8)) || Self.isDay(text) {
            self = .date
        } else if ["TRUE", "FALSE"].contains(String(decoding: bytes, as: UTF8.self)) {
            self = .truth
        } else if Self.isAmount(text) {
            self = .amount
        } else if Self.hasUnseen(text) {
            self = .unseen
        } else if Self.isRounded(bytes) {
            self = .rounded
        } else if Self.isExponential(bytes) {
            self = .exponent
        } else if Self.hasZeroDecimals(bytes) {
            self = .decimals
        } else if Self.hasComma(bytes) {
            self = .comma
        } else {
            return nil
        }
    }

    /// Words that people write where a number is not known: a blank, not a number.
    package static func isPlaceholder(_ text: String) -> Bool {
        placeholders.contains(String(decoding: ASCIIText.uppercased(text.utf8), as: UTF8.self))
    }

    private static let placeholders: Set = [
        "N/A", "NA", "N.A.", "#N/A", "NONE", "NULL", "PENDING", "TBD", "UNKNOWN", "-", "--", "?",
        "UNK", "TBA", "TBC", "N/K",
    ]

    /// One digit, a point or comma with digits or none, and an exponent with or without a sign.
    ///
    /// Without point and sign, `1E11` may be somebody's id.
    private static func isExponential(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, ASCIIText.isDigit(first),
            let mark = bytes.firstIndex(of: UInt8(ascii: "E"))
        else { return false }
        let mantissa = bytes[1..<mark]
        var power = bytes[(mark + 1)...]
        let isPointed =
            mantissa.first == UInt8(ascii: ".") || mantissa.first == UInt8(ascii: ",")
        let isSigned = power.first == UInt8(ascii: "+") || power.first == UInt8(ascii: "-")
        if isSigned { power.removeFirst() }
        return (isPointed && mantissa.count > 1 || mantissa.isEmpty && isSigned)
            && mantissa.dropFirst().allSatisfy(ASCIIText.isDigit)
            && !power.isEmpty && power.allSatisfy(ASCIIText.isDigit)
    }

    /// `#` and capitals, or a column too narrow for its number; `#12` may be somebody's number.
    private static func isFault(_ bytes: [UInt8]) -> Bool {
        let hash = UInt8(ascii: "#")
        guard bytes.count > 1, bytes[0] == hash else { return false }
        return bytes.allSatisfy { $0 == hash }
            || bytes.last == UInt8(ascii: "!") || bytes.last == UInt8(ascii: "?")
    }

    /// A month as a spreadsheet writes it, beside two digits or behind a day: `1-80` or `1-2` once.
    private static func isMonth(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        let isMonth = parts.map { months.contains(String(decoding: $0, as: UTF8.self)) }
        guard isMonth[0] != isMonth[1] else { return false }
        let digits = isMonth[0] ? parts[1] : parts[0]
        return digits.allSatisfy(ASCIIText.isDigit)
            && (isMonth[0] ? digits.count == 2 : (1...2) ~= digits.count)
    }

    /// A whole day, with a time of day or without: slashes and any year, or a year of four digits.
    private static func isDay(_ text: String) -> Bool {
        let words = text.utf8.split { ASCIIText.isSpace($0) || $0 == UInt8(ascii: "T") }
        guard let day = words.first, words.count == 1 || words[1].contains(UInt8(ascii: ":"))
        else { return false }
        for mark in "/-.".utf8 {
            let parts = day.split(separator: mark, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let texts = parts.map { String(decoding: Array($0), as: UTF8.self) }
            if months.contains(texts[1]), Int(texts[0]) != nil, Int(texts[2]) != nil { return true }
            guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(ASCIIText.isDigit) }) else {
                return false
            }
            let counts = parts.map(\.count)
            let isYearFirst = counts[0] == 4
            let year = isYearFirst ? counts[0] : counts[2]
            let others = isYearFirst ? 1...2 : 0...1
            guard year == 4 || year == 2 && mark == UInt8(ascii: "/"),
                counts[others].allSatisfy({ $0 <= 2 })
            else { return false }
            let numbers = texts[others].compactMap { Int($0) }
            return numbers.allSatisfy((1...31).contains)
                && numbers.contains(where: (1...12).contains)
        }
        return false
    }

    /// Brackets around digits, a currency's sign before them, or a percent sign behind.
    private static func isAmount(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            text.unicodeScalars.contains(where: { ("0"..."9").contains($0) })
        else { return false }
        let isBracketed =
            first == "(" && last == ")"
            && text.utf8.dropFirst().dropLast().allSatisfy {
                ASCIIText.isDigit($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".")
            }
        return isBracketed || first.properties.generalCategory == .currencySymbol
            || last == "%"
    }

    /// A no-break space, a zero-width mark, or a text direction: two numbers that look like one.
    private static func hasUnseen(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            !scalar.isASCII
                && (scalar.properties.isWhitespace
                    || scalar.properties.generalCategory == .format)
        }
    }

    /// Digits in groups with commas between.
    private static func hasComma(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let last = parts.last?.split(separator: UInt8(ascii: "."), maxSplits: 1) ?? []
        return parts.count > 1 && !last.isEmpty
            && (parts.dropLast() + last).allSatisfy {
                !$0.isEmpty && $0.allSatisfy(ASCIIText.isDigit)
            }
    }

    /// Three digits and more behind the fifteenth, all of them zero: one number in a thousand is so
    /// by itself.
    private static func isRounded(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 18 && bytes.allSatisfy(ASCIIText.isDigit)
            && bytes[15...].allSatisfy { $0 == UInt8(ascii: "0") }
    }

    /// More digits than a spreadsheet keeps.
    package static func isLong(_ text: String) -> Bool {
        text.utf8.count > 15 && text.utf8.allSatisfy(ASCIIText.isDigit)
    }

    /// A long number with zeros behind the fifteenth digit: of sixteen digits one in ten is so by
    /// itself, so that only a column of them tells.
    package static func mayBeRounded(_ text: String) -> Bool {
        isLong(text) && text.utf8.dropFirst(15).allSatisfy { $0 == UInt8(ascii: "0") }
    }

    private static let months: Set = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Digits alone, one point, and digits: without its point it is ten times the number and more.
    static func isDecimal(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(ASCIIText.isDigit) }
    }

    /// Digits alone, a point, and zeros alone.
    private static func hasZeroDecimals(_ bytes: [UInt8]) -> Bool {
        let decimals = bytes.split(separator: UInt8(ascii: ".")).last ?? []
        return isDecimal(bytes) && decimals.allSatisfy { $0 == UInt8(ascii: "0") }
    }
}

extension SpreadsheetTrace: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exponent:
            "a spreadsheet has rounded this number (it shows an exponent); take it from its source"
        case .decimals:
            "a spreadsheet has added decimals to this number; format the column as text"
        case .comma:
            "a spreadsheet has put a comma into this number; take it from its source, as text"
        case .truth:
            "a spreadsheet has read this number as true or false; take it from its source"
        case .amount:
            "a spreadsheet has read this number as an amount; take it from its source, as text"
        case .words: "words stand in place of the number; leave it blank where it is not known"
        case .zeros: "zeros stand in place of the number; leave it blank where it is not known"
        case .unseen: "a mark that nobody sees stands in this number; type it again"
        case .fault: "a spreadsheet's error stands in place of the number; take it from its source"
        case .date:
            "a spreadsheet has read this number as a date; take it from its source, as text"
        case .rounded:
            "a spreadsheet has rounded this number to 15 digits; take it from its source"
        case .mark: "a spreadsheet's text mark stands before this number; write the number alone"
        }
    }
}
