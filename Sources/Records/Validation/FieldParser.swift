package import Merge
package import Tables

/// Reads what people and files write into the scalar a field stores, or says what was expected.
///
/// Text keeps its bytes (no Unicode normalization; two spellings of one letter are two values), but
/// white space and marks that nobody sees go from the ends. A blank text is a blank field.
package struct FieldParser {
    /// Finds the record that a code, an NPI or a shortened id names.
    package typealias Resolve = (
        _ type: String, _ text: String
    ) -> Result<RecordID, FieldProblem>

    /// Above any sum insured, and far below what a total could overflow.
    package static let moneyMax: Int64 = 1_000_000_000_000

    private let resolve: Resolve

    package init(resolve: @escaping Resolve = FieldParser.idsOnly) {
        self.resolve = resolve
    }

    /// Looks nothing up: a reference must be a whole id.
    package static func idsOnly(type: String, text: String) -> Result<RecordID, FieldProblem> {
        guard text.utf8.count == 36, let id = RecordID(hexadecimal: text) else {
            return .failure(.unknownReference(type: type))
        }
        return .success(id)
    }

    /// Reads a text that a person typed as a value of a kind; a blank text is `null`.
    package func scalar(
        _ text: String, as kind: FieldKind
    ) throws(FieldProblem) -> Scalar {
        let text = ASCIIText.shown(text)
        guard !text.isEmpty else { return .null }
        switch kind {
        case .text(let max): return .text(try plain(text, max: max))
        case .integer(let range): return .int(try integer(text, in: range))
        case .money: return .int(try money(text))
        case .percent: return .int(try percent(text))
        case .day:
            guard let day = Day(text) else { throw .notDay }
            return .int(day.number)
        case .instant:
            guard let instant = Digits.signed(Array(text.utf8)) else { throw .notInstant }
            return .int(instant)
        case .flag: return .flag(try flag(text))
        case .choice(let words): return .text(try choice(text, of: words))
        case .reference(let type): return .blob(try reference(text, type: type).bytes[...])
        case .formatted(let name): return .text(try formatted(text, name: name))
        case .blob, .list: throw .notEditable
        }
    }

    /// The same for a field, whose name may say that it holds a number or a name.
    func scalar(_ text: String, in field: Field) throws(FieldProblem) -> Scalar {
        let scalar = try scalar(text, as: field.kind)
        guard let stored = scalar.text else { return scalar }
        if field.name == "period", case .text = field.kind, VolumePeriod(stored) == nil {
            throw .notPeriod
        }
        if field.name == "tooth" {
            guard let tooth = ToothPlace.named(stored) else { throw .notTooth }
            return .text(tooth)
        }
        if let trace = NumberRule(field)?.problem(stored) { throw .touched(trace) }
        if NameRule.applies(to: field), let problem = NameRule.problem(stored) { throw problem }
        return scalar
    }

    private func plain(_ text: String, max limit: Int) throws(FieldProblem) -> String {
        guard text.utf8.count <= limit else { throw .tooLong(limitBytes: limit) }
        guard !ASCIIText.hasControl(text) else { throw .controlCharacter }
        guard !text.unicodeScalars.contains("\u{FFFD}") else { throw .lostLetter }
        return text
    }

    private func integer(
        _ text: String, in range: ClosedRange<Int64>
    ) throws(FieldProblem) -> Int64 {
        guard let number = Digits.signed(Array(text.utf8)), range.contains(number) else {
            throw .notInteger(range)
        }
        return number
    }

    /// No amount of ours is negative; a bracket or a comma is a question, not a fee.
    ///
    /// One decimal is what spreadsheets leave of `50.50`.
    private func money(_ text: String) throws(FieldProblem) -> Int64 {
        guard let cents = Digits.hundredths(Array(text.utf8), decimals: [0, 1, 2]),
            cents <= FieldParser.moneyMax
        else { throw .notMoney }
        return cents
    }

    private func percent(_ text: String) throws(FieldProblem) -> Int64 {
        guard let points = Digits.hundredths(Array(text.utf8), decimals: [0, 1, 2]),
            points <= 10_000
        else { throw .notPercent }
        return points
    }

    private func flag(_ text: String) throws(FieldProblem) -> Bool {
        switch text.lowercased() {
        case "true", "yes": return true
        case "false", "no": return false
        default: throw .notFlag
        }
    }

    private func choice(_ text: String, of words: [String]) throws(FieldProblem) -> String {
        if words.contains(text) { return text }
        let typed = ASCIIText.lowercased(text.utf8)
        guard let word = words.first(where: { ASCIIText.lowercased($0.utf8) == typed }) else {
            throw .notChoice(words)
        }
        return word
    }

    private func reference(_ text: String, type: String) throws(FieldProblem) -> RecordID {
        try resolve(type, text).get()
    }

    private func formatted(_ text: String, name: String) throws(FieldProblem) -> String {
        guard let format = TextFormat(rawValue: name) else { return try plain(text, max: 255) }
        if let stored = format.normalized(text) { return stored }
        if format == .timeZone { throw .notTimeZone(closest: TimeZoneName.closest(to: text)) }
        throw .notFormat(format)
    }
}
