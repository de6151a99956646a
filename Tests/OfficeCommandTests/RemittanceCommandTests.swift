import HouseKit
import Testing

/// Remittances taken in, matched, set beside contracts, and disputed.
struct RemittanceCommandTests {
    private let one = RemittanceFile(claims: [RemittanceFile.Claim()])

    @Test func `a remittance goes in once, and each claim finds whose it is`() async throws {
        let (house, patient, coverage) = try await House.priced()
        let office = house["A01"]
        let file = try office.file("a.835", one.text)
        let rehearsed = try await office.run("import x12 \(file) --dry-run")
        #expect(rehearsed.text.hasPrefix("would be: 1 new remittance, 1 claim, 1 matched"))
        #expect(try await office.rows("remittance list").isEmpty)
        let words = "1 new remittance, 1 claim, 1 matched, 0 waiting, 0 unproven; 0 here before"
        #expect(try await office.run("import x12 \(file)").lines.first == words)
        let row = try await office.row("remittance list")
        #expect(row["amount"] == "120.04" && row["trace"] == "TRACE1" && row["payor"] == "P1")
        #expect(row["claims"] == "1" && row["waiting"] == "0" && row["doubt"] == nil)
        let payment = try await office.row("remittance list \(row["remittance"] ?? "")")
        #expect(payment["office"] == "A01" && payment["doctor"] == "2000000002")
        #expect(payment["matchedBy"]?.contains("member id and name, under the same payor") == true)
        let kept = try await office.fields("claim_payment", payment["payment"] ?? "")
        #expect(kept["patient"] == patient && kept["coverage"] == coverage)
        let again = try await office.run("import x12 \(file)")
        #expect(again.lines.first?.hasSuffix("0 unproven; 1 here before") == true)
        #expect(try await office.rows("list claim_payment").count == 1)
    }

    @Test func `the same content under another control number is the same payment`() async throws {
        let (house, _, _) = try await House.priced()
        let desk = house.centre
        try await desk.done("import x12 \(try desk.file("x.835", one.text))")
        var other = one
        other.control = "000000102"
        let file = try desk.file("y.835", other.text)
        #expect(try await desk.done("import x12 \(file)").contains("1 here before"))
        let id = try await desk.row("remittance list")["remittance"] ?? ""
        #expect(try await desk.fields("remittance", id).list("envelopes").count == 2)
    }

    @Test func `an office sees the claims of its own patients alone`() async throws {
        let (house, _, _) = try await House.priced()
        let centre = house.centre
        let other = try await centre.done(
            "create patient family=Only given=Bea birthDate=1990-01-01 offices+=B01 homeOffice=B01")
        try await centre.done("create coverage patient=\(other) insurancePlan=PL1 memberId=M2")
        var file = one
        file.claims.append(
            RemittanceFile.Claim(number: "PMS2", member: "M2", family: "ONLY", given: "BEA"))
        file.claims.append(RemittanceFile.Claim(number: "PMS3", member: "M9"))
        #expect(
            try await centre.done("import x12 \(try centre.file("x.835", file.text))").contains(
                "3 claims, 2 matched, 1 waiting"))
        try house.sync()
        let claims = { (desk: Seat) in
            try await desk.rows("list claim_payment").compactMap { $0["claimNumber"] }.sorted()
        }
        #expect(try await claims(house["A01"]) == ["PMS1"])
        #expect(try await claims(house["B01"]) == ["PMS2"])
        #expect(try await claims(centre) == ["PMS1", "PMS2", "PMS3"])
    }

    @Test func `what cannot be matched waits with its reason until a person or a record comes`()
        async throws
    {
        let (house, _, coverage) = try await House.priced()
        let desk = house.centre
        var file = one
        file.claims = [
            RemittanceFile.Claim(number: "NAME", family: "OTHER"),
            RemittanceFile.Claim(number: "MEMBER", member: "M7", family: "LATE", given: "CY"),
            RemittanceFile.Claim(number: "DOCTOR", npi: "2000000028"),
            RemittanceFile.Claim(number: "NONE", npi: nil),
        ]
        try await desk.done("import x12 \(try desk.file("x.835", file.text))")
        let waiting = try await desk.rows("remittance waiting")
        #expect(waiting.map { $0["claim"] } == ["NAME", "MEMBER", "DOCTOR", "NONE"])
        let lacks = try waiting.map { try $0.list("lacks").first }
        #expect(
            lacks == [
                "the member id is known, and nobody under it has the patient's name",
                "no coverage here has the member id", "no doctor here has the NPI",
                "the file names no doctor",
            ])
        let none = waiting[3]["payment"] ?? ""
        try await desk.done("remittance match \(none) --doctor 2000000002")
        let name = waiting[0]["payment"] ?? ""
        try await desk.done("remittance match \(name) --coverage \(coverage) --office A01")
        let late = try await desk.done(
            "create patient family=Late given=Cy birthDate=1990-01-01 offices+=B01 homeOffice=B01")
        try await desk.done("create coverage patient=\(late) insurancePlan=PL1 memberId=M7")
        #expect(try await desk.done("remittance match --all").hasPrefix("1 matched, 1 waiting"))
        #expect(try await desk.rows("remittance waiting").map { $0["claim"] } == ["DOCTOR"])
        #expect(try await desk.run("remittance match \(none)").code == 2)
        try house.sync()
        #expect(
            try await house["B01"].rows("list claim_payment").map { $0["claimNumber"] }
                == ["MEMBER"])
    }

    @Test func `what is broken is refused with its place, and a broken set can be left out`()
        async throws
    {
        let desk = try await House().centre
        let cut = try desk.file("cut.835", String(one.text.dropLast(20)))
        let refused = try await desk.run("import x12 \(cut)")
        #expect(refused.code == 1 && refused.text == "nothing was imported")
        #expect(refused.err.contains("segment 17 at byte "))
        var wrong = one
        wrong.cents = 1
        let bad = try desk.file("bad.835", wrong.text)
        let broken = try await desk.run("import x12 \(bad)")
        #expect(broken.code == 1)
        #expect(broken.err.contains("BPR02 is not the sum of its parts"))
        #expect(!broken.err.contains("SHARED"))
        let good = try desk.file("good.835", one.text)
        #expect(try await desk.run("import x12 \(bad) \(good)").code == 1)
        #expect(try await desk.rows("list remittance").isEmpty)
        let taken = try await desk.run("import x12 \(bad) \(good) --skip-bad")
        #expect(taken.code == 0 && taken.text.hasPrefix("1 new remittance"))
        var test = one
        test.isTest = true
        test.trace = "TRACE2"
        let trial = try desk.file("test.835", test.text)
        #expect(try await desk.run("import x12 \(trial)").err.contains("1 set marked as a test"))
        #expect(try await desk.rows("list remittance").count == 1)
        #expect(try await desk.done("import x12 \(trial) --tests").hasPrefix("1 new remittance"))
    }

    @Test func `a correction under the same number is shown as a doubt`() async throws {
        let desk = try await House().centre
        try await desk.done("import x12 \(try desk.file("a.835", one.text))")
        var other = one
        other.claims[0].lines[0].toPatient += 100
        let said = try await desk.run("import x12 \(try desk.file("b.835", other.text))")
        #expect(said.err.contains("has the same number and says something else"))
        let rows = try await desk.rows("remittance list")
        #expect(rows.count == 2 && rows.allSatisfy { $0["doubt"] != nil })
    }

    @Test func `less than the contract of its day is shown to the cent, and disputed`()
        async throws
    {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        var file = one
        // The contract says 150.05 and 80.00; the payor allows 140.05 and 80.00.
        file.claims[0].lines = [
            ("D2391", 21_000, 6_995, 3_001), ("D1110", 9_500, 1_500, 0),
        ]
        file.claims.append(RemittanceFile.Claim(number: "SECOND", status: "2"))
        file.claims[1].lines[0].writtenOff = 9_000
        file.claims.append(RemittanceFile.Claim(number: "DENIED", denial: "B7"))
        try await office.done("import x12 \(try office.file("x.835", file.text))")
        let rows = try await office.row("report R6b").rows("rows")
        #expect(rows.count == 1)
        let row = rows[0]
        #expect(row["code"] == "D2391" && row["short"] == "10.00" && row["paid"] == "110.04")
        #expect(row["contracted"] == "150.05" && row["allowed"] == "140.05")
        #expect(row["basis"]?.contains("schedule PPO version 1 from 2027-01-15") == true)
        let all = try await office.row("report underpayments --all").rows("rows")
        #expect(all.map { $0["code"] }.sorted { ($0 ?? "") < ($1 ?? "") } == ["D1110", "D2391"])
        #expect(try await office.row("report R6b --from 2027-01-16").rows("rows").isEmpty)
        let payment = row["payment"] ?? ""
        let letter = try await office.done("remittance dispute \(payment)")
        for words in ["Payor One", "PPMS1", "150.05", "140.05", "$10.00", "NPI 2000000002"] {
            #expect(letter.contains(words), "\(words)")
        }
        #expect(!letter.contains(payment))
        let services = try await office.rows("remittance show \(payment)")
        #expect(services.map { $0["allowed"] } == ["140.05", "80.00"])
    }

    @Test func `what was taken back is not short, and what took its place is compared`()
        async throws
    {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        var first = one
        first.claims[0].lines = [("D2391", 21_000, 6_995, 3_001)]
        try await office.done("import x12 \(try office.file("a.835", first.text))")
        #expect(try await office.row("report R6b").rows("rows").map { $0["short"] } == ["10.00"])
        var second = one
        second.trace = "TRACE2"
        second.claims = [
            RemittanceFile.Claim(status: "22", lines: [("D2391", -21_000, -6_995, -3_001)]),
            RemittanceFile.Claim(lines: [("D2391", 21_000, 6_195, 3_001)]),
        ]
        try await office.done("import x12 \(try office.file("b.835", second.text))")
        #expect(try await office.row("report R6b").rows("rows").map { $0["short"] } == ["2.00"])
        // As of the day before, nothing was paid.
        #expect(try await office.row("report R6b --as-of 2027-01-13").rows("rows").isEmpty)
    }

    @Test func `nothing is claimed short of what nobody can compare`() async throws {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        var file = one
        file.claims[0].lines = [("D9999", 9_500, 1_500, 0)]
        file.claims.append(RemittanceFile.Claim(number: "EARLY", servedOn: "20270110"))
        try await office.done("import x12 \(try office.file("x.835", file.text))")
        #expect(try await office.row("report R6b").rows("rows").isEmpty)
        let all = try await office.row("report R6b --all").rows("rows")
        #expect(all.map { $0["claim"] } == ["EARLY", "PMS1"])
        #expect(all[0]["basis"]?.contains("no version in force on 2027-01-10") == true)
        #expect(all[1]["basis"]?.hasPrefix("no price in schedule PPO version 1") == true)
        let payment = all[1]["payment"] ?? ""
        #expect(
            try await office.refusal("remittance dispute \(payment)").hasPrefix(
                "nothing of that payment is less than its contract"))
    }
}
