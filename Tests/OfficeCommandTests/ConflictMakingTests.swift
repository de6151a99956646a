import HouseKit
import Merge
import Testing

/// Conflicts as they come about between two desks, each settled by its own way.
struct ConflictMakingTests {
    /// Takes the first candidate of the only conflict, everywhere.
    private func takeFirst(_ house: House, _ more: String = "--take 1") async throws {
        let id = try await house.centre.row("conflicts list")["id"] ?? ""
        let seen = try await house.centre.row("conflicts show \(id)")["seen"] ?? ""
        try await house.centre.done(
            "conflicts resolve \(id) --seen \(seen) --reason decided \(more)")
        try house.sync()
        #expect(try await house.centre.rows("conflicts list").isEmpty)
    }

    @Test func `one code for two payors is a conflict, and commands name both until it is settled`()
        async throws
    {
        let house = try await House()
        let other = try house.seat(.coordinator, named: "other")
        let one = try await house.centre.done("create payor code=K1 name=One")
        let two = try await other.done("create payor code=K1 name=Two")
        try house.sync()
        let row = try await house.centre.row("conflicts list")
        #expect(row["kind"] == "duplicate-key")
        let words = try await house.centre.refusal("edit payor K1 name=Three")
        #expect(words.contains(one.suffix(8)) && words.contains(two.suffix(8)))
        try await takeFirst(house)
        #expect(try await house.centre.run("edit payor K1 name=Three").code == 0)
        for seat in [house["A01"], other] {
            #expect(try await seat.rows("conflicts list").isEmpty)
        }
    }

    @Test func `two who enter one doctor have one doctor once it is settled`() async throws {
        let house = try await House()
        let other = try house.seat(.coordinator, named: "other")
        try await house.centre.done("create practitioner npi=2000000002 family=Sample given=Nina")
        try await other.done("create practitioner npi=2000000002 family=Sample given=Nina")
        try await other.done(
            "create location_assignment practitioner=2000000002 office=A01 "
                + "effectiveFrom=2027-01-01")
        try house.sync()
        #expect(try await house.centre.row("conflicts list")["kind"] == "duplicate-key")
        try await takeFirst(house)
        #expect(try await house.centre.run("show practitioner 2000000002").code == 0)
        // Whoever was kept, the assignment is theirs.
        let papers = try await house.centre.run("doctor packet 2000000002")
        #expect(papers.code == 0)
    }

    @Test func `one who removes and one who edits leave both, for a person`() async throws {
        let house = try await House()
        let patient = try await house.insurePat().patient
        try await house["A01"].done("edit patient \(patient) --lifecycle inactive --reason moved")
        try await house["B01"].done("edit patient \(patient) language=Welsh")
        try house.sync()
        let row = try await house.centre.row("conflicts list")
        #expect(row["kind"] == "edited-while-removed" && row["record"] == patient)
        #expect(try await house.centre.fields("patient", patient)["language"] == "Welsh")
        try await takeFirst(house)
        #expect(try await house["B01"].rows("conflicts list").isEmpty)
    }

    @Test func `two stays of one doctor at one office over the same days overlap`() async throws {
        let house = try await House()
        let desk = house.centre
        try await desk.done("create practitioner npi=2000000002 family=Sample given=Nina")
        let stay = "create location_assignment practitioner=2000000002 office=A01"
        try await desk.done("\(stay) effectiveFrom=2027-01-01 effectiveThrough=2027-06-30")
        try await desk.done("\(stay) effectiveFrom=2027-06-01")
        let row = try await desk.row("conflicts list")
        #expect(row["kind"] == "overlapping-assignment")
        let id = row["id"] ?? ""
        let stays = try await desk.row("conflicts show \(id)").rows("candidates")
        #expect(stays.count == 2)
        try await takeFirst(house)
        // Days apart are no conflict.
        try await desk.done("create practitioner npi=2000000010 family=Two given=Ada")
        let other = stay.replacing("2000000002", with: "2000000010")
        try await desk.done("\(other) effectiveFrom=2027-01-01 effectiveThrough=2027-06-30")
        try await desk.done("\(other) effectiveFrom=2027-07-01")
        #expect(try await desk.rows("conflicts list").isEmpty)
    }

    @Test func `one card for two people is named where it matters`() async throws {
        let house = try await House()
        let desk = house.centre
        _ = try await house.insurePat()
        let other = try await desk.done(
            "create patient family=Other given=Ann birthDate=1980-01-01 offices+=A01")
        try await desk.done(
            "create coverage patient=\(other) insurancePlan=PL1 relationship=self memberId=m1 "
                + "effectiveFrom=2026-01-01")
        let kinds = try await desk.rows("conflicts list").map { $0["kind"] }
        #expect(kinds == ["duplicate-member"])
        try await takeFirst(house, "--distinct")
    }

    @Test func `edits of different fields, or to the same value, are no conflict`() async throws {
        let house = try await House()
        let patient = try await house.insurePat().patient
        try await house["A01"].done("edit patient \(patient) language=Welsh sexForClaims=F")
        try await house["B01"].done("edit patient \(patient) preferredName=Patty sexForClaims=F")
        try house.sync()
        for seat in [house.centre, house["A01"], house["B01"]] {
            #expect(try await seat.rows("conflicts list").isEmpty)
            let fields = try await seat.fields("patient", patient)
            #expect(fields["language"] == "Welsh" && fields["preferredName"] == "Patty")
            #expect(fields["sexForClaims"] == "F")
        }
    }

    @Test func `what is shown as the later one goes by the clock that the hub bounds`()
        async throws
    {
        let house = try await House()
        let patient = try await house.insurePat().patient
        try await house["B01"].done("edit patient \(patient) preferredName=First")
        house.clock.pass(hours: 1)
        try await house["A01"].done("edit patient \(patient) preferredName=Later")
        // The later one arrives first.
        try house.sync(house["A01"], house["B01"], house.centre, house["A01"])
        for seat in [house.centre, house["A01"], house["B01"]] {
            #expect(try await seat.fields("patient", patient)["preferredName"] == "Later")
            #expect(try await seat.rows("conflicts list").isEmpty)
        }
    }

    @Test func `a telephone that one removes and another adds stays`() async throws {
        let house = try await House()
        let patient = try await house.insurePat().patient
        let phone = "phones+=mobile;5125550123;yes"
        let added = try await house["A01"].run("edit patient \(patient) \(phone)")
        try #require(added.code == 0, "\(added)")
        try house.sync()
        try await house["A01"].done("edit patient \(patient) phones-=mobile;5125550123;yes")
        try await house["B01"].done("edit patient \(patient) phones-=mobile;5125550123;yes")
        try await house["B01"].done("edit patient \(patient) \(phone)")
        try house.sync()
        for seat in [house.centre, house["A01"], house["B01"]] {
            #expect(try await seat.fields("patient", patient).list("phones").count == 1)
        }
    }
}
