import HouseKit
import Testing

/// Versions that are corrected, recalled from a day on, and priced otherwise than in dollars.
struct FeesCorrectionTests {
    private func published(_ fees: String = "D0120,61.00\n") async throws -> House {
        let house = try await House()
        try await house.addPeople()
        try await house.publishFees("F1", fees)
        return house
    }

    private func fee(_ seat: Seat, on day: String) async throws -> JSONRow {
        try await seat.row("fees lookup D0120 --schedule F1 --on \(day)")
    }

    @Test func `a version is recalled from a day on, and holds before it`() async throws {
        let house = try await published()
        try await house.approveDraft(of: "F1", "D0120,70.00\n")
        try await house.centre.done("fees publish F1 --effective 2027-03-01 --as ann")
        try house.sync()
        try await house.centre.done(
            "fees recall F1 2 --from 2027-04-01 --as ann --approver bob --reason 'new letter'")
        try house.sync()
        let office = house["A01"]
        #expect(try await fee(office, on: "2027-03-31")["amount"] == "70.00")
        #expect(try await fee(office, on: "2027-04-01")["amount"] == "61.00")
        let states = try await house.centre.rows("fees show F1").map { $0["state"] }
        #expect(states.contains("recalled from 2027-04-01"))
    }

    @Test func `one alone recalls with a reason that says why`() async throws {
        let house = try await published()
        #expect(try await house.centre.run("fees recall F1 1 --as ann --alone").code == 1)
        let rehearsed = try await house.centre.run(
            "fees recall F1 1 --as ann --alone --reason 'nobody else is here' --dry-run")
        #expect(rehearsed.said.contains { $0.hasPrefix("would ask the hub to recall") })
        try house.sync()
        #expect(try await fee(house["A01"], on: "2027-02-02")["amount"] == "61.00")
        try await house.centre.done(
            "fees recall F1 1 --as ann --alone --reason 'nobody else is here'")
        try house.sync()
        #expect(
            try await house["A01"].run("fees lookup D0120 --schedule F1 --on 2027-02-02").code == 1)
    }

    @Test func `a correction is compared with the version that it corrects`() async throws {
        let house = try await published("D0120,61.00\nD1110,57.00\n")
        let desk = house.centre
        let file = try desk.file("c.csv", "Code,Fee\nD0120,16.00\n")
        let line = "fees import \(file) --schedule F1 --map code=Code,amount=Fee --as ann"
        #expect(try await desk.run(line + " --correction-of 9").code == 1)
        try await desk.done(line + " --correction-of 1")
        let change = try await desk.row("fees diff F1")
        #expect(change["code"] == "D0120" && change["change"] == "lowered")
        #expect(change["before"] == "61.00" && change["after"] == "16.00")
        #expect(change["delta"] == "-45.00")
    }

    @Test func `of two open drafts one has to be named`() async throws {
        let house = try await published()
        let desk = house.centre
        let file = try desk.file("c.csv", "Code,Fee\nD0120,65.00\n")
        let line = "fees import \(file) --schedule F1 --map code=Code,amount=Fee --as ann"
        try await desk.done(line)
        try await desk.done(line + " --new-draft")
        let drafts = try await desk.rows("fees show F1").filter { $0["what"] == "draft" }
        #expect(drafts.count == 2)
        #expect(try await desk.run("fees diff F1").code == 1)
        #expect(try await desk.run("fees submit F1 --as ann --reason x").code == 1)
        let id = drafts[0]["id"] ?? ""
        try await desk.done("fees submit F1 --draft \(id) --as ann --reason looked")
        let states = try await desk.rows("fees show F1").filter { $0["what"] == "draft" }
        #expect(Set(states.map { $0["state"] }) == ["draft", "inReview"])
    }

    @Test func `a complete file takes away what it leaves out, and says so`() async throws {
        let house = try await published("D0120,61.00\nD1110,57.00\nD0140,40.00\n")
        let desk = house.centre
        let file = try desk.file("c.csv", "Code,Fee\nD0120,61.00\nD1110,\n")
        let line = "fees import \(file) --schedule F1 --map code=Code,amount=Fee --as ann"
        try await desk.done(line)
        #expect(try await desk.rows("fees diff F1").isEmpty)
        try await desk.done(line + " --complete")
        let gone = try await desk.rows("fees diff F1")
        #expect(Set(gone.map { $0["code"] }) == ["D0140", "D1110"])
        #expect(gone.allSatisfy { $0["after"] == nil || $0["after"] == "not listed" })
        // What deserves a look is handed over with a word.
        #expect(try await desk.run("fees submit F1 --as ann").code == 1)
        try await desk.done("fees submit F1 --as ann --reason 'as the letter says'")
    }

    @Test func `a copay table and a share of the usual fee are priced in their own words`()
        async throws
    {
        let house = try await House()
        try await house.addPeople()
        let desk = house.centre
        try await desk.done("create fee-schedule code=CO name=Copays kind=copay offices+=A01")
        for (code, price) in [("D0120", "10.00"), ("D2740", "'50 % UCR'"), ("D9110", "bundled")] {
            try await desk.done("fees set CO \(code) \(price) --as ann")
        }
        let lines = try await desk.rows("fees diff CO")
        #expect(lines.map { $0["code"] } == ["D0120", "D2740", "D9110"])
        #expect(lines[0]["after"] == "10.00")
        #expect(lines[1]["after"]?.contains("50") == true)
        #expect(lines[2]["after"] == "bundled")
        #expect(try await desk.row("fees list")["kind"] == "copay")
    }

    @Test func `a draft that changed after its approval is not published`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.approveFees("F1", "D0120,61.00\n")
        let desk = house.centre
        #expect(
            try await desk.run("fees publish F1 --effective 2027-02-01 --as ann --dry-run").code
                == 0)
        #expect(
            try await desk.refusal("fees set F1 D1110 5.00 --as ann")
                == "the draft is approved: withdraw it first, or import with --new-draft")
        #expect(try await desk.row("fees show F1")["lines"] == "1")
        // What the sentence advises is possible, and nobody has approved what is typed then.
        try await desk.done("fees withdraw F1 --as ann --reason 'one is missing'")
        try await desk.done("fees set F1 D1110 5.00 --as ann")
        #expect(try await desk.run("fees publish F1 --effective 2027-02-01 --as ann").code == 1)
        try await desk.done("fees submit F1 --as ann --reason looked")
        #expect(
            try await desk.refusal("fees set F1 D1120 5.00 --as ann").hasPrefix(
                "the draft is inReview: reject or withdraw it first"))
    }

    @Test func `an office that does not take a version says why`() async throws {
        let house = try await published()
        house.clock.pass(days: 20)
        try house.sync()
        try await house["A01"].done("fees confirm-pms F1 --reject 'no room in the program'")
        try house.sync()
        let row = try await house.centre.row("fees rollout F1")
        #expect(row["state"] == "rejected")
        // The centre may speak for an office, and for none that does not see the schedule.
        try await house.centre.done("fees confirm-pms F1 --office A01 --method 'typed in'")
        #expect(try await house.centre.run("fees confirm-pms F1 --method x").code == 1)
        #expect(try await house.centre.run("fees confirm-pms F1 --office ZZ --method x").code == 1)
    }
}
