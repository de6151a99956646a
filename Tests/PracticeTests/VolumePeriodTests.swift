import Merge
import Testing

@testable import Practice
@testable import Tables

/// One way to write a period, and no procedure counted twice.
struct VolumePeriodTests {
    private static func store() -> ImportMemory {
        var store = ImportMemory()
        store.take(.offices, "office_code,name\nA,Office A\nB,Office B\n")
        return store
    }

    private static func file(_ rows: String...) -> String {
        "code,office_code,count,period\n" + rows.map { "D1110,\($0)\n" }.joined()
    }

    @Test(arguments: [
        "Mar-26", "2026-13", "2026-00", "March", "2026-3", "26", "2026-03-01", "3026",
    ])
    func `what is neither a year nor a month is refused`(period: String) {
        var store = Self.store()
        let plan = store.take(.volumes, Self.file("A,5,\(period)"))
        #expect(plan.counts.bad == 1)
        #expect(plan.report.first?.contains("column period: expected a year or a month") == true)
    }

    @Test func `a month within a year that was counted is not counted again`() {
        var store = Self.store()
        let plan = store.take(
            .volumes, Self.file("A,100,2026", "A,7,2026-03", "B,5,2026-03", "A,3,2025-12"))
        #expect(plan.report == [])
        let volumes = FeeVolumes(store.records)
        #expect(volumes["D1110"] == CheckedSum(108))
        #expect(FeeVolumes(store.records, period: "2026-03")["D1110"] == CheckedSum(12))
    }
}
