import Merge
import Testing

@testable import Practice

/// A file of appointments, which replaces the days it names.
struct AppointmentImportTests {
    private static let header =
        "office_code,appointment_id,date,start,npi,patient_system,patient_number,state,codes\n"
    private static let ada = "N01,K-1,2027-02-01,08:00,2000000002,pms,1,booked,D0120|D1110\n"
    private static let bo = "N01,K-2,2027-02-01,9:00,,pms,2,,\n"

    private func store() -> ImportMemory {
        var store = ImportMemory()
        store.take(.offices, "office_code,name\nN01,North\nS01,South\n")
        store.take(.doctors, "npi,family_name,given_name\n2000000002,Synthetic,Ada\n")
        store.take(
            .patients,
            "patient_system,patient_number,family_name,given_name,birth_date,office_code\n"
                + "pms,1,Synthetic,Ann,1990-01-01,N01\npms,2,Synthetic,Ben,1991-01-01,N01\n"
                + "pms,1,Synthetic,Cyd,1992-01-01,S01\n")
        return store
    }

    /// Day, hour, number, state and lifecycle of each.
    private func appointments(_ store: ImportMemory) -> [String] {
        store.states.keys.filter { store.types[$0] == "appointment" }.map { id in
            ["bookedOn", "startsAt", "externalId", "state", "lifecycle"]
                .map { store.text(id, $0) }.joined(separator: " ")
        }.sorted()
    }

    private func planned(_ store: ImportMemory, _ number: String) -> String? {
        store.states.keys.first {
            store.types[$0] == "appointment" && store.text($0, "externalId") == number
        }.map { store.text($0, "planned") }
    }

    @discardableResult
    private func take(_ store: inout ImportMemory, _ rows: String) -> ImportPlan {
        store.take(.appointments, Self.header + rows)
    }

    @Test func `a file makes appointments, and the same file again changes nothing`() {
        var store = store()
        #expect(take(&store, Self.ada + Self.bo).report == [])
        #expect(
            appointments(store) == ["2027-02-01 08:00 K-1 booked ", "2027-02-01 09:00 K-2  "])
        let again = take(&store, Self.ada + Self.bo)
        #expect(again.counts.same == 2)
        #expect(again.writes()?.isEmpty == true)
    }

    @Test func `what a later file no longer names on its day goes out of use, and comes back`() {
        var store = store()
        take(&store, Self.ada + Self.bo + "N01,K-3,2027-02-02,,,pms,2,,\n")
        #expect(take(&store, Self.ada).counts.edited == 1)
        #expect(
            appointments(store) == [
                "2027-02-01 08:00 K-1 booked ", "2027-02-01 09:00 K-2  inactive",
                "2027-02-02  K-3  ",
            ])
        #expect(take(&store, Self.ada + Self.bo).counts.edited == 1)
        #expect(appointments(store)[1] == "2027-02-01 09:00 K-2  active")
    }

    @Test func `an appointment that moved to another day is the same one`() {
        var store = store()
        take(&store, Self.ada + Self.bo)
        take(&store, Self.bo + "N01,K-1,2027-02-03,10:00,2000000002,pms,1,confirmed,D0120\n")
        #expect(
            appointments(store) == [
                "2027-02-01 09:00 K-2  ", "2027-02-03 10:00 K-1 confirmed ",
            ])
    }

    @Test func `codes that a row names no more are taken away, and a blank says nothing`() {
        var store = store()
        take(&store, Self.ada)
        #expect(planned(store, "K-1") == "[\"D0120\",\"D1110\"]")
        take(&store, "N01,K-1,2027-02-01,08:00,2000000002,pms,1,booked,\n")
        #expect(planned(store, "K-1") == "[\"D0120\",\"D1110\"]")
        take(&store, "N01,K-1,2027-02-01,08:00,2000000002,pms,1,booked,d1110\n")
        #expect(planned(store, "K-1") == "[\"D1110\"]")
        take(&store, "N01,K-1,2027-02-01,08:00,2000000002,pms,1,booked,none\n")
        #expect(planned(store, "K-1") == "")
    }

    @Test func `two offices' appointments of one number are two`() {
        var store = store()
        take(&store, Self.ada + "S01,K-1,2027-02-01,08:00,,pms,1,,\n")
        #expect(appointments(store).count == 2)
        take(&store, Self.ada)
        #expect(appointments(store).allSatisfy { !$0.hasSuffix("inactive") })
    }

    @Test func `a bad row takes nothing out of use`() {
        var store = store()
        take(&store, Self.ada + Self.bo)
        let plan = store.plan(
            .appointments, Self.header + Self.ada + "N01,K-9,2027-02-01,,,pms,77,,\n")
        #expect(plan.counts.bad == 1)
        #expect(plan.writes() == nil)
    }

    @Test(arguments: [
        ("X99,K-1,2027-02-01,,,pms,1,,", "office_code"),
        ("N01,K-1,2027-02-01,,,pms,99,,", "patient_number"),
        ("N01,K-1,2027-02-01,,2000000028,pms,1,,", "npi"),
        ("N01,K-1,2027-02-30,,,pms,1,,", "date"), ("N01,K-1,,,,pms,1,,", "date"),
        ("N01,,2027-02-01,,,pms,1,,", "appointment_id"),
        ("N01,1.0,2027-02-01,,,pms,1,,", "appointment_id"),
        ("N01,12-Jan,2027-02-01,,,pms,1,,", "appointment_id"),
        ("N01,#REF!,2027-02-01,,,pms,1,,", "appointment_id"),
        ("N01,K-1,2027-02-01,,,pms,1,perhaps,", "state"),
        ("N01,K-1,2027-02-01,,,pms,1,,tooth ache", "codes"),
    ])
    func `what is wrong with a row is named by its column`(row: String, column: String) {
        let plan = store().plan(.appointments, Self.header + row + "\n")
        #expect(plan.report.count == 1)
        #expect(plan.report.first?.contains(column) == true, "\(plan.report)")
    }
}
