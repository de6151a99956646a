// A number that somebody gave out is kept as a text, and nearly any text could be one. What none is
// by its look alone is refused wherever a number is typed or read, by one rule: what a spreadsheet
// made of it, words, and zeros that fill a form.

/// What may stand where a number of a card, a licence or a practice system is kept.
package enum NumberRule: Sendable {
    /// A card's or a person's: it holds a digit, and zeros alone are none.
    case card
    /// A practice system's, or an authority's: letters alone may be one, zeros alone are none.
    case person
    /// A payor's: zeros alone may be one, and so may one word.
    case given

    /// - Returns: `nil` for what may be a number.
    package func problem(_ text: String) -> SpreadsheetTrace? {
        if let trace = SpreadsheetTrace(text) { return trace }
        guard !SpreadsheetTrace.isPlaceholder(text) else { return .words }
        let bytes = text.utf8
        if !bytes.contains(where: ASCIIText.isDigit) {
            return self == .card || bytes.contains(where: ASCIIText.isSpace) ? .words : nil
        }
        guard self != .given, bytes.count > 1 else { return nil }
        return bytes.allSatisfy { $0 == 0x30 } ? .zeros : nil
    }
}

/// What may stand where a person's name is kept.
package enum NameRule {
    /// - Returns: `nil` for what may be a name: `Null`, `Na` and `None` are people's.
    package static func problem(_ text: String) -> FieldProblem? {
        let bytes = ASCIIText.uppercased(text.utf8)
        let isNone = ["N/A", "N.A.", "#N/A", "?", "-", "--"].contains(
            String(decoding: bytes, as: UTF8.self))
        return isNone || SpreadsheetTrace(text) == .fault ? .notName : nil
    }
}
