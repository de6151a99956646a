import Merge
import Testing

@testable import Practice

/// An office's schedule file, which replaces the days it names.
struct ScheduleImportTests {
    private static let header = "office_code,npi,date,start,end,appointments\n"
    private static let monday = "N01,2000000002,2027-02-01,08:00,12:00,5\n"

    private func store() -> ImportMemory {
        var store = ImportMemory()
        store.take(.offices, "office_code,name\nN01,North\nS01,South\n")
        store.take(
            .doctors,
            "npi,family_name,given_name\n2000000002,Synthetic,Ada\n2000000010,Synthetic,Bo\n")
        return store
    }

    /// Day, doctor's end of NPI, start, appointments and lifecycle of each block.
    private func blocks(_ store: ImportMemory) -> [String] {
        store.states.keys.filter { store.types[$0] == "schedule_block" }.map { id in
            ["workedOn", "startsAt", "appointments", "lifecycle"].map { store.text(id, $0) }
                .joined(separator: " ")
        }.sorted()
    }

    @discardableResult
    private func take(_ store: inout ImportMemory, _ rows: String) -> ImportPlan {
        store.take(.schedule, Self.header + rows)
    }

    @Test func `a file makes blocks, and the same file again changes nothing`() {
        var store = store()
        let file = Self.monday + "N01,2000000010,2027-02-01,9:00,,3\n"
        #expect(take(&store, file).report == [])
        #expect(blocks(store) == ["2027-02-01 08:00 5 ", "2027-02-01 09:00 3 "])
        let again = take(&store, file)
        #expect(again.counts.same == 2)
        #expect(again.writes()?.isEmpty == true)
    }

    @Test func `people and production are taken from a file that has them`() throws {
        var store = store()
        store.take(
            .schedule,
            "office_code,npi,date,start,appointments,patients,production\n"
                + "N01,2000000002,2027-02-01,08:00,5,4,812.50\n")
        let id = try #require(store.states.keys.first { store.types[$0] == "schedule_block" })
        #expect(store.text(id, "patients") == "4")
        #expect(store.text(id, "production") == "812.50")
    }

    @Test func `a doctor may have two blocks on a day`() {
        var store = store()
        take(&store, Self.monday + "N01,2000000002,2027-02-01,13:00,17:00,4\n")
        #expect(blocks(store).count == 2)
    }

    @Test func `a block that a later file no longer names on its day goes out of use`() {
        var store = store()
        take(
            &store,
            Self.monday + "N01,2000000010,2027-02-01,09:00,,3\n"
                + "N01,2000000010,2027-02-02,09:00,,3\nS01,2000000010,2027-02-01,09:00,,3\n")
        let plan = take(&store, Self.monday)
        #expect(plan.counts.edited == 1)
        #expect(
            blocks(store) == [
                "2027-02-01 08:00 5 ", "2027-02-01 09:00 3 ", "2027-02-01 09:00 3 inactive",
                "2027-02-02 09:00 3 ",
            ])
    }

    @Test func `a block that is named again comes back`() {
        var store = store()
        let both = Self.monday + "N01,2000000010,2027-02-01,09:00,,3\n"
        take(&store, both)
        take(&store, Self.monday)
        #expect(take(&store, both).counts.edited == 1)
        #expect(blocks(store) == ["2027-02-01 08:00 5 ", "2027-02-01 09:00 3 active"])
    }

    @Test func `another number of appointments is an edit`() {
        var store = store()
        take(&store, Self.monday)
        #expect(take(&store, "N01,2000000002,2027-02-01,08:00,12:00,6\n").counts.edited == 1)
        #expect(blocks(store) == ["2027-02-01 08:00 6 "])
    }

    @Test func `a bad row takes nothing out of use`() {
        var store = store()
        take(&store, Self.monday + "N01,2000000010,2027-02-01,09:00,,3\n")
        let plan = store.plan(
            .schedule,
            Self.header + "N01,2000000002,2027-02-01,08:00,12:00,7\n"
                + "N01,2000000010,2027-02-01,09:00,,many\n")
        #expect(plan.counts.bad == 1)
        #expect(plan.writes() == nil)
        #expect(plan.writes(skippingBad: true)?.count == 1)
    }

    @Test(arguments: [
        ("X99,2000000002,2027-02-01,,,", "office_code"),
        ("N01,2000000028,2027-02-01,,,", "npi"), ("N01,2000000002,2027-02-30,,,", "date"),
        ("N01,2000000002,2027-02-01,25:00,,", "start"),
        ("N01,2000000002,2027-02-01,09:00,08:00,", "end"),
        ("N01,2000000002,2027-02-01,,,-1", "appointments"), ("N01,2000000002,,,,", "date"),
    ])
    func `what is wrong with a row is named by its column`(row: String, column: String) {
        let plan = store().plan(.schedule, Self.header + row + "\n")
        #expect(plan.report.count == 1)
        #expect(plan.report.first?.contains(column) == true, "\(plan.report)")
    }
}
