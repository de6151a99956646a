import HouseKit
import Testing

/// Denials: why, what our records say, and what mends it.
struct DenialCommandTests {
    private func file(_ claims: RemittanceFile.Claim...) -> RemittanceFile {
        RemittanceFile(claims: claims)
    }

    /// A denial that says the doctor is not enrolled, while a contract asks for each to be.
    private func denied() async throws -> (house: House, payment: String) {
        let (house, _, _) = try await House.priced()
        let desk = house.centre
        try await desk.done("edit payor_contract C1 providerRule=eachProviderCredentialed")
        try await desk.done("edit payor P1 appealDays=10")
        try house.sync()
        let denied = file(RemittanceFile.Claim(number: "DENIED", denial: "B7"))
        let office = house["A01"]
        try await office.done("import x12 \(try office.file("x.835", denied.text))")
        try house.sync()
        let row = try await desk.row("denial list")
        #expect(row["cause"] == "notEnrolled" && row["appealBy"] == "2027-01-24")
        #expect(row["state"] == "open" && row["charged"] == "210.00")
        #expect(row["fix"] == "bridgework contract enrol C1 --doctors 2000000002")
        return (house, row["payment"] ?? "")
    }

    @Test func `a denial for want of enrolment opens the case that mends it`() async throws {
        let (house, payment) = try await denied()
        let desk = house.centre
        let told = try await desk.row("denial explain \(payment)")
        let facts = try told.list("facts")
        #expect(facts.first == "by our records out-of-network on 2027-01-15")
        #expect(facts.contains("contract C1: no enrolment is on file"))
        let item = try await desk.row("today --kind denial")
        #expect(item["next"] == "bridgework contract enrol C1 --doctors 2000000002")
        #expect(item["due"] == "2027-01-24")
        try await desk.done("contract enrol C1 --doctors 2000000002")
        try house.sync()
        let after = try await desk.row("denial list")
        #expect(after["fix"]?.hasPrefix("bridgework network explain --doctor 2000000002") == true)
        // Our own records know nothing of an end: the report of short payments stays silent.
        #expect(try await desk.row("report R6b --all").rows("rows").isEmpty)
    }

    @Test func `who takes it on has a task with the doctor's case, and its end ends the denial`()
        async throws
    {
        let (house, payment) = try await denied()
        try await house.centre.done("contract enrol C1 --doctors 2000000002")
        try house.sync()
        let office = house["A01"]
        let task = try await office.done("denial open \(payment) --due 2027-02-20")
        let fields = try await office.fields("task", task)
        #expect(fields["title"] == "Denied: the doctor is not enrolled")
        #expect(fields["dueOn"] == "2027-01-24")
        #expect(try fields.list("links").count == 1)
        #expect(try await office.row("denial list")["state"] == "inWork")
        #expect(try await office.rows("today --kind denial").isEmpty)
        #expect(try await office.refusal("denial open \(payment)").hasPrefix("somebody has it"))
        try await office.done("step log task \(task) done")
        #expect(try await office.rows("denial list").isEmpty)
        #expect(try await office.row("denial list --all")["state"] == "done")
    }

    @Test func `a later payment overturns it, and the report counts that`() async throws {
        let (house, _) = try await denied()
        let desk = house.centre
        var later = file(RemittanceFile.Claim(number: "DENIED"))
        later.trace = "TRACE2"
        try await desk.done("import x12 \(try desk.file("y.835", later.text))")
        #expect(try await desk.rows("denial list").isEmpty)
        let row = try await desk.row("report R15").rows("rows")
        #expect(row.map { $0["overturned"] } == ["1"])
        #expect(row.map { $0["overturnedShare"] } == ["100.00"])
        #expect(row.map { $0["open"] } == ["0"])
    }

    @Test(arguments: [
        ("27", "coverageTerminated", "bridgework coverage verify"),
        ("29", "timelyFiling", "bridgework edit payor"),
        ("181", "codeInvalid", "bridgework fees lookup D2391 --on 2027-01-15"),
        ("18", "duplicate", "bridgework remittance show"), ("9999", "other", "bridgework"),
    ])
    func `each cause has its own way on`(reason: String, cause: String, fix: String) async throws {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        let denied = file(RemittanceFile.Claim(denial: reason))
        try await office.done("import x12 \(try office.file("x.835", denied.text))")
        let row = try await office.row("denial list")
        #expect(row["cause"] == cause)
        #expect(row["fix"]?.hasPrefix(fix) == true)
    }

    @Test func `what is paid is no denial`() async throws {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        try await office.done(
            "import x12 \(try office.file("x.835", file(RemittanceFile.Claim()).text))")
        #expect(try await office.rows("denial list --all").isEmpty)
        let payment = try await office.row("list claim_payment")["id"] ?? ""
        #expect(
            try await office.refusal("denial open \(payment)").hasPrefix(
                "nothing of that payment is denied"))
    }
}
