import HouseKit
import Testing

/// Which claim a payment is of, and what it comes to.
struct ClaimPaymentTests {
    private func take(_ file: RemittanceFile, _ trace: String, at desk: Seat) async throws {
        var file = file
        file.trace = trace
        try await desk.done("import x12 \(try desk.file(trace + ".835", file.text))")
    }

    private func states(_ desk: Seat) async throws -> [String?] {
        try await desk.rows("claim list --all").map { $0["state"] }
    }

    @Test func `a number that is used again marks no other claim paid`() async throws {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        var file = ClaimFile()
        // The same number: another day, another charge.
        file.claims[0].servedOn = "20270112"
        file.claims.append(ClaimFile.Claim(servedOn: "20270113"))
        file.claims.append(
            ClaimFile.Claim(servedOn: "20270112", lines: [("D2391", 150, "14")]))
        try await office.done("import x12 \(try office.file("a.837", file.text))")
        try await take(
            RemittanceFile(claims: [RemittanceFile.Claim(servedOn: "20270112")]), "T1", at: office)
        let rows = try await office.rows("claim list --all")
        let paid = rows.filter { $0["state"] == "paid" }
        #expect(rows.count == 3 && paid.count == 1)
        #expect(paid.first?["charged"] == "210.00" && paid.first?["servedOn"] == "2027-01-12")
    }

    @Test func `a replacement is not denied by what the first one was answered`() async throws {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        var file = ClaimFile()
        try await office.done("import x12 \(try office.file("a.837", file.text))")
        let denied = RemittanceFile(
            paidOn: "20270114", claims: [RemittanceFile.Claim(denial: "16")])
        try await take(denied, "T1", at: office)
        file.claims[0].frequency = "7"
        file.sentOn = "20270115"
        try await office.done("import x12 \(try office.file("b.837", file.text))")
        #expect(try await states(office).sorted { ($0 ?? "") < ($1 ?? "") } == ["denied", "sent"])
    }

    @Test func `what is only taken back, or was not for the payor, is not paid`() async throws {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        try await office.done("import x12 \(try office.file("a.837", ClaimFile().text))")
        let other = RemittanceFile.Claim(status: "23", lines: [("D2391", 21_000, 21_000, 0)])
        try await take(RemittanceFile(claims: [other]), "T1", at: office)
        #expect(try await states(office) == ["sent"])
        try await take(RemittanceFile(claims: [RemittanceFile.Claim()]), "T2", at: office)
        #expect(try await states(office) == ["paid"])
        let back = RemittanceFile.Claim(status: "22", lines: [("D2391", -21_000, -5_995, -3_001)])
        try await take(RemittanceFile(paidOn: "20270115", claims: [back]), "T3", at: office)
        #expect(try await states(office) == ["sent"])
        // No letter asks for what was taken back.
        let first = try await office.rows("list claim_payment").first { $0["payorStatus"] == "1" }
        #expect(
            try await office.refusal("remittance dispute \(first?["id"] ?? "")").hasPrefix(
                "nothing of that payment is less"))
    }

    @Test func `a claim denied as a whole, or to the patient's charge, reaches somebody`()
        async throws
    {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        let file = RemittanceFile(
            claims: [
                RemittanceFile.Claim(number: "WHOLE", status: "4", denial: "29", isWhole: true),
                RemittanceFile.Claim(
                    number: "PATIENT", status: "4", denial: "27", denialGroup: "PR"),
                RemittanceFile.Claim(
                    number: "LATER", status: "2", lines: [("D2391", 21_000, 0, 0)],
                    afterOther: 21_000),
            ], account: 500)
        try await take(file, "T1", at: office)
        let rows = try await office.rows("denial list")
        let causes = Dictionary(uniqueKeysWithValues: rows.map { ($0["claim"], $0["cause"]) })
        #expect(causes == ["WHOLE": "timelyFiling", "PATIENT": "coverageTerminated"])
        let shown = try await office.run("remittance show \(rows[0]["payment"] ?? "")")
        #expect(shown.err.contains("beside its claims: WO OLD, 5.00"))
    }

    @Test func `a payment that does not come out is somebody's to ask about`() async throws {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        let text = RemittanceFile(claims: [RemittanceFile.Claim()]).text
            .replacing("CAS*PR*2*30.01", with: "CAS*PR*2*30.02")
        try await office.done("import x12 \(try office.file("x.835", text))")
        let about = try await office.rows("today --kind payment").map { $0["about"] }
        #expect(about == ["1 payment whose own sums do not come out"])
    }

    @Test func `what is turned away beside good news of the same run is not lost`() async throws {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        try await house.centre.done("edit payor P1 timelyFilingDays=10")
        try house.sync()
        let claims = try office.file("a.837", ClaimFile().text)
        let answers = ClaimFile.answer([("PMS1", "A2:20", "WQ"), ("PMS1", "A7:562", "U")])
        let path = try office.file("b.277", answers)
        let said = try await office.done("import x12 \(path) \(claims)")
        #expect(said.contains("answers: 0 accepted, 1 rejected, 0 want more, 1 change nothing"))
        #expect(try await states(office) == ["rejected"])
        // The payor has nothing yet: its last day still counts.
        #expect(try await office.row("claim list")["fileBy"] == "2027-01-25")
        #expect(
            try await office.row("report R12").rows("rows").map { $0["kind"] }.contains("filing"))
    }

    @Test func `a receipt that two interchanges fit is nobody's`() async throws {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        var file = ClaimFile()
        try await office.done("import x12 \(try office.file("a.837", file.text))")
        file.control = "000000202"
        file.claims[0].number = "PMS2"
        try await office.done("import x12 \(try office.file("b.837", file.text))")
        let receipt = ClaimFile.receipt(group: "7", set: "0001", verdict: "R")
        #expect(
            try await office.done("import x12 \(try office.file("c.999", receipt))").hasSuffix(
                "1 of claims that are not here"))
        #expect(try await states(office) == ["sent", "sent"])
    }
}
