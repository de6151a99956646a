package import Merge

/// Why a text or a value does not fit its field.
///
/// It says what is expected and never what was found.
package enum FieldProblem: Error, Hashable, Sendable {
    case missing
    case tooLong(limitBytes: Int)
    case controlCharacter
    case notMoney
    case notPercent
    case notDay
    case notInstant
    case notInteger(ClosedRange<Int64>)
    case notFlag
    case notChoice([String])
    case notFormat(TextFormat)
    /// No name of the time zone database; `closest` is what may have been meant.
    case notTimeZone(closest: String?)
    /// Neither an id nor a code that names a record of that type.
    case unknownReference(type: String)
    /// Several records go by it, and nobody has said yet which of them stands.
    case ambiguousReference(type: String, among: [RecordID])
    /// Written by the program only.
    case notEditable
    /// The scalar has another type than the field, or the bytes are no value.
    case wrongType
    /// Must be blank beside what the named field of its unit says.
    case mustBeBlank(beside: String)
    /// The field must not be below the named one of its unit.
    case outOfOrder(below: String)
    /// Nobody who is a patient was born on that day.
    case impossibleBirth
    /// Before the birth, or still to come.
    case impossibleDeath
    /// Something stands in place of the number, or a spreadsheet has changed it.
    case touched(SpreadsheetTrace)
    case notName
    case notPeriod
    case notTooth
    /// The mark that stands for bytes no program could read.
    case lostLetter

    /// The oldest person whose age was proven lived 122 years.
    package static let ageMaxYears = 120
}

extension FieldProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing: "expected a value; the field is required"
        case .tooLong(let limit): "expected at most \(limit) bytes of text"
        case .controlCharacter: "expected text without control characters"
        case .notMoney: "expected dollars such as 85 or 85.10, without sign, comma or symbol"
        case .notPercent: "expected a percentage from 0 to 100, such as 80 or 12.5"
        case .notDay: "expected a day such as 2026-11-23"
        case .notInstant: "expected milliseconds since 1970"
        case .notInteger(let range):
            "expected a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .notFlag: "expected true, false, yes or no"
        case .notChoice(let words): "expected one of \(words.joined(separator: ", "))"
        case .notTimeZone(let closest):
            "expected \(TextFormat.timeZone.expectation)"
                + (closest.map { "; did you mean \($0)?" } ?? "")
        case .notFormat(let format): "expected \(format.expectation)"
        case .unknownReference(let type):
            "expected the id or code of \(type.withArticle) that is held here"
        case .ambiguousReference(let type, let records):
            "expected what names only one \(type), and "
                + records.map(\.suffix).joined(separator: ", ")
                + " go by that: give one of these, or settle which one stands, with "
                + "`bridgework conflicts list --type \(type)`"
        case .notEditable: "expected no value; the program writes this field itself"
        case .wrongType: "expected a value of the field's type"
        case .mustBeBlank(let other): "expected a blank beside this \(other)"
        case .outOfOrder(let low): "expected nothing below \(low)"
        case .touched(let trace): trace.description
        case .impossibleDeath: "expected a day of death from the birth to today"
        case .notName: "expected a name; leave it blank where there is none"
        case .notTooth:
            "expected a tooth, 1 to 32, A to T, 51 to 82 or AS to TS, or a quadrant, UR, UL, LL or "
                + "LR"
        case .notPeriod: "expected a year or a month, such as 2026 or 2026-03"
        case .lostLetter:
            "expected letters; a mark for a lost one (U+FFFD) stands here, so type the name again"
        case .impossibleBirth:
            "expected a birth date from \(FieldProblem.ageMaxYears) years ago to today"
        }
    }
}
