import Benefits
import Merge
import Practice
import Records
import Tables
import Testing

/// What the last import said is the base of the next, unit by unit.
struct ImportBaseTests {
    private static let header =
        "patient_system,patient_number,family_name,given_name,birth_date,language\n"
    private static let ada = header + "od,1,Sample,Ada,1980-01-01,English\n"

    private let elm = RecordID(bits: 7)
    private var office: ImportContext {
        .office(elm, today: ImportMemory.today, secret: .test)
    }

    private func imported(_ text: String = Self.ada) -> ImportMemory {
        var memory = ImportMemory()
        memory.take(.patients, text, context: office)
        return memory
    }

    private func patient(_ memory: ImportMemory) throws -> RecordID {
        try #require(memory.types.first { $0.value == "patient" }?.key)
    }

    private func edit(_ memory: inout ImportMemory, _ assignments: String...) throws {
        let id = try patient(memory)
        let parsed = try assignments.map { try Assignment(parsing: $0) }
        memory.apply([
            try RecordEditor.writes(
                type: .patient, record: id, assignments: parsed, before: memory.states[id])
        ])
    }

    private func conflicts(_ memory: ImportMemory) throws -> [String] {
        let state = try #require(memory.states[try patient(memory)])
        return RecordType.patient.project(state).conflicts.map(\.attribute)
    }

    @Test func `a second import of one file writes nothing at all`() throws {
        let memory = imported()
        let again = memory.plan(.patients, Self.ada, context: office)
        #expect(again.writes() == [])
        #expect(again.counts.same == 1)
    }

    @Test func `what somebody corrected stays when the file says what it said`() throws {
        var memory = imported()
        try edit(&memory, "family=Married", "birthDate=1980-02-01", "language=Spanish")
        let again = memory.take(.patients, Self.ada, context: office)
        #expect(again.writes() == [])
        #expect(again.differences(memory.records) == [])
        #expect(memory.text(try patient(memory), "family") == "Married")
        #expect(memory.text(try patient(memory), "birthDate") == "1980-02-01")
    }

    @Test func `what nobody corrected follows the file`() throws {
        var memory = imported()
        try edit(&memory, "language=Spanish")
        let plan = memory.take(
            .patients, Self.header + "od,1,Miller,Ada,1980-01-01,English\n", context: office)
        #expect(plan.counts.edited == 1)
        #expect(plan.differences(memory.records) == [])
        #expect(memory.text(try patient(memory), "family") == "Miller")
        #expect(memory.text(try patient(memory), "language") == "Spanish")
        #expect(try conflicts(memory) == [])
    }

    @Test func `of a plain value that both changed, the person's stays and a line says so`()
        throws
    {
        var memory = imported()
        try edit(&memory, "language=Spanish")
        let french = Self.header + "od,1,Sample,Ada,1980-01-01,French\n"
        let plan = memory.take(.patients, french, context: office)
        let differences = plan.differences(memory.records)
        #expect(differences.count == 1)
        #expect(differences.first?.contains("line 2: patient") == true)
        #expect(differences.first?.contains("Sample, Ada: language was changed here") == true)
        #expect(memory.text(try patient(memory), "language") == "Spanish")
        #expect(memory.plan(.patients, french, context: office).differences(memory.records) == [])
        #expect(memory.plan(.patients, french, context: office).writes() == [])
    }

    @Test func `of a name or birth date that both changed, both stand as a conflict`() throws {
        var memory = imported()
        try edit(&memory, "family=Married", "birthDate=1980-02-01")
        let miller = Self.header + "od,1,Miller,Ada,1980-01-01,English\n"
        let plan = memory.take(.patients, miller, context: office)
        #expect(plan.differences(memory.records).count == 1)
        #expect(try conflicts(memory) == ["name"])
        // The same file again finds its own word there, and leaves the conflict alone.
        #expect(memory.plan(.patients, miller, context: office).writes() == [])
        let other = Self.header + "od,1,Sample,Ada,1980-03-01,English\n"
        memory.take(.patients, other, context: office)
        #expect(try conflicts(memory).contains("birthDate") == false, "the name's conflict stands")
    }

    @Test func `a row of another name and birth date is another person`() throws {
        var memory = imported()
        let before = memory.states
        let plan = memory.take(
            .patients, Self.header + "od,1,Other,Zed,1950-01-01,English\n", context: office)
        #expect(plan.counts.bad == 1)
        #expect(plan.rowProblems.map(\.reason) == [.anotherPerson])
        #expect(plan.rowProblems.first?.place == .column("birth_date"))
        #expect(memory.states == before)
    }

    @Test func `a name written otherwise and a mended birth date are the same person`() throws {
        var memory = imported(Self.header + "od,1,O'Hara,Ada,1980-01-01,English\n")
        let plan = memory.take(
            .patients, Self.header + "od,1,O HARA,ADA,1980-01-02,English\n", context: office)
        #expect(plan.counts.edited == 1)
        #expect(memory.text(try patient(memory), "birthDate") == "1980-01-02")
    }

    @Test func `an element that somebody took away does not come back with the same file`() throws {
        let file =
            "patient_system,patient_number,family_name,given_name,birth_date,email\n"
            + "od,1,Sample,Ada,1980-01-01,ada@example.com\n"
        var memory = imported(file)
        try edit(&memory, "emails-=ada@example.com")
        #expect(memory.plan(.patients, file, context: office).writes() == [])
    }

    @Test func `two machines that imported different days agree on the later word`() throws {
        let start = imported()
        let id = try patient(start)
        var one = start
        let first = one.take(
            .patients, Self.header + "od,1,Sample,Ada,1980-01-01,French\n", context: office)
        let file = Self.header + "od,1,Sample,Ada,1980-01-01,Greek\n"
        let second = start.plan(.patients, file, context: office)
        one.applyBlind(second.writes() ?? [], seeing: start)
        #expect(first.counts.edited == 1)
        #expect(one.text(id, "language") == "Greek")
        #expect(one.plan(.patients, file, context: office).writes() == [])
    }
}
