import HouseKit
import Testing

/// Denials appealed level by level, each in time.
struct AppealCommandTests {
    /// A claim that was denied, and its payment.
    private func denied() async throws -> (house: House, payment: String) {
        let (house, _, _) = try await House.priced()
        try await house.centre.done("edit payor P1 appealDays=60 appealLevels=2")
        try house.sync()
        let office = house["A01"]
        try await office.done("import x12 \(try office.file("a.837", ClaimFile().text))")
        let paid = RemittanceFile(claims: [RemittanceFile.Claim(denial: "16")])
        try await office.done("import x12 \(try office.file("b.835", paid.text))")
        return (house, try await office.row("denial list")["payment"] ?? "")
    }

    @Test func `an appeal goes level by level, and its claim with it`() async throws {
        let (house, payment) = try await denied()
        let office = house["A01"]
        let first = try await office.done("appeal open \(payment)")
        var row = try await office.row("appeal list")
        #expect(row["id"] == first && row["claim"] == "PMS1" && row["level"] == "1")
        #expect(row["asked"] == "210.00" && row["cause"] == "missingInfo")
        #expect(row["dueOn"] == "2027-03-15" && row["daysLeft"] == "59")
        #expect(try await office.row("denial list")["state"] == "inWork")
        #expect(try await office.refusal("appeal open \(payment)").contains("level 1"))
        #expect(try await office.run("appeal step \(first) uphold").code == 1)
        let letter = try await office.run("appeal letter \(first)").out
        #expect(letter.contains("PMS1") && letter.contains("CO 16"))
        try await office.done("appeal step \(first) file --reference FAX9")
        #expect(try await office.row("claim list")["state"] == "appealed")
        try await office.done("appeal step \(first) uphold")
        #expect(try await office.row("claim list --all")["state"] == "appealLost")
        let second = try await office.done("appeal open \(payment) --due 2027-02-01")
        row = try await office.row("appeal list")
        #expect(row["id"] == second && row["level"] == "2" && row["dueOn"] == "2027-02-01")
        try await office.done("appeal step \(second) withdraw --comment small")
        #expect(try await office.refusal("appeal open \(payment)").contains("2 levels"))
        let cause = try await office.row("report R15").rows("rows")[0]
        #expect(cause["appeals"] == "1" && cause["won"] == "0")
    }

    @Test func `two who open one appeal open one, and the earlier day counts`() async throws {
        let (house, payment) = try await denied()
        try house.sync()
        let office = house["A01"]
        let own = try await office.done("appeal open \(payment) --due 2027-03-01")
        let theirs = try await house.centre.row("denial list")["payment"] ?? ""
        let other = try await house.centre.done("appeal open \(theirs) --due 2027-02-20")
        #expect(own == other)
        try house.sync()
        for desk in [office, house.centre] {
            #expect(try await desk.row("appeal list")["dueOn"] == "2027-02-20")
        }
        #expect(try await house.centre.rows("conflicts list").isEmpty)
        house.clock.pass(days: 30)
        let due = try await office.rows("today --kind denial").map { $0["due"] }
        #expect(due.contains("2027-02-20"))
    }

    @Test func `an appeal that is won is counted, and cannot be made again`() async throws {
        let (house, payment) = try await denied()
        let office = house["A01"]
        let first = try await office.done("appeal open \(payment)")
        try await office.done("appeal step \(first) file")
        try await office.done("appeal step \(first) overturn --comment 'they pay'")
        #expect(try await office.refusal("appeal open \(payment)").contains("gave in"))
        #expect(try await office.rows("appeal list").isEmpty)
        #expect(try await office.rows("appeal list --all").count == 1)
        let cause = try await office.row("report R15").rows("rows")[0]
        #expect(cause["appeals"] == "1" && cause["won"] == "1" && cause["wonShare"] == "100.00")
    }
}
