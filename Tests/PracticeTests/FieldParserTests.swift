import Merge
import Testing

@testable import Records
@testable import Tables

/// Text to scalar, strictly, for each kind of field.
struct FieldParserTests {
    private let parser = FieldParser()

    private func problem(_ text: String, _ kind: FieldKind) -> FieldProblem? {
        do {
            _ = try parser.scalar(text, as: kind)
            return nil
        } catch { return error }
    }

    @Test(
        arguments: [
            ("85", 8_500), ("85.10", 8_510), ("0", 0), ("0.05", 5),
            ("10000000000.00", 1_000_000_000_000),
        ] as [(String, Int64)])
    func `dollars become cents`(text: String, cents: Int64) throws {
        #expect(try parser.scalar(text, as: .money) == .int(cents))
    }

    @Test(arguments: [
        "85.", "85.1x", ".50", "85,10", "1,234.00", "1e3", "$85", "(85)", "-85", "+85", "85.100",
        "8 5", "eighty", "0x10", "10000000000.01", "99999999999999999999", "92233720368547758.08",
        "٨٥", "85.1.0", "--1",
    ])
    func `an amount that could mean two things is refused`(text: String) {
        #expect(problem(text, .money) == .notMoney)
    }

    @Test(
        arguments: [
            ("80", 8_000), ("12.5", 1_250), ("12.55", 1_255), ("0", 0), ("100", 10_000),
        ] as [(String, Int64)])
    func `percentages become basis points`(text: String, points: Int64) throws {
        #expect(try parser.scalar(text, as: .percent) == .int(points))
    }

    @Test(arguments: ["100.01", "-1", "80%", "12.555", "101", "0,8"])
    func `no percentage above a hundred or with a sign`(text: String) {
        #expect(problem(text, .percent) == .notPercent)
    }

    @Test func `days are civil and real`() throws {
        #expect(try parser.scalar("2028-02-29", as: .day) == .day("2028-02-29"))
        for text in ["2026-02-29", "2026-2-1", "02/01/2026", "2026", "2026-13-01", "1799-12-31"] {
            #expect(problem(text, .day) == .notDay)
        }
    }

    @Test func `integers stay in their range`() throws {
        let kind = FieldKind.integer(-1...12)
        #expect(try parser.scalar("-1", as: kind) == .int(-1))
        #expect(try parser.scalar("12", as: kind) == .int(12))
        for text in ["-2", "13", "1.0", "+1", "9223372036854775808", "-", "1 2"] {
            #expect(problem(text, kind) == .notInteger(-1...12))
        }
    }

    @Test func `flags are words`() throws {
        for text in ["true", "yes", "Yes", "TRUE"] {
            #expect(try parser.scalar(text, as: .flag) == .flag(true))
        }
        for text in ["false", "no"] { #expect(try parser.scalar(text, as: .flag) == .flag(false)) }
        for text in ["1", "0", "y", "maybe"] { #expect(problem(text, .flag) == .notFlag) }
    }

    @Test func `a choice is stored as declared, whatever its case`() throws {
        let kind = FieldKind.choice(["self", "planPays"])
        #expect(try parser.scalar("PLANPAYS", as: kind) == .text("planPays"))
        #expect(problem("plan", kind) == .notChoice(["self", "planPays"]))
    }

    @Test func `text keeps its bytes, loses outer blanks and takes its limit exactly`() throws {
        #expect(
            try parser.scalar("  Ana\u{301} Ruiz ", as: .text(max: 20)) == .text("Ana\u{301} Ruiz"))
        #expect(try parser.scalar("abcde", as: .text(max: 5)) == .text("abcde"))
        #expect(problem("abcdef", .text(max: 5)) == .tooLong(limitBytes: 5))
        #expect(problem("éééé", .text(max: 7)) == .tooLong(limitBytes: 7))
    }

    @Test(arguments: [
        "a\u{0}b", "a\nb", "a\u{1B}[2J", "a\u{7F}", "a\u{85}", "a\u{202E}b", "a\u{2028}b",
    ])
    func `text that could steer a terminal is refused`(text: String) {
        #expect(problem(text, .text(max: 50)) == .controlCharacter)
    }

    @Test(arguments: ["", "   ", "\t"])
    func `a blank text is a blank field of any kind`(text: String) throws {
        for kind in [FieldKind.money, .day, .flag, .text(max: 3), .format(.npi), .blob] {
            #expect(try parser.scalar(text, as: kind) == .null)
        }
    }

    @Test func `a reference is what the caller resolves; without one, a whole id`() throws {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057"
        #expect(try FieldParser().scalar(id, as: .reference("payor")).blob?.count == 16)
        let known = RecordID(bits: 42)
        let parser = FieldParser { type, text in
            guard type == "office" else { return .failure(.unknownReference(type: type)) }
            return text == "north"
                ? .success(known) : .failure(.ambiguousReference(type: type, among: [known]))
        }
        #expect(try parser.scalar("north", as: .reference("office")) == .id(42))
        #expect(throws: FieldProblem.unknownReference(type: "payor")) {
            try parser.scalar(id, as: .reference("payor"))
        }
        #expect(throws: FieldProblem.ambiguousReference(type: "office", among: [known])) {
            try parser.scalar("n", as: .reference("office"))
        }
    }

    @Test func `bytes and lists are the program's to write`() {
        #expect(problem("00", .blob) == .notEditable)
        #expect(problem("x", .list) == .notEditable)
    }

    @Test func `a problem never repeats the value`() {
        let secret = "987654321x"
        let kinds: [FieldKind] = [
            .money, .percent, .day, .instant, .integer(0...5), .flag, .choice(["a"]),
            .reference("office"), .format(.ssn), .blob, .text(max: 3),
        ]
        for kind in kinds {
            let sentence = problem(secret, kind)?.description ?? secret
            #expect(!sentence.contains("98765"))
            #expect(sentence.hasPrefix("expected"))
        }
    }
}
