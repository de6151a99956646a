import Merge
import Testing

@testable import Benefits
@testable import Fees
@testable import Records
@testable import Tables

/// Assignments to writes, as `create` and `edit` use them.
struct RecordEditorTests {
    private func writes(
        _ type: RecordType, _ texts: [String], before: RecordState? = nil
    ) throws -> [Write] {
        let assignments = try texts.map { try Assignment(parsing: $0) }
        return try RecordEditor.writes(
            type: type, record: World.record, assignments: assignments, before: before
        ) { type, text in
            text == "north" && type == "office"
                ? .success(World.north) : FieldParser.idsOnly(type: type, text: text)
        }
    }

    private func problem(
        _ type: RecordType, _ texts: [String], before: RecordState? = RecordState()
    ) -> EditProblem? {
        do {
            _ = try writes(type, texts, before: before)
            return nil
        } catch { return error as? EditProblem }
    }

    private func world(_ groups: [Write]...) -> World {
        var world = World()
        for group in groups { world.write(group) }
        return world
    }

    // Creating

    @Test func `creating writes one unit each, in the schema's order`() throws {
        let made = try writes(
            .patient, ["offices+=north", "birthDate=1990-02-28", "given=Ana", "family=Ruiz"])
        #expect(
            made == [
                Write(.patient, "name", [.text("Ruiz"), .text("Ana")]),
                Write(.patient, "birthDate", [.day("1990-02-28")]),
                Write(.patient, "offices", key: [.id(World.north)], []),
            ])
    }

    @Test func `creating lists every required field that is missing`() {
        #expect(problem(.patient, ["given=Ana"], before: nil) == .missing(fields: ["family"]))
        #expect(problem(.patient, ["family=Ruiz"], before: nil) == nil)
        #expect(problem(.office, ["code= "], before: nil) == .missing(fields: ["code", "name"]))
    }

    @Test func `what is created passes the check a peer's write passes`() throws {
        let made = try writes(
            .insurancePlan,
            [
                "code=acme", "payor=01890a5d-ac96-774b-bcce-b302099a8057", "groupNumber=4711",
                "benefitYearMonth=1",
                "rules[coinsurance;individual;preventive;;;in]=calendarYear;;80",
            ])
        for write in made {
            let attribute = try #require(RecordType.insurancePlan[write.attribute])
            #expect(ValueCheck.problem(key: write.key, value: write.value, in: attribute) == nil)
        }
        #expect(made.count == 4)
    }

    // Editing

    @Test func `the unnamed fields of a unit stay as shown`() throws {
        let world = world([Write(.patient, "name", [.text("Ruiz"), .text("Ana"), .text("B")])])
        #expect(
            try writes(.patient, ["given=Anna"], before: world.state)
                == [Write(.patient, "name", [.text("Ruiz"), .text("Anna"), .text("B")])])
    }

    @Test func `a blank value clears one field, unless it is required`() throws {
        let world = world([Write(.patient, "name", [.text("Ruiz"), .text("Ana"), .text("B")])])
        #expect(
            try writes(.patient, ["middle="], before: world.state)
                == [Write(.patient, "name", [.text("Ruiz"), .text("Ana")])])
        #expect(
            problem(.patient, ["family="], before: world.state)
                == .invalid(field: "family", .missing))
    }

    @Test func `what a newer peer appended to a unit stays`() throws {
        let name: [Scalar] = [.text("Ruiz"), .text("Ana"), .null, .null, .text("Dr")]
        let world = world([Write(.patient, "name", name)])
        let written = try writes(.patient, ["given=Anna"], before: world.state)
        #expect(
            written == [
                Write(
                    .patient, "name",
                    [.text("Ruiz"), .text("Anna"), .null, .null, .text("Dr")])
            ])
    }

    @Test func `nothing changed is nothing written`() throws {
        let world = world([
            Write(.patient, "name", [.text("Ruiz"), .text("Ana")]),
            Write(.patient, "emails", key: [.text("a@b.org")], []),
            Write(.patient, "coverageOrder", key: [.day("2026-01-01")], [.id(1)]),
        ])
        let same = [
            "family=Ruiz", "middle=", "emails+=a@b.org", "emails-=x@b.org", "birthDate=",
            "coverageOrder[2025-01-01]=",
        ]
        #expect(try writes(.patient, same, before: world.state) == [])
    }

    @Test func `an edit settles review siblings it repeats`() throws {
        var world = World()
        world.write([Write(.patient, "sexForClaims", [.text("F")])])
        world.write([Write(.patient, "sexForClaims", [.text("U")])], seeing: RecordState())
        #expect(
            try writes(.patient, ["sexForClaims=U"], before: world.state)
                == [Write(.patient, "sexForClaims", [.text("U")])])
    }

    @Test func `a unit under a blocking conflict takes all its fields or none`() throws {
        var world = World()
        let (first, second) = (Scalar.day("2026-01-01"), Scalar.day("2026-02-01"))
        world.write([Write(.coverage, "term", [first])])
        world.write([Write(.coverage, "term", [second])], seeing: RecordState())
        #expect(
            problem(.coverage, ["effectiveFrom=2026-01-01"], before: world.state)
                == .unresolved(unit: "term", fields: ["effectiveFrom", "effectiveThrough"]))
        #expect(
            try writes(
                .coverage, ["effectiveFrom=2026-01-01", "effectiveThrough="], before: world.state)
                == [Write(.coverage, "term", [first])])
    }

    // Sets, maps, logs

    @Test func `elements come and go`() throws {
        let world = world([Write(.patient, "emails", key: [.text("a@b.org")], [])])
        #expect(
            try writes(.patient, ["emails-=a@b.org", "emails+=c@d.org"], before: world.state)
                == [
                    Write(.patient, "emails", key: [.text("a@b.org")], nil),
                    Write(.patient, "emails", key: [.text("c@d.org")], []),
                ])
    }

    @Test func `elements of several fields are split at semicolons`() throws {
        #expect(
            try writes(.patient, ["phones+=mobile;(303) 555-0100;yes"], before: RecordState())
                == [
                    Write(
                        .patient, "phones",
                        key: [.text("mobile"), .text("3035550100"), .flag(true)], [])
                ])
        #expect(
            problem(.patient, ["phones+=mobile;3035550100;yes;x"])
                == .tooManyParts(field: "phones", limit: 3))
        #expect(
            problem(.patient, ["phones+=mobile"]) == .invalid(field: "phones.phone", .missing))
    }

    @Test func `an element may be removed by its leading fields where only one has them`() throws {
        let (first, second) = (Scalar.text("3035550100"), Scalar.text("3035550101"))
        let world = world([
            Write(.patient, "phones", key: [.text("home"), first, .flag(true)], []),
            Write(.patient, "phones", key: [.text("home"), second, .flag(true)], []),
            Write(.patient, "phones", key: [.text("home"), second, .flag(false)], []),
        ])
        #expect(
            try writes(.patient, ["phones-=home;3035550100"], before: world.state)
                == [Write(.patient, "phones", key: [.text("home"), first, .flag(true)], nil)])
        #expect(try writes(.patient, ["phones-=home;3035550101"], before: world.state) == [])
    }

    @Test func `a map's keys are put and removed`() throws {
        let code: [Scalar] = [.text("D0120")]
        let put = try writes(.feeDraft, ["lines[d0120]=priced;52.00"], before: RecordState())
        #expect(put == [Write(.feeDraft, "lines", key: code, [.text("priced"), .int(5_200)])])
        let world = world(put)
        #expect(
            try writes(.feeDraft, ["lines[D0120]="], before: world.state)
                == [Write(.feeDraft, "lines", key: code, nil)])
        #expect(
            problem(.feeDraft, ["lines[D0120]=priced;52.125"])
                == .invalid(field: "lines.amount", .notMoney))
    }

    @Test func `what a newer peer appended to a map's value stays`() throws {
        let code: [Scalar] = [.text("D0120")]
        let line: [Scalar] = [.text("priced"), .int(5_200), .null, .null, .text("new")]
        let world = world([Write(.feeDraft, "lines", key: code, line)])
        let written = try writes(.feeDraft, ["lines[D0120]=priced;53.00"], before: world.state)
        let expected: [Scalar] = [.text("priced"), .int(5_300), .null, .null, .text("new")]
        #expect(written == [Write(.feeDraft, "lines", key: code, expected)])
        #expect(try writes(.feeDraft, ["lines[D0120]=priced;52.00"], before: world.state) == [])
    }

    @Test func `a log takes the same words twice`() throws {
        let made = try writes(
            .office, ["notes+=called; no answer", "notes+=called; no answer"], before: RecordState()
        )
        let note = Write(.office, "notes", [.text("called; no answer")])
        #expect(made == [note, note])
        #expect(problem(.office, ["notes+="]) == .invalid(field: "notes.note", .missing))
    }

    // Slips

    @Test func `a misspelt field names the closest`() {
        #expect(
            problem(.patient, ["birthdat=1990-01-01"])
                == .unknownField("birthdat", type: "patient", closest: "birthDate"))
        #expect(
            problem(.patient, ["zzzzzzzz=1"])
                == .unknownField("zzzzzzzz", type: "patient", closest: nil))
    }

    @Test(arguments: [
        "birthDate+=1990-01-01", "emails=a@b.org", "coverageOrder+=x", "notes=x", "notes-=x",
        "name=Ana",
    ])
    func `a field in another's form says how it is written`(text: String) {
        guard case .wrongForm = problem(.patient, [text]) else {
            Issue.record("expected the form to be refused")
            return
        }
    }

    @Test func `the same place twice is refused`() {
        #expect(problem(.patient, ["given=A", "given=B"]) == .assignedTwice(field: "given"))
        #expect(
            problem(.patient, ["emails+=a@b.org", "emails-=a@b.org"])
                == .assignedTwice(field: "emails"))
    }

    @Test func `lifecycle has commands of its own`() {
        for field in ["lifecycle", "lifecycleReason", "lifecycleSeen"] {
            #expect(
                problem(.patient, ["\(field)=inactive"])
                    == .invalid(field: field, .notEditable))
        }
    }

    @Test func `an unresolved code says what it should name`() {
        #expect(
            problem(.patient, ["homeOffice=nowhere"])
                == .invalid(field: "homeOffice", .unknownReference(type: "office")))
    }

    // Lifecycle

    @Test func `taking out of use names all that was seen, so later work is a conflict`() throws {
        var world = world([Write(.patient, "name", [.text("Ruiz"), .text("Ana")])])
        let before = world.state
        let write = try LifecycleChange.write(
            type: .patient, record: World.record, to: .inactive, reason: " moved away ",
            seeing: before)
        world.write([write])
        #expect(RecordType.patient.project(world.state).conflicts.isEmpty)
        world.write([Write(.patient, "language", [.text("es")])], seeing: before)
        let conflicts = RecordType.patient.project(world.state).conflicts
        #expect(conflicts.map(\.kind) == [.editedWhileRemoved])
        let view = RecordView(
            id: World.record, type: .patient, projection: RecordType.patient.project(world.state))
        #expect(view[AnyRecord.lifecycleReason] == "moved away")
        #expect(!view.isActive)
    }

    @Test func `a lifecycle reason has at most 255 bytes`() throws {
        let reason = String(repeating: "a", count: 255)
        _ = try LifecycleChange.write(
            type: .patient, record: World.record, to: .active, reason: reason,
            seeing: RecordState())
        #expect(throws: EditProblem.invalid(field: "lifecycleReason", .tooLong(limitBytes: 255))) {
            try LifecycleChange.write(
                type: .patient, record: World.record, to: .active, reason: reason + "a",
                seeing: RecordState())
        }
    }
}
