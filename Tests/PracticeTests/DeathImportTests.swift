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

    @Test func `a file that says another day than what stands is told`() {
        var store = ImportMemory()
        store.take(.patients, file("2020-02-29"), context: office)
        let plan = store.plan(.patients, file("2020-02-28"), context: office)
        #expect(plan.counts.bad == 1)
        #expect(plan.report.first?.contains("another day of death is recorded") == true)
    }
}
