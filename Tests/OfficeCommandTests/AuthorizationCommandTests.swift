import HouseKit
import Testing

/// Authorizations from need to use, tied to appointments and held against claims.
struct AuthorizationCommandTests {
    /// A patient with an appointment for a code that the payor wants authorized.
    private func planned() async throws -> (house: House, coverage: String, visit: String) {
        let (house, patient, coverage) = try await House.priced()
        try await house.centre.done(
            "authorization rule P1 D2391 --authorization prior --attachment RB")
        try house.sync()
        let visit = try await house["A01"].done(
            "create appointment office=A01 externalId=K1 bookedOn=2027-02-01 "
                + "practitioner=2000000002 patient=\(patient) planned+=D2391")
        return (house, coverage, visit)
    }

    private func approved(
        _ office: Seat, _ coverage: String, _ more: String
    ) async throws -> String {
        let id = try await office.done(
            "authorization add \(coverage) --service D2391:14 --office A01")
        try await office.done("authorization step \(id) submit --reference F1")
        try await office.done("authorization approve \(id) \(more)")
        return id
    }

    @Test func `a payor's rules are entered by code, and listed`() async throws {
        let (house, _, _) = try await planned()
        let desk = house.centre
        #expect(
            try await desk.run("authorization rules --format csv").lines
                == ["payor,code,authorization,attachments", "P1,D2391,prior,RB"])
        try await desk.done(
            "authorization rule P1 D2391 --authorization none --without-attachment RB")
        try await desk.done("authorization rule P1 D7240 --attachment RB --attachment B4")
        let rows = try await desk.rows("authorization rules P1")
        #expect(rows.map { $0["authorization"] } == [nil, nil])
        #expect(try rows.last?.list("attachments").count == 2)
        #expect(try await desk.run("authorization rule P1 D7240").code == 2)
    }

    @Test func `a planned code that needs one waits, from need to approval`() async throws {
        let (house, coverage, visit) = try await planned()
        let office = house["A01"]
        let lacking = try await office.row("authorization planned")
        #expect(lacking["code"] == "D2391" && lacking["lacks"] == "nobody asked for it")
        let item = try await office.row("today --kind authorization")
        #expect(item["due"] == "2027-02-01" && item["about"]?.contains("P1") == true)
        let id = try await office.done(
            "authorization add \(coverage) --service D2391 --appointment \(visit)")
        var row = try await office.row("authorization list")
        #expect(row["id"] == id && row["kind"] == "prior" && row["state"] == "required")
        #expect(row["needed"] == "2027-02-01")
        #expect(row["alarm"] == "needed on 2027-02-01: it is required")
        try await office.done("authorization step \(id) prepare")
        try await office.done("authorization attach \(id) RB --reference IMG1")
        let shown = try await office.run("authorization show \(id)").out
        #expect(shown.contains("RB"))
        try await office.done("authorization step \(id) submit --reference FAX-1")
        try await office.done(
            "authorization step \(id) requestInfo --info-due 2027-01-20 --comment 'wants a chart'")
        row = try await office.row("report R11").rows("rows").first ?? row
        #expect(row["alarm"]?.contains("waits for information until 2027-01-20") == true)
        let due = try await office.rows("today --kind authorization").map { $0["due"] }
        #expect(due == ["2027-01-20", "2027-02-01"])
        try await office.done("authorization step \(id) sendInfo")
        try await office.done(
            "authorization approve \(id) --number PA1 --from 2027-01-15 --through 2027-01-31 "
                + "--units 2")
        #expect(
            try await office.row("authorization list --alarms")["alarm"]
                == "needed on 2027-02-01: it ends on 2027-01-31")
        let letter = try await office.row("document list")["id"] ?? ""
        try await office.done(
            "authorization approve PA1 --number PA1 --from 2027-01-15 --through 2027-04-30 "
                + "--units 2 --supersedes \(letter)")
        row = try await office.row("authorization list")
        #expect(row["state"] == "approved" && row["through"] == "2027-04-30")
        #expect(row["alarm"] == "" || row["alarm"] == nil)
        #expect(try await office.rows("authorization planned").isEmpty)
        // The appointment moves out of the days that are granted.
        try await office.done("edit appointment \(visit) bookedOn=2027-05-03")
        #expect(try await office.row("authorization planned")["lacks"] == "it ends on 2027-04-30")
    }

    @Test func `two letters that disagree both stand until one supersedes the other`()
        async throws
    {
        let (house, coverage, _) = try await planned()
        let office = house["A01"]
        let id = try await approved(office, coverage, "--number PA1 --through 2027-04-30")
        try await office.done("authorization approve \(id) --number PA2 --through 2027-03-31")
        let row = try await office.row("authorization list")
        #expect(row["number"] == nil && row["alarm"]?.hasPrefix("two letters") == true)
        let conflict = try await office.row("conflicts list")
        #expect(conflict["kind"] == "disagreeing-documents")
        try house.sync()
        let shown = try await house.centre.run("conflicts show \(conflict["id"] ?? "")")
        #expect(shown.out.contains("PA1") && shown.out.contains("PA2"))
    }

    @Test func `units are used one service at a time, and none beyond what is granted`()
        async throws
    {
        let (house, coverage, _) = try await planned()
        let office = house["A01"]
        let id = try await approved(
            office, coverage, "--number PA1 --units 2 --through 2027-04-30")
        #expect(try await office.refusal("authorization use PA1 D7240").contains("none of the"))
        #expect(
            try await office.refusal("authorization use PA1 D2391:14 --on 2027-05-01")
                .contains("does not hold"))
        try await office.done("authorization use PA1 D2391:14 --on 2027-02-01")
        #expect(try await office.row("authorization list")["used"] == "1")
        try house.sync()
        // Two offices use the last unit apart; the same service entered twice is one.
        try await office.done("authorization use PA1 D2391:14 --on 2027-02-02 --claim C1")
        try await house["B01"].done("authorization use PA1 D2391:14 --on 2027-02-02 --claim C1")
        try house.sync()
        #expect(try await office.row("authorization list --state consumed")["used"] == "2")
        #expect(
            try await office.refusal("authorization use PA1 D2391:14 --on 2027-02-03")
                .contains("0 units left"))
        #expect(try await house.centre.rows("conflicts list").isEmpty)
        _ = id
    }

    @Test func `two offices that use more than was granted are a conflict`() async throws {
        let (house, coverage, _) = try await planned()
        _ = try await approved(house["A01"], coverage, "--number PA1 --units 1")
        try house.sync()
        for (code, day) in [("A01", "2027-02-01"), ("B01", "2027-02-02")] {
            try await house[code].done("authorization use PA1 D2391:14 --on \(day)")
        }
        try house.sync()
        for desk in [house["A01"], house["B01"], house.centre] {
            let conflict = try await desk.row("conflicts list")
            #expect(conflict["kind"] == "overused-authorization")
        }
        let row = try await house.centre.row("authorization list")
        #expect(row["alarm"] == "2 units used of 1")
    }

    @Test func `a claim is held until its authorization and attachment are there`() async throws {
        let (house, coverage, _) = try await planned()
        let office = house["A01"]
        try await office.done("coverage verify \(coverage) --method portal --active")
        try await office.done(
            "import x12 \(try office.file("a.837", ClaimFile().text)) --unsent")
        var rows = try await office.rows("claim check")
        #expect(rows.map { $0["kind"] } == ["authorization", "attachment"])
        #expect(
            rows.first?["fix"]?.hasPrefix("bridgework authorization add") == true)
        try await office.done("claim attach PMS1 RB --reference IMG1")
        let id = try await approved(
            office, coverage, "--number PA1 --units 1 --through 2027-04-30")
        rows = try await office.rows("claim check")
        #expect(rows.map { $0["reason"] } == ["it does not name authorization PA1 for D2391"])
        var file = ClaimFile()
        file.claims[0].number = "PMS2"
        file.claims[0].authorization = "PA1"
        file.claims[0].attachment = "RB"
        file.claims[0].servedOn = "20270116"
        try await office.done("import x12 \(try office.file("b.837", file.text)) --unsent")
        #expect(try await office.rows("claim check PMS2").isEmpty)
        // Its own use of the last unit takes nothing from it.
        try await office.done("authorization use \(id) D2391:14 --on 2027-01-16 --claim PMS2")
        #expect(try await office.rows("claim check PMS2").isEmpty)
        try await office.done("authorization step \(id) deny --appeal-by 2027-03-01")
        #expect(
            try await office.row("claim check PMS2")["reason"]
                == "D2391 on 2027-01-16: it is denied")
    }

    @Test func `a claim for what the plan paid too often is held`() async throws {
        let (house, _, coverage) = try await House.priced()
        try await house.centre.done(
            "plan rule set PL1 --kind limitation --code D2391 --quantity 1 --of services "
                + "--period calendarYear")
        try house.sync()
        let office = house["A01"]
        try await office.done(
            "coverage verify \(coverage) --method portal --active --maximum-used 0.00 "
                + "--served D2391:2027-01-04")
        try await office.done(
            "import x12 \(try office.file("a.837", ClaimFile().text)) --unsent")
        let row = try await office.row("claim check")
        #expect(row["kind"] == "frequency")
        #expect(row["reason"]?.hasPrefix("D2391 was paid 1 of 1 times") == true)
    }

    @Test func `a predetermination is answered by the payor's remittance`() async throws {
        let (house, coverage, _) = try await planned()
        let office = house["A01"]
        let id = try await office.done(
            "authorization add \(coverage) --service D2391 --kind predetermination --claim PMS1 "
                + "--on 2027-03-01")
        try await office.done("authorization step \(id) submit")
        #expect(try await office.row("authorization list")["state"] == "submitted")
        let paid = RemittanceFile(claims: [RemittanceFile.Claim(status: "25")])
        try await office.done("import x12 \(try office.file("b.835", paid.text))")
        let row = try await office.row("authorization list --all")
        #expect(row["state"] == "answered" && row["decided"] != nil)
    }
}
