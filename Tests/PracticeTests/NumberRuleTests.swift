import Merge
import Testing

@testable import Benefits
@testable import Participation
@testable import Practice
@testable import Records
@testable import Tables

/// What is no number by its look, whichever door it comes to.
struct NumberRuleTests {
    private static let touched: [(String, SpreadsheetTrace)] = [
        ("1,23457E+11", .exponent), ("1,2E11", .exponent), ("123,0", .comma), ("1,234", .comma),
        ("1,23", .comma), ("1,234,567.00", .comma), ("3/12/2025", .date), ("03/12/25", .date),
        ("2025-03-12 00:00:00", .date), ("2025-03-12", .date), ("2025-03-12T00:00:00", .date),
        ("12.03.2025", .date), ("3-12-2025", .date), ("12-Mar-25", .date),
        ("3/12/2025 12:00:00 AM", .date), ("TRUE", .truth), ("false", .truth), ("(12)", .amount),
        ("(1,234.00)", .amount), ("$12", .amount), ("\u{20AC}5", .amount), ("12%", .amount),
        ("60\u{A0}0", .unseen), ("6\u{200B}00", .unseen), ("see card", .words),
        ("applied for", .words), ("N/A - see notes", .words), ("UNK", .words), ("tba", .words),
        ("#NAME?", .fault), ("123456789.0", .decimals),
    ]

    @Test(arguments: touched)
    func `what a spreadsheet or a form leaves is no number`(text: String, trace: SpreadsheetTrace) {
        for rule in [NumberRule.card, .person, .given] { #expect(rule.problem(text) == trace) }
        #expect(FormatRules.memberID(Array(text.utf8)) == nil)
    }

    @Test(arguments: [
        "12-34-5678", "123-45-6789", "32/40/2025", "1.2.0", "7/2025", "12T34", "A(12)", "1E11",
        "(555) 123-4567", "#12", "Jan-1980", "W 12", "555.123.4567", "0", "1/2/3",
    ])
    func `what only looks a little like it is one`(text: String) {
        #expect(NumberRule.person.problem(text) == nil)
        #expect(NumberRule.given.problem(text) == nil)
    }

    @Test func `words and zeros may be a group's number, and words a patient's`() {
        #expect(NumberRule.given.problem("FEDVIP") == nil)
        #expect(NumberRule.given.problem("0000") == nil)
        #expect(NumberRule.person.problem("SMIJO") == nil)
        #expect(NumberRule.person.problem("000000000") == .zeros)
        #expect(NumberRule.card.problem("SMIJO") == .words)
        #expect(FormatRules.memberID(Array("000-000".utf8)) == nil)
    }

    @Test(arguments: ["#NAME?", "N/A", "n/a", "?", "########", "-"])
    func `what stands in place of a name is none`(text: String) {
        #expect(NameRule.problem(text) == .notName)
    }

    @Test(arguments: ["Null", "Na", "None", "O", "N\u{2019}Aw", "#1 Son"])
    func `a short name is one`(text: String) {
        #expect(NameRule.problem(text) == nil)
    }

    private static func fields(_ texts: String...) throws -> [Assignment] {
        try texts.map { try Assignment(parsing: $0) }
    }

    private static let doors: [(String, SpreadsheetTrace)] = [
        ("1,234", .comma), ("3/12/2025", .date), ("2025-03-12 00:00:00", .date),
        ("TRUE", .truth), ("(12)", .amount), ("$12", .amount),
    ]

    @Test(arguments: doors)
    func `a patient's number is refused new and edited`(
        number: String, trace: SpreadsheetTrace
    ) throws {
        var practice = SmallPractice(offices: [7])
        let wrong = "externalIds+=O7;od;\(number)"
        let wanted = EditProblem.invalid(field: "externalIds.number", .touched(trace))
        #expect(throws: wanted) {
            try practice.perform(
                CreateRecord(.patient, try Self.fields("family=Sample", "given=Ada", wrong)), at: 7)
        }
        let patient = try practice.perform(
            CreateRecord(.patient, try Self.fields("family=Sample", "given=Ada")), at: 7)
        #expect(throws: wanted) {
            try practice.perform(
                EditRecord(.patient, patient.description, try Self.fields(wrong)))
        }
        // What stands already can be named, to be taken away.
        #expect(throws: DeedProblem.nothingToDo) {
            try practice.perform(
                EditRecord(
                    .patient, patient.description,
                    try Self.fields("externalIds-=O7;od;\(number)")))
        }
    }

    private static let names: [(String, FieldProblem)] = [
        ("N/A", .notName), ("#NAME?", .notName), ("Zo\u{FFFD}", .lostLetter),
    ]

    @Test(arguments: names)
    func `names and lost letters are refused when they are typed`(
        text: String, problem: FieldProblem
    ) throws {
        var practice = SmallPractice(offices: [7])
        #expect(throws: EditProblem.invalid(field: "family", problem)) {
            try practice.perform(
                CreateRecord(.patient, try Self.fields("family=\(text)", "given=Ada")), at: 7)
        }
        var store = ImportMemory()
        store.take(.offices, "office_code,name\nA,Office A\n")
        let plan = store.take(
            .patients,
            "patient_system,patient_number,office_code,family_name,given_name,birth_date\n"
                + "od,1,A,\(text),Ada,1980-01-01\n")
        #expect(plan.counts.bad == 1)
        #expect(plan.report.first?.contains("column family_name: expected") == true)
    }

    private static let credentials: [(String, String, Bool)] = [
        ("dea", "HELLO", false), ("dea", "AB1234563.0", false), ("dea", "AB1234563", true),
        ("dea", "AB1234564", false), ("licence", "HELLO", false), ("licence", "DN999999", true),
        ("bls", "HELLO", true), ("licence", "applied for", false),
    ]

    @Test(arguments: credentials)
    func `a credential's number is of its kind`(kind: String, number: String, isOne: Bool) throws {
        #expect((CredentialRule.problem(number, of: kind) == nil) == isOne)
        var store = ImportMemory()
        store.take(.doctors, "npi,family_name,given_name\n1234567893,Synthley,Alba\n")
        let plan = store.take(
            .credentials, "npi,kind,number,state\n1234567893,\(kind),\(number),TX\n")
        #expect(plan.report.isEmpty == isOne)
        #expect(plan.report.allSatisfy { $0.contains("line 2, column number") })
    }

    @Test func `a number with blanks or marks that nobody sees at its ends is the number`() {
        var store = ImportMemory()
        store.take(.offices, "office_code,name\nA,Office A\n")
        for number in ["600", "600\u{A0}", "\u{200B}600", "\u{FEFF}600\u{2003}"] {
            let plan = store.take(
                .patients,
                "patient_system,patient_number,office_code,family_name,given_name,birth_date\n"
                    + "od,\(number),A,Sample,Ada,1980-01-01\n")
            #expect(plan.report == [])
        }
        #expect(store.count("patient") == 1)
        #expect(ASCIIText.shown("a\u{85}") == "a\u{85}")
        #expect(ASCIIText.shown("a\u{202E}") == "a\u{202E}")
    }
}
