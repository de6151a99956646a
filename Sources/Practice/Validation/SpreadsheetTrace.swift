/// What a spreadsheet leaves in a number that it took for an amount, or in its place.
///
/// Neither is the number on the card: an exponent has lost digits, a decimal point becomes another
/// number once its punctuation is dropped, and a mark says only how the cell was typed.
package enum SpreadsheetTrace: Hashable, Sendable {
    /// `1.23457E+11`
    case exponent
    /// `123456789.0`
    case decimals
    /// `="0077"` or `'125`
    case mark
    /// `#REF!`, `#NAME?` or `########`
    case fault
    /// `Jan-80` or `1-Feb`
    case date
    /// `1234567890123450000`: a spreadsheet keeps fifteen digits
    case rounded

    /// - Returns: `nil` for a text that no spreadsheet has touched.
    init?(_ text: String) {
        let bytes = ASCIIText.uppercased(text.utf8)
        if bytes.first == UInt8(ascii: "=") || bytes.first == UInt8(ascii: "'") {
            self = .mark
        } else if Self.isFault(bytes) {
            self = .fault
        } else if Self.isDate(Array(text.utf8)) {
            self = .date
        } else if Self.isRounded(bytes) {
            self = .rounded
        } else if Self.isExponential(bytes) {
            self = .exponent
        } else if Self.hasZeroDecimals(bytes) {
            self = .decimals
        } else {
            return nil
        }
    }

    /// Words that people write where a number is not known: a blank, not a number.
    static func isPlaceholder(_ text: String) -> Bool {
        placeholders.contains(String(decoding: ASCIIText.uppercased(text.utf8), as: UTF8.self))
    }

    private static let placeholders: Set = [
        "N/A", "NA", "N.A.", "#N/A", "NONE", "NULL", "PENDING", "TBD", "UNKNOWN", "-", "--", "?",
    ]

    /// One digit, a point with digits or none, and an exponent with or without a sign.
    ///
    /// Without point and sign, `1E11` may be somebody's id.
    private static func isExponential(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, ASCIIText.isDigit(first),
            let mark = bytes.firstIndex(of: UInt8(ascii: "E"))
        else { return false }
        let mantissa = bytes[1..<mark]
        var power = bytes[(mark + 1)...]
        let isPointed = mantissa.first == UInt8(ascii: ".")
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
    private static func isDate(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        let isMonth = parts.map { months.contains(String(decoding: $0, as: UTF8.self)) }
        guard isMonth[0] != isMonth[1] else { return false }
        let digits = isMonth[0] ? parts[1] : parts[0]
        return digits.allSatisfy(ASCIIText.isDigit)
            && (isMonth[0] ? digits.count == 2 : (1...2) ~= digits.count)
    }

    /// Three digits and more behind the fifteenth, all of them zero: one number in a thousand is so
    /// by itself.
    private static func isRounded(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 18 && bytes.allSatisfy(ASCIIText.isDigit)
            && bytes[15...].allSatisfy { $0 == UInt8(ascii: "0") }
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
        case .fault: "a spreadsheet's error stands in place of the number; take it from its source"
        case .date:
            "a spreadsheet has read this number as a date; take it from its source, as text"
        case .rounded:
            "a spreadsheet has rounded this number to 15 digits; take it from its source"
        case .mark: "a spreadsheet's text mark stands before this number; write the number alone"
        }
    }
}
