import HouseKit
import Testing

/// Claims registered, checked, answered, followed up and paid.
struct ClaimCommandTests {
    @Test func `a list says how many there are, also where there are none`() async throws {
        let desk = try await House().centre
        for (words, said) in [
            ("claim list", "0 claims"), ("remittance list", "0 remittances"),
            ("remittance waiting", "0 payments"), ("denial list", "0 denied services"),
        ] {
            #expect(try await desk.run(words).said == [said], "\(words)")
        }
    }

    @Test func `claims are registered once, each whose it is, and seen by their office alone`()
        async throws
    {
        let (house, patient, _) = try await House.priced()
        let office = house["A01"]
        var file = ClaimFile()
        file.claims.append(ClaimFile.Claim(number: "PMS2", member: "M9"))
        let path = try office.file("a.837", file.text)
        let words = "2 new claims, 1 matched; 0 here before, 0 of them sent now"
        #expect(try await office.done("import x12 \(path)") == words)
        let rows = try await office.rows("claim list --all")
        #expect(rows.map { $0["number"] } == ["PMS1", "PMS2"])
        #expect(rows.map { $0["state"] } == ["sent", "sent"])
        #expect(rows[0]["doctor"] == "2000000002" && rows[0]["payor"] == "P1")
        #expect(rows[0]["charged"] == "210.00" && rows[0]["office"] == "A01")
        let kept = try await office.fields("claim", rows[0]["claim"] ?? "")
        #expect(kept["patient"] == patient)
        #expect(try await office.done("import x12 \(path)").hasPrefix("0 new claims"))
        try house.sync()
        // The centre takes in what the office has sent already.
        let again = try house.centre.file("b.837", file.text)
        #expect(try await house.centre.done("import x12 \(again)").hasPrefix("0 new claims"))
        #expect(try await house.centre.rows("claim list").count == 2)
        #expect(try await house["B01"].rows("claim list").isEmpty)
        let lines = try await office.run("claim show PMS1 --format csv").lines
        #expect(lines == ["line,code,tooth,servedOn,charged", "1,D2391,14,,210.00"])
        let sheet = try await office.row("claim show PMS1")
        #expect(try sheet.rows("lines").map { $0["code"] } == ["D2391"])
        #expect(try sheet.rows("payments").isEmpty)
    }

    @Test
    func `a claim with nothing against it is let go, and one with a gap is held until mended`()
        async throws
    {
        let (house, _, coverage) = try await House.priced()
        let office = house["A01"]
        try await office.done("coverage verify \(coverage) --method portal --active")
        let path = try office.file("a.837", ClaimFile().text)
        try await office.done("import x12 \(path) --unsent")
        let clear = try await office.run("claim check")
        #expect(clear.err.contains("1 claim looked at, nothing against 1"))
        #expect(try await office.row("claim list")["state"] == "checked")
        try house.sync()
        try await house.centre.done("edit payor_contract C1 providerRule=eachProviderCredentialed")
        try house.sync()
        let reason = try await office.row("claim check")
        #expect(reason["kind"] == "network")
        #expect(
            reason["reason"] == "out-of-network on 2027-01-15: contract C1, no enrolment is on file"
        )
        #expect(reason["fix"]?.hasPrefix("bridgework network explain --doctor 2000000002") == true)
        #expect(try await office.row("claim list")["state"] == "held")
        #expect(try await office.row("report R12").rows("rows").map { $0["kind"] } == ["network"])
        try house.sync()
        try await house.centre.done("edit payor_contract C1 providerRule=groupCredentialed")
        try house.sync()
        #expect(try await office.rows("claim check").isEmpty)
        #expect(try await office.row("claim list")["state"] == "checked")
        // The same file, once it went out, sends what stood as a draft.
        #expect(try await office.done("import x12 \(path)").hasSuffix("1 of them sent now"))
        #expect(try await office.row("claim list")["state"] == "sent")
    }

    @Test func `each thing against a claim is found, with its way out`() async throws {
        let (house, _, coverage) = try await House.priced()
        let centre = house.centre
        for line in [
            "edit payor P1 timelyFilingDays=90",
            "edit coverage \(coverage) effectiveFrom=2026-01-01 effectiveThrough=2026-12-31",
            "create credential practitioner=2000000002 kind=licence issuedOn=2020-01-01 "
                + "expiresOn=2026-12-31",
        ] { try await centre.done(line) }
        try house.sync()
        let office = house["A01"]
        var file = ClaimFile()
        file.claims[0].total = "200"
        file.claims.append(ClaimFile.Claim(number: "TWICE"))
        file.claims.append(ClaimFile.Claim(number: "STRANGE", member: "M9", npi: "2000000028"))
        file.claims.append(ClaimFile.Claim(number: "LATE", servedOn: "20260901"))
        try await office.done("import x12 \(try office.file("a.837", file.text)) --unsent")
        let rows = try await office.rows("claim check")
        let kinds = { (number: String) in
            Set(rows.filter { $0["number"] == number }.compactMap { $0["kind"] })
        }
        #expect(kinds("PMS1") == ["sum", "coverage", "doctor", "duplicate"])
        #expect(kinds("TWICE") == ["coverage", "doctor", "duplicate"])
        #expect(kinds("STRANGE") == ["unmatched"])
        #expect(kinds("LATE") == ["filing"])
        #expect(rows.allSatisfy { $0["fix"]?.isEmpty == false })
        let late = rows.first { $0["kind"] == "filing" }
        #expect(late?["reason"] == "the payor took claims of 2026-09-01 until 2026-11-30")
        #expect(try await office.rows("claim list").allSatisfy { $0["state"] == "held" })
    }

    @Test func `a person says whose a claim is`() async throws {
        let (house, patient, coverage) = try await House.priced()
        let desk = house.centre
        var file = ClaimFile()
        file.claims[0].member = "M9"
        file.claims[0].npi = "2000000028"
        try await desk.done("import x12 \(try desk.file("a.837", file.text)) --unsent")
        #expect(
            try await desk.rows("claim check").map { $0["kind"] } == ["unmatched", "unmatched"])
        #expect(try await desk.run("claim match PMS1").code == 1)
        try await desk.done("claim match PMS1 --coverage \(coverage) --doctor 2000000002")
        let row = try await desk.row("claim list")
        #expect(row["doctor"] == "2000000002" && row["payor"] == "P1")
        let kept = try await desk.fields("claim", row["claim"] ?? "")
        #expect(kept["patient"] == patient && kept["matchedBy"] == "matched by a person")
        #expect(try await desk.rows("claim check").allSatisfy { $0["kind"] != "unmatched" })
    }

    @Test func `answers move their claims, once, and say what they are not about`() async throws {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        var file = ClaimFile()
        file.claims.append(ClaimFile.Claim(number: "PMS2", servedOn: "20270114"))
        try await office.done("import x12 \(try office.file("a.837", file.text))")
        let answer = ClaimFile.answer([
            ("PMS1", "A2:20", "WQ"), ("PMS2", "A7:562", "U"), ("NONE", "A2:20", "WQ"),
        ])
        let path = try office.file("b.277", answer)
        let words = "answers: 1 accepted, 1 rejected, 0 want more, 0 change nothing, "
        #expect(
            try await office.done("import x12 \(path)") == words + "1 of claims that are not here")
        let states = try await office.rows("claim list").map { [$0["number"], $0["state"]] }
        #expect(states == [["PMS2", "rejected"], ["PMS1", "acknowledged"]])
        #expect(try await office.done("import x12 \(path)").contains("2 change nothing"))
        let steps = try await office.rows("step list claim \(try await id(of: "PMS2", office))")
        #expect(steps.map { $0["step"] } == ["send", "reject"])
        #expect(steps.last?["comment"] == "A7 562")
        try await office.done("claim step PMS2 resubmit")
        let receipt = ClaimFile.receipt(group: "7", set: "0001", verdict: "R")
        #expect(
            try await office.done("import x12 \(try office.file("c.999", receipt))").hasPrefix(
                "answers: 0 accepted, 2 rejected"))
    }

    private func id(of number: String, _ desk: Seat) async throws -> String {
        try await desk.rows("claim list --all").first { $0["number"] == number }?["claim"] ?? ""
    }

    @Test func `what was paid is read from remittances, and a denial may be appealed`()
        async throws
    {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        var file = ClaimFile()
        file.claims.append(ClaimFile.Claim(number: "PMS2", servedOn: "20270114"))
        try await office.done("import x12 \(try office.file("a.837", file.text))")
        let paid = RemittanceFile(claims: [
            RemittanceFile.Claim(),
            RemittanceFile.Claim(number: "PMS2", denial: "16", servedOn: "20270114"),
        ])
        try await office.done("import x12 \(try office.file("b.835", paid.text))")
        let states = try await office.rows("claim list").map { [$0["number"], $0["state"]] }
        #expect(states == [["PMS2", "denied"], ["PMS1", "paid"]])
        let outstanding = try await office.row("report R8").rows("rows")
        #expect(outstanding.map { $0["number"] } == ["PMS2"])
        try await office.done("claim step PMS1 close")
        #expect(try await office.rows("claim list").map { $0["number"] } == ["PMS2"])
        #expect(try await office.refusal("claim step PMS2 overturn").contains("denied"))
        #expect(try await office.run("claim step PMS2 appeal").code == 1)
        try house.sync()
        // One gives it up while the other appeals: the appeal is shown, and a person decides.
        try await office.done("claim step PMS2 writeOff --comment small")
        try await house.centre.done("claim step PMS2 appeal --comment 'level 1'")
        try house.sync()
        for desk in [office, house.centre] {
            #expect(try await desk.row("claim list")["state"] == "appealed")
        }
        #expect(try await house.centre.rows("conflicts list").count == 1)
    }

    @Test func `who waits too long is to be followed up, until somebody says when to look again`()
        async throws
    {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        try await office.done("import x12 \(try office.file("a.837", ClaimFile().text))")
        #expect(try await office.row("claim list")["state"] == "sent")
        house.clock.pass(days: 30)
        #expect(try await office.row("claim list --state followUp")["number"] == "PMS1")
        #expect(try await office.row("report R8").rows("rows").map { $0["days"] } == ["30"])
        try await office.done(
            "claim step PMS1 contact --comment 'in process' --reference R7 --next 2027-03-01")
        #expect(try await office.row("claim list")["state"] == "pending")
        #expect(try await office.row("report R8").rows("rows").isEmpty)
        #expect(try await office.row("report R8 --all").rows("rows").count == 1)
        #expect(try await office.misuse("claim list --state nowhere").hasPrefix("Error: There is"))
    }
}
