import HouseKit
import Testing

/// Claims of patients whom a second plan covers: what the first paid, and who asks the second.
struct SecondaryClaimTests {
    /// Pat with a second plan that coordinates, and a first claim that is out.
    private func covered() async throws -> (house: House, second: String) {
        let (house, patient, first) = try await House.priced()
        for line in [
            "create payor code=P2 'name=Payor Two'",
            "create insurance-plan code=PL2 payor=P2 'groupName=Plan Two' cobRule=standard",
        ] { try await house.centre.done(line) }
        let second = try await house.centre.done(
            "create coverage patient=\(patient) insurancePlan=PL2 relationship=self memberId=M2 "
                + "effectiveFrom=2026-01-01")
        for coverage in [first, second] {
            try await house.centre.done("coverage verify \(coverage) --method phone --active")
        }
        try await house.centre.done(
            "coverage order \(patient) --from 2026-01-01 --primary \(first) --secondary \(second)")
        try house.sync()
        let office = house["A01"]
        try await office.done("import x12 \(try office.file("a.837", ClaimFile().text))")
        return (house, second)
    }

    private func pay(
        _ claim: RemittanceFile.Claim, _ desk: Seat, trace: String, on day: String = "20270114"
    ) async throws {
        let file = RemittanceFile(trace: trace, paidOn: day, claims: [claim])
        try await desk.done("import x12 \(try desk.file("\(trace).835", file.text))")
    }

    /// The claim to the second plan, as the practice's software writes it.
    private var secondary: String {
        var file = ClaimFile()
        file.claims[0].member = "M2"
        file.claims[0].number = "PMS1S"
        file.control = "000000202"
        return file.text.replacing("SBR*P*18", with: "SBR*S*18")
            .replacing("PAYOR ONE*****PI*P1", with: "PAYOR TWO*****PI*P2")
    }

    @Test func `once the first payor has answered, the second is to be asked, with the figures`()
        async throws
    {
        let (house, second) = try await covered()
        let desk = house["A01"]
        #expect(try await desk.rows("claim secondary").isEmpty)
        #expect(try await desk.refusal("claim secondary PMS1").contains("has not answered"))
        try await pay(.init(), desk, trace: "TRACE1")
        let row = try await desk.row("claim secondary")
        #expect(row["number"] == "PMS1" && row["primary"] == "P1" && row["secondary"] == "P2")
        #expect(row["primaryPaid"] == "120.04" && row["left"] == "30.01")
        #expect(row["cobRule"] == "standard" && row["coverage"] == second)
        #expect(row["standing"] == "not asked yet")
        let shown = try await desk.run("claim secondary PMS1 --format csv")
        #expect(shown.text.contains("CO 45 59.95") && shown.text.contains("PR 2 30.01"))
        #expect(shown.said.contains { $0.contains("paid 120.04 and leaves 30.01") })
        let today = try await desk.rows("today --kind claim").map { $0["about"] ?? "" }
        #expect(today.contains { $0.contains("1 claim that a second plan is to be asked about") })
        #expect(try await desk.misuse("claim secondary PMS1 --all").contains("Name a claim"))
    }

    @Test func `a second claim waits for the first payor, and then it is asked`() async throws {
        let (house, _) = try await covered()
        let desk = house["A01"]
        try await desk.done("import x12 --unsent \(try desk.file("s.837", secondary))")
        let held = try await desk.rows("claim check PMS1S").compactMap { $0["kind"] }
        #expect(held.contains("coordination"))
        try await pay(.init(), desk, trace: "TRACE1")
        let free = try await desk.rows("claim check PMS1S").compactMap { $0["kind"] }
        #expect(!free.contains("coordination"))
        #expect(try await desk.rows("claim secondary").isEmpty)
        let all = try await desk.row("claim secondary --all")
        #expect(all["standing"]?.hasPrefix("asked by claim ") == true)
    }

    @Test func `what a payor forwards or takes back is not sent again`() async throws {
        let (house, _) = try await covered()
        let desk = house["A01"]
        var claim = RemittanceFile.Claim()
        claim.status = "19"
        try await pay(claim, desk, trace: "TRACE1")
        #expect(try await desk.rows("claim secondary").isEmpty)
        #expect(
            try await desk.row("claim secondary --all")["standing"]?.contains("forwarded") == true)
        var back = RemittanceFile.Claim()
        back.status = "22"
        back.lines = [("D2391", -21_000, -5_995, -3_001)]
        try await pay(back, desk, trace: "TRACE2", on: "20270115")
        #expect(try await desk.rows("claim secondary --all").isEmpty)
    }

    @Test func `where nobody said which plan is second, somebody is asked to`() async throws {
        let (house, _) = try await covered()
        let desk = house["A01"]
        try await pay(.init(), desk, trace: "TRACE1")
        let patient = try await desk.row("list patient")["id"] ?? ""
        let other = try await desk.row("claim secondary")["coverage"] ?? ""
        let first =
            try await desk.rows("list coverage").compactMap { $0["id"] }
            .first { $0 != other } ?? ""
        let order = "coverage order \(patient) --from 2026-06-01"
        try await desk.done("\(order) --primary \(other) --secondary \(first)")
        try await house.centre.done("\(order) --primary \(first) --secondary \(other)")
        try house.sync()
        try house.sync()
        let row = try await desk.row("claim secondary")
        #expect(row["standing"]?.contains("conflict") == true && row["secondary"] == nil)
    }

    @Test func `a patient's balance waits for the second plan`() async throws {
        let (house, _) = try await covered()
        let desk = house["A01"]
        let patient = try await desk.row("list patient")["id"] ?? ""
        let office = try await desk.row("list office --where code=A01")["id"] ?? ""
        try await desk.done("edit patient \(patient) externalIds+=\(office);pms;77")
        let head =
            "office_code,item_number,as_of,class,service_date,amount,patient_system,"
            + "patient_number\n"
        let rows = "A01,L1,2027-01-15,patient,2027-01-15,30.01,pms,77\n"
        try await desk.done("import receivables \(try desk.file("r.csv", head + rows))")
        try await pay(.init(), desk, trace: "TRACE1")
        let row = try await desk.row("report R14 --all").rows("rows")[0]
        #expect(row["isReady"] == "false")
        #expect(row["why"] == "the second plan of claim PMS1: not asked yet")
    }
}
