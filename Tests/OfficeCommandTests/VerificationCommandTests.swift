import HouseKit
import Testing

/// Coverages verified for the appointments that wait for it, by whoever takes them on.
struct VerificationCommandTests {
    private func expected() async throws -> (house: House, patient: String, coverage: String) {
        let house = try await House()
        for login in ["ann", "bob"] {
            try await house.centre.done("user add \(login) --office A01")
        }
        let (patient, coverage) = try await house.insurePat()
        try await house["A01"].done(
            "create appointment office=A01 externalId=K1 bookedOn=2027-01-18 startsAt=09:00 "
                + "patient=\(patient)")
        return (house, patient, coverage)
    }

    @Test func `an appointment puts a coverage on the list, and the word takes it off`()
        async throws
    {
        let (house, patient, coverage) = try await expected()
        let office = house["A01"]
        let row = try await office.row("verification list")
        #expect(row["coverage"] == coverage && row["appointment"] == "2027-01-18")
        #expect(row["time"] == "09:00" && row["office"] == "A01" && row["payor"] == "P1")
        let report = try await office.row("report R10 --within 3").rows("rows")
        #expect(report.map { $0["coverage"] } == [coverage])
        #expect(try await office.row("report R10 --within 2").rows("rows").isEmpty)
        #expect(try await office.row("today --kind verification")["due"] == "2027-01-18")
        try await office.done("verification complete \(coverage) --method portal --active")
        #expect(try await office.rows("verification list").isEmpty)
        // The next appointment asks again once the word is older than its window.
        house.clock.pass(days: 40)
        #expect(try await office.row("verification list")["appointment"] == nil)
        try await office.done(
            "create appointment office=A01 externalId=K2 bookedOn=2027-02-26 patient=\(patient)")
        let again = try await office.row("verification list")
        #expect(again["needs"]?.hasPrefix("an appointment on 2027-02-26") == true)
        try await office.done(
            "create appointment office=A01 externalId=K3 bookedOn=2027-02-25 state=cancelled "
                + "patient=\(patient)")
        #expect(try await office.row("verification list")["appointment"] == "2027-02-26")
    }

    @Test func `somebody takes it on, gives it over, begins, and the word ends it`() async throws {
        let (house, _, coverage) = try await expected()
        let office = house["A01"]
        #expect(try await office.run("verification take \(coverage)").code == 1)
        let id = try await office.done("verification take \(coverage) --as ann")
        var row = try await office.row("verification list --assignee ann")
        #expect(row["assignee"] == "ann" && row["state"] == "assigned")
        #expect(try await office.rows("verification list --free").isEmpty)
        #expect(try await office.run("verification take \(coverage) --as ann").code == 1)
        let given = try await office.run("verification take \(coverage) --assignee bob")
        #expect(given.out == id + "\n" && given.err.contains("it was ann's until now"))
        #expect(try await office.done("verification begin \(coverage) --comment called") == id)
        row = try await office.row("verification list")
        #expect(row["assignee"] == "bob" && row["state"] == "inProgress")
        #expect(try await office.run("verification begin \(coverage)").code == 1)
        try await office.done("coverage verify \(coverage) --method phone --active")
        let steps = try await office.rows("step list benefit_verification \(id)")
        #expect(
            steps.map { $0["step"] } == ["claimWork", "claimWork", "begin", "completeActive"])
        #expect(try await office.rows("verification list").isEmpty)
    }

    @Test func `what could not be asked says why, and may be taken on anew`() async throws {
        let (house, _, coverage) = try await expected()
        let office = house["A01"]
        #expect(try await office.run("verification cannot \(coverage)").code == 2)
        let first = try await office.done(
            "verification cannot \(coverage) --comment 'portal is down'")
        let row = try await office.row("verification list")
        #expect(row["state"] == nil && row["needs"] == "the coverage was never verified")
        #expect(try await office.done("verification take \(coverage) --as ann") != first)
    }

    @Test func `two offices' answers of one day that differ wait for a person`() async throws {
        let (house, _, coverage) = try await expected()
        let start = "coverage verify \(coverage) --method portal --active --maximum-used "
        try await house["A01"].done(start + "250.00")
        try await house["B01"].done(start + "400.00")
        try house.sync()
        for desk in [house["A01"], house["B01"], house.centre] {
            let conflict = try await desk.row("conflicts list")
            #expect(conflict["kind"] == "differing-answers")
        }
        let conflict = try await house.centre.row("conflicts list")["id"] ?? ""
        let shown = try await house.centre.run("conflicts show \(conflict)").out
        #expect(shown.contains("250.00") && shown.contains("400.00"))
        // Who asks again and has seen both decides it.
        try await house["A01"].done(start + "300.00")
        try house.sync()
        #expect(try await house.centre.rows("conflicts list").isEmpty)
    }

    @Test func `an answer of active and one of inactive are a conflict`() async throws {
        let (house, _, coverage) = try await expected()
        let start = "coverage verify \(coverage) --method phone "
        try await house["A01"].done(start + "--active")
        try await house["B01"].done(start + "--inactive --through 2026-12-31")
        try house.sync()
        let kinds = try await house.centre.rows("conflicts list").map { $0["kind"] }
        #expect(kinds == ["concurrent-steps"])
    }

    @Test func `an inactive answer names the appointments that are not covered`() async throws {
        let (house, patient, coverage) = try await expected()
        let office = house["A01"]
        let done = try await office.run(
            "coverage verify \(coverage) --method phone --inactive --through 2027-01-17")
        #expect(done.err.contains("not covered: the appointment on 2027-01-18 09:00 at A01"))
        let item = try await office.row("today --kind coverage")
        #expect(item["due"] == "2027-01-18" && item["about"]?.contains("is over") == true)
        try await house.centre.done(
            "create coverage patient=\(patient) insurancePlan=PL1 memberId=M2 "
                + "effectiveFrom=2027-01-01")
        try house.sync()
        #expect(try await office.rows("today --kind coverage").allSatisfy { $0["due"] == nil })
    }

    @Test func `what is left of a year that ends is listed, and what nobody knows`() async throws {
        let (house, _, coverage) = try await expected()
        for line in [
            "edit insurance-plan PL1 planKind=ppoPercentage benefitYearMonth=3",
            "plan rule set PL1 --kind limitation --period serviceYear --amount 1000.00",
        ] { try await house.centre.done(line) }
        try house.sync()
        let office = house["A01"]
        var row = try await office.row("report R13").rows("rows").first
        #expect(row?["left"] == nil && row?["unknown"]?.contains("no word of the payor") == true)
        try await office.done(
            "coverage verify \(coverage) --method portal --active --maximum-used 250.00")
        row = try await office.row("report R13").rows("rows").first
        #expect(row?["left"] == "750.00" && row?["yearEnds"] == "2027-02-28")
        #expect(row?["daysLeft"] == "44" && row?["appointment"] == "2027-01-18")
        #expect(try await office.row("report R13 --within 43").rows("rows").isEmpty)
    }
}
