import HouseKit
import Testing

/// What payors answer in files: eligibility, authorizations and rosters, each taken once.
struct AnswerImportTests {
    private static let benefits = [
        "EB*1**35", "EB*A*IND*41*****.2****Y", "EB*F*IND*35***23*1500*****Y",
        "EB*F*IND*35***29*1100*****Y", "EB*C*IND*35***23*50*****Y", "EB*C*IND*35***29*0*****Y",
        "EB*C*FAM*35***23*150*****Y", "EB*C*FAM*35***29*100*****Y",
        "EB*F*IND****23***P6*2**Y*AD:D1110", "EB*A*IND*99*****.5****Y",
        "EB*F*IND**********Y*AD:D2391", "DTP*304*D8*20261104", "EB*D*IND*35",
    ]

    private func insured() async throws -> (house: House, coverage: String) {
        let (house, _, coverage) = try await House.priced()
        for line in [
            "create code_group name=preventive uses+=category codes+=D1110 serviceTypes+=41",
            "edit payor P1 coinsuranceDirection=patientPays",
            "edit insurance-plan PL1 planKind=ppoPercentage benefitYearMonth=1",
        ] { try await house.centre.done(line) }
        try house.sync()
        return (house, coverage)
    }

    @Test func `an eligibility answer verifies its coverage once, with what is used`()
        async throws
    {
        let (house, coverage) = try await insured()
        let desk = house.centre
        let path = try desk.file("a.271", AnswerFile.eligibility(Self.benefits))
        let said = try await desk.run("import x12 \(path)").lines
        #expect(
            said == [
                "verifications: 1 active, 0 inactive, 0 here before, 0 without an answer, "
                    + "0 of nobody known here",
                "benefits: 5 rules of plans otherwise, 1 that no rule can say",
                "service types that no code group names: 99",
            ])
        let word = try await desk.row("list benefit_verification")
        #expect(word["method"] == "271" && word["callReference"] == "T1")
        let usage = try await desk.row("list benefit_usage")
        #expect(usage["maximumRemaining"] == "1100.00" && usage["deductibleMet"] == "50.00")
        #expect(usage["familyDeductibleMet"] == "50.00")
        let rules = try await desk.rows("plan rule list PL1").compactMap { $0["rule"] }
        #expect(
            rules.contains {
                $0.hasPrefix("coinsurance, category preventive, in network: the plan")
                    && $0.contains("80.00 %")
            })
        #expect(rules.contains { $0.contains("D1110") && $0.contains("2") })
        #expect(try await desk.run("import x12 \(path)").lines[0].contains("1 here before"))
        #expect(try await desk.rows("list benefit_verification").count == 1)
        #expect(try await desk.rows("verification list").isEmpty)
        _ = coverage
    }

    @Test func `a percentage whose share nobody knows answers nothing`() async throws {
        let (house, _) = try await insured()
        let desk = house.centre
        try await desk.done("edit payor P1 coinsuranceDirection=")
        let file = AnswerFile.eligibility(["EB*1**35", "EB*A*IND*41*****.2****Y"])
        try await desk.done("import x12 \(try desk.file("a.271", file))")
        let rule = try await desk.row("plan rule list PL1")["rule"] ?? ""
        #expect(!rule.contains("80.00 %"))
        try await desk.done("edit payor P1 coinsuranceDirection=planPays")
        let next = AnswerFile.eligibility(
            ["EB*1**35", "EB*A*IND*41*****80****Y"], trace: "T2", control: "000000404")
        try await desk.done("import x12 \(try desk.file("b.271", next))")
        let now = try await desk.row("plan rule list PL1")["rule"] ?? ""
        #expect(now.contains("80.00 %"))
    }

    @Test func `an office's answer proposes what it says of the group's plan`() async throws {
        let (house, _) = try await insured()
        let office = house["A01"]
        let path = try office.file("a.271", AnswerFile.eligibility(Self.benefits))
        try await office.done("import x12 \(path)")
        #expect(try await office.row("coverage list")["state"] == "active")
        try house.sync()
        #expect(try await !house.centre.rows("proposals list").isEmpty)
        #expect(try await house.centre.rows("plan rule list PL1").isEmpty)
    }

    @Test func `an inactive answer ends the coverage, and a refusal verifies nothing`()
        async throws
    {
        let (house, coverage) = try await insured()
        let desk = house.centre
        let refused = AnswerFile.eligibility(["AAA*N**75*C"], control: "000000405")
        let said = try await desk.done("import x12 \(try desk.file("a.271", refused))")
        #expect(said.contains("1 without an answer (75)"))
        let stranger = AnswerFile.eligibility(["EB*1**35"], member: "M9", control: "000000406")
        let other = try await desk.done("import x12 \(try desk.file("b.271", stranger))")
        #expect(other.contains("1 of nobody known here"))
        #expect(try await desk.rows("list benefit_verification").isEmpty)
        let over = AnswerFile.eligibility(
            ["EB*6**35"], dates: ["DTP*346*D8*20260101", "DTP*347*D8*20261231"])
        try await desk.done("import x12 \(try desk.file("c.271", over))")
        let kept = try await desk.fields("coverage", coverage)
        #expect(kept["effectiveThrough"] == "2026-12-31")
        #expect(try await desk.row("coverage list")["state"] == "inactive")
    }

    @Test func `an authorization's answer is its letter, once`() async throws {
        let (house, coverage) = try await insured()
        let desk = house.centre
        let id = try await desk.done(
            "authorization add \(coverage) --service D2391:14 --kind prior")
        let file = AnswerFile.decision("A1", trace: String(id.suffix(8)))
        let path = try desk.file("a.278", file)
        #expect(
            try await desk.done("import x12 \(path)") == "authorizations: 1 approved, 0 denied, "
                + "0 pended, 0 change nothing, 0 without a decision, 0 of requests that are not "
                + "here")
        let row = try await desk.row("authorization list")
        #expect(row["number"] == "PA9" && row["units"] == "2" && row["state"] == "approved")
        #expect(row["from"] == "2027-01-15" && row["through"] == "2027-04-30")
        let steps = try await desk.rows("step list authorization \(id)").map { $0["step"] }
        #expect(steps == ["require", "submit", "approve"])
        #expect(try await desk.done("import x12 \(path)").contains("1 change nothing"))
        let denial = AnswerFile.decision(
            "A3", number: "", trace: "nothing", services: ["HL*5*4*SS*0", "SV3*AD:D2391*210"],
            control: "000000407")
        #expect(
            try await desk.done("import x12 \(try desk.file("b.278", denial))")
                .contains("1 denied"))
        #expect(try await desk.row("authorization list")["state"] == "denied")
        let other = AnswerFile.decision(
            "A1", trace: "nothing", services: ["HL*5*4*SS*0", "SV3*AD:D7240*210"],
            control: "000000408")
        #expect(
            try await desk.done("import x12 \(try desk.file("c.278", other))")
                .contains("1 of requests that are not here"))
    }

    @Test func `a roster ends coverages, takes them up again, and makes nobody a patient`()
        async throws
    {
        let (house, coverage) = try await insured()
        let desk = house.centre
        let end = AnswerFile.roster("024", ["DTP*348*D8*20260201", "DTP*349*D8*20270131"])
        #expect(
            try await desk.done("import x12 \(try desk.file("a.834", end))")
                == "members: 1 coverage changed, 0 as they were, 1 beginning otherwise, "
                + "0 not dental, 0 of nobody known here")
        let kept = try await desk.fields("coverage", coverage)
        #expect(kept["effectiveThrough"] == "2027-01-31")
        #expect(kept["effectiveFrom"] == "2026-01-01")
        let again = AnswerFile.roster("025", ["DTP*348*D8*20260101"], control: "000000409")
        try await desk.done("import x12 \(try desk.file("b.834", again))")
        #expect(try await desk.fields("coverage", coverage)["effectiveThrough"] == nil)
        let vision = AnswerFile.roster("021", [], line: "VIS", control: "000000410")
        #expect(
            try await desk.done("import x12 \(try desk.file("c.834", vision))")
                .contains("1 not dental"))
        #expect(try await desk.rows("list patient").count == 1)
    }
}
