import Merge
import Practice
import Testing

/// A day of death in a file: possible, and never moved in silence.
struct DeathImportTests {
    private let office = ImportContext.office(
        RecordID(bits: 7), today: ImportMemory.today, secret: .test)

    private func file(_ day: String) -> String {
        "patient_system,patient_number,family_name,given_name,birth_date,deceased_on\n"
            + "od,1,Sample,Ada,1950-05-01,\(day)\n"
    }

    @Test(arguments: ["1950-04-30", "2026-11-24", "2090-01-01"])
    func `a day on which nobody of that birth can have died is refused`(day: String) {
        let plan = ImportMemory().plan(.patients, file(day), context: office)
        #expect(plan.counts.bad == 1)
        #expect(plan.report.first?.contains("column deceased_on: expected a day of death") == true)
    }

    @Test(arguments: ["1950-05-01", "2026-11-23", "2020-02-29"])
    func `another day is taken, once`(day: String) {
        var store = ImportMemory()
        #expect(store.take(.patients, file(day), context: office).report == [])
        #expect(store.plan(.patients, file(day), context: office).writes() == [])
    }

    @Test func `a file that blanks a day of death is told once, and the day stays`() {
        var store = ImportMemory()
        store.take(.patients, file("2020-02-29"), context: office)
        let told = store.take(.patients, file(""), context: office)
        #expect(told.report == [] && told.counts.same == 1)
        let lines = told.differences(store.records)
        #expect(lines.count == 1)
        #expect(
            lines[0].hasSuffix(
                "Ada: deceased_on is blank and a day stands here: it was left alone, because a "
                    + "blank takes nothing back; correct it here if the file is right"))
        #expect(store.plan(.patients, file(""), context: office).differences(store.records) == [])
        #expect(store.plan(.patients, file(""), context: office).writes() == [])
    }

    @Test func `no line is said where no day stands or the file has no such column`() {
        var store = ImportMemory()
        store.take(.patients, file(""), context: office)
        #expect(store.take(.patients, file(""), context: office).differences(store.records) == [])
        store.take(.patients, file("2020-02-29"), context: office)
        let short = file("").replacing(",deceased_on", with: "").replacing(",\n", with: "\n")
        #expect(store.take(.patients, short, context: office).differences(store.records) == [])
    }

    /// A file whose last column says when something ended.
    @Test(arguments: [
        (ImportKind.doctors, "npi,family_name,given_name,depart_on\n1234567893,Synthson,Ada,"),
        (.offices, "office_code,name,closes_on\nA,Office A,"),
        (.exclusions, "npi,list,from,reinstated_on\n1234567893,LEIE,2020-01-01,"),
    ])
    func `an end that a file blanks stays, and is told`(kind: ImportKind, row: String) {
        for blank in kind == .exclusions ? [""] : ["", "9999-12-31"] {
            var store = ImportMemory()
            store.take(kind, row + "2026-01-31\n")
            let plan = store.take(kind, row + blank + "\n")
            #expect(plan.differences(store.records).count == 1)
            #expect(plan.counts.same == 1)
        }
    }

    @Test func `a file that says another day than what stands is told`() {
        var store = ImportMemory()
        store.take(.patients, file("2020-02-29"), context: office)
        let plan = store.plan(.patients, file("2020-02-28"), context: office)
        #expect(plan.counts.bad == 1)
        #expect(plan.report.first?.contains("another day of death is recorded") == true)
    }
}
