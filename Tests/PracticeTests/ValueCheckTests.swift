import Merge
import Testing

@testable import Benefits
@testable import Fees
@testable import Participation
@testable import Records
@testable import Tables

/// Whether what a peer wrote fits its attribute.
struct ValueCheckTests {
    private func problem(
        _ type: RecordType, _ attribute: String, key: [Scalar] = [], _ value: [Scalar]?
    ) -> ValueProblem? {
        let write = Write(type, attribute, key: key, value)
        return type[attribute].flatMap {
            ValueCheck.problem(key: write.key, value: write.value, in: $0)
        }
    }

    @Test func `a fitting unit passes, with and without its optional fields`() {
        #expect(problem(.patient, "name", [.text("Ruiz"), .text("Ana")]) == nil)
        #expect(
            problem(
                .coverage, "identity", [.text("W123"), .text("Ruiz"), .null, .null, .text("self")])
                == nil)
    }

    @Test func `scalars that a newer peer appended pass`() {
        let value: [Scalar] = [.text("Ruiz"), .text("Ana"), .null, .null, .text("new"), .blob([1])]
        #expect(problem(.patient, "name", value) == nil)
    }

    @Test func `a required field must not be blank`() {
        let found = problem(.patient, "name", [.null, .text("Ana")])
        #expect(found == ValueProblem(field: "family", problem: .missing))
    }

    @Test(arguments: [
        Scalar.text("x"), .flag(true), .blob([1]), .int(2_932_532), .int(-62_092),
    ])
    func `a day is a number of a day that exists`(scalar: Scalar) {
        #expect(problem(.patient, "birthDate", [scalar])?.field == "birthDate")
    }

    @Test func `numbers stay in their ranges`() {
        #expect(problem(.insurancePlan, "benefitYearMonth", [.int(12)]) == nil)
        #expect(
            problem(.insurancePlan, "benefitYearMonth", [.int(13)])?.problem == .notInteger(1...12))
        let key: [Scalar] = [.text("D0120")]
        #expect(problem(.feeDraft, "lines", key: key, [.text("priced"), .int(0)]) == nil)
        #expect(
            problem(.feeDraft, "lines", key: key, [.text("priced"), .int(-1)])?.problem == .notMoney
        )
        let percent: [Scalar] = [.text("percentOfUcr"), .null, .int(10_001)]
        #expect(problem(.feeDraft, "lines", key: key, percent)?.problem == .notPercent)
    }

    @Test func `formats, choices, lengths and references are checked`() {
        #expect(problem(.practitioner, "npi", [.text("1234567890")])?.problem == .notFormat(.npi))
        #expect(problem(.patient, "sexForClaims", [.text("m")]) != nil)
        let long = String(repeating: "a", count: 71)
        #expect(
            problem(.patient, "preferredName", [.text(long)])?.problem == .tooLong(limitBytes: 70))
        #expect(
            problem(.patient, "preferredName", [.text("a\u{1B}")])?.problem == .controlCharacter)
        #expect(problem(.coverage, "patient", [.blob([1, 2])]) != nil)
        #expect(problem(.coverage, "patient", [.text("x")])?.problem == .wrongType)
    }

    @Test(
        arguments: [
            (["priced", "1", nil], nil), (["priced", "0", nil], nil),
            (["percentOfUcr", nil, "1"], nil), (["notCovered", nil, nil], nil),
            (["priced", nil, nil], "amount"), (["notListed", "0", nil], "amount"),
            (["percentOfUcr", nil, nil], "percentOfUcr"), (["priced", "1", "1"], "percentOfUcr"),
        ] as [([String?], String?)])
    func `a fee line has a figure exactly where its state says so`(
        line: [String?], wrong: String?
    ) {
        let figures = line.dropFirst().map { $0.flatMap(Int64.init).map(Scalar.int) ?? .null }
        let value = [.text(line[0] ?? "")] + figures
        #expect(problem(.feeDraft, "lines", key: [.text("D0120")], value)?.field == wrong)
    }

    @Test func `keys are checked, and only sets and maps have one`() {
        #expect(problem(.patient, "offices", key: [.id(1)], []) == nil)
        #expect(problem(.patient, "offices", key: [.text("north")], []) != nil)
        #expect(
            problem(.patient, "offices", []) == ValueProblem(field: "office", problem: .missing))
        #expect(problem(.patient, "birthDate", key: [.id(1)], [.null]) != nil)
        #expect(problem(.patient, "notes", key: [.id(1)], [.text("x")]) != nil)
    }

    @Test func `a removal is checked by its key alone`() {
        #expect(problem(.patient, "offices", key: [.id(1)], nil) == nil)
        #expect(problem(.patient, "offices", key: [.flag(true)], nil) != nil)
    }

    @Test func `bytes that are no value do not pass`() throws {
        let attribute = try #require(RecordType.patient["birthDate"])
        #expect(ValueCheck.problem(key: [], value: [0xFF, 0x01], in: attribute) != nil)
    }

    @Test func `a term may last one day but not end before it begins`() {
        let (first, second) = (Scalar.day("2026-01-01"), Scalar.day("2026-01-02"))
        #expect(problem(.coverage, "term", [first, first]) == nil)
        #expect(problem(.coverage, "term", [first, .null]) == nil)
        #expect(
            problem(.coverage, "term", [second, first])
                == ValueProblem(
                    field: "effectiveThrough", problem: .outOfOrder(below: "effectiveFrom")))
    }
}
