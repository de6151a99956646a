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

    /// - Returns: `nil` for a text that no spreadsheet has touched.
    init?(_ text: String) {
        let bytes = ASCIIText.uppercased(text.utf8)
        if bytes.first == UInt8(ascii: "=") || bytes.first == UInt8(ascii: "'") {
            self = .mark
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

    /// Digits alone, a point, and zeros alone.
    private static func hasZeroDecimals(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
            && parts[0].allSatisfy(ASCIIText.isDigit)
            && parts[1].allSatisfy { $0 == UInt8(ascii: "0") }
    }
}

extension SpreadsheetTrace: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exponent:
            "a spreadsheet has rounded this number (it shows an exponent); take it from its source"
        case .decimals:
            "a spreadsheet has added decimals to this number; format the column as text"
        case .mark: "a spreadsheet's text mark stands before this number; write the number alone"
        }
    }
}
