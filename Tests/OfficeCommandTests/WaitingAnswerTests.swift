import HouseKit
import Testing

/// Answers of payors of which nobody could tell whose they are: they wait, a person says it, and
/// the next of that kind is known.
struct WaitingAnswerTests {
    private static let active = ["EB*1**35"]

    /// Takes a file in.
    private func take(_ text: String, _ desk: Seat, _ name: String) async throws -> String {
        try await desk.done("import x12 \(try desk.file(name, text))")
    }

    @Test
    func `an answer of nobody known waits once, and verifies the coverage that a person names`()
        async throws
    {
        let (house, _, coverage) = try await House.priced()
        let desk = house.centre
        let file = AnswerFile.eligibility(Self.active, member: "M9")
        #expect(
            try await take(file, desk, "a.271").hasSuffix(
                "1 of nobody known here; 1 of them wait: `bridgework answer list`"))
        #expect(try await take(file, desk, "a.271").contains("1 of them wait"))
        let row = try await desk.row("answer list")
        #expect(row["kind"] == "271" && row["memberId"] == "M9" && row["name"] == "SHARED, PAT")
        #expect(row["says"] == "active, 1 benefit" && row["saidOn"] == "2027-01-15")
        #expect(row["birthDate"] == "1980-01-01" && row["payor"] == "PAYOR ONE")
        #expect(row["lacks"]?.contains("no coverage here has the member id") == true)
        #expect(
            try await desk.rows("today").contains {
                $0["about"]?.contains("1 answer of payors matched to nobody") == true
            })
        try await desk.done("answer match \(row["id"] ?? "") --coverage \(coverage)")
        #expect(try await desk.rows("answer list").isEmpty)
        #expect(try await desk.row("list benefit_verification")["method"] == "271")
        #expect(try await desk.row("coverage list")["state"] == "active")
        #expect(try await take(file, desk, "a.271").contains("1 here before"))
    }

    @Test func `what a person matched once is known the next time, in every kind of file`()
        async throws
    {
        let (house, _, coverage) = try await House.priced()
        let desk = house.centre
        _ = try await take(AnswerFile.eligibility(Self.active, member: "M9"), desk, "a.271")
        let id = try await desk.row("answer list")["id"] ?? ""
        try await desk.done("answer match \(id) --coverage \(coverage)")
        let next = AnswerFile.eligibility(
            Self.active, member: "M9", trace: "T2", control: "000000404")
        #expect(try await take(next, desk, "b.271").contains("1 active"))
        var claim = RemittanceFile.Claim()
        claim.member = "M9"
        let paid = RemittanceFile(claims: [claim])
        #expect(try await take(paid.text, desk, "c.835").contains("1 matched, 0 waiting"))
        let payment = try await desk.row("list claim_payment")
        #expect(payment["coverage"] == coverage)
        #expect(payment["matchedBy"]?.contains("as a person matched the same before") == true)
        // Another first name under the same id is another person.
        let other = AnswerFile.eligibility(
            Self.active, member: "M9", given: "TED", control: "000000405")
        #expect(try await take(other, desk, "d.271").contains("1 of nobody known here"))
    }

    @Test func `a payment that a person matched teaches the next one`() async throws {
        let (house, _, coverage) = try await House.priced()
        let desk = house.centre
        var claim = RemittanceFile.Claim()
        claim.family = "SHARD"
        _ = try await take(RemittanceFile(claims: [claim]).text, desk, "a.835")
        let id = try await desk.row("remittance waiting")["payment"] ?? ""
        try await desk.done("remittance match \(id) --coverage \(coverage)")
        claim.number = "PMS2"
        let next = RemittanceFile(trace: "TRACE2", claims: [claim], control: "000000103")
        #expect(try await take(next.text, desk, "b.835").contains("1 matched, 0 waiting"))
    }

    @Test func `a decision waits for its request, and goes to the one that a person names`()
        async throws
    {
        let (house, _, coverage) = try await House.priced()
        let desk = house.centre
        let file = AnswerFile.decision(
            "A1", trace: "nothing", services: ["HL*5*4*SS*0", "SV3*AD:D7240*210"])
        #expect(try await take(file, desk, "a.278").contains("1 of them wait"))
        let row = try await desk.row("answer list")
        #expect(row["says"] == "approved PA9 D7240")
        #expect(row["lacks"]?.contains("its patient is known") == true)
        let match = "answer match \(row["id"] ?? "") --coverage \(coverage)"
        #expect(try await desk.refusal(match).contains("no one open authorization"))
        #expect(try await desk.run("answer match --all").lines.first == "0 matched, 1 waiting")
        let ask = "authorization add \(coverage) --service D7240:17 --kind prior"
        let one = try await desk.done(ask)
        let other = try await desk.done(ask)
        #expect(try await desk.refusal(match).contains("no one open authorization"))
        try await desk.done("\(match) --authorization \(other)")
        let states = try await desk.rows("authorization list").reduce(into: [:]) {
            $0[$1["id"] ?? ""] = $1["state"]
        }
        #expect(states[one] == "required" && states[other] == "approved")
        #expect(try await desk.rows("answer list").isEmpty)
    }

    @Test func `what came in since matches what waited`() async throws {
        let (house, patient, _) = try await House.priced()
        let desk = house.centre
        _ = try await take(AnswerFile.eligibility(Self.active, member: "M9"), desk, "a.271")
        try await desk.done("create coverage patient=\(patient) insurancePlan=PL1 memberId=M9")
        #expect(
            try await desk.row("answer list")["lacks"]?.contains("answer match --all") == true)
        #expect(try await desk.run("answer match --all").lines.first == "1 matched, 0 waiting")
        #expect(try await desk.rows("answer list").isEmpty)
    }

    @Test func `of an employer's people nobody is kept who is a stranger to the group`()
        async throws
    {
        let (house, _, coverage) = try await House.priced()
        let desk = house.centre
        let end = ["DTP*349*D8*20270131"]
        let stranger = AnswerFile.roster("024", end).replacing("0F*M1", with: "0F*M77")
        #expect(try await take(stranger, desk, "a.834").hasSuffix("1 of nobody known here"))
        #expect(try await desk.rows("list waiting_answer").isEmpty)
        let known = AnswerFile.roster("024", end).replacing("PAT", with: "PATRICIA")
        #expect(try await take(known, desk, "b.834").contains("1 of them wait"))
        let row = try await desk.row("answer list")
        #expect(row["kind"] == "834" && row["says"] == "covered ? to 2027-01-31")
        try await desk.done("answer match \(row["id"] ?? "") --coverage \(coverage)")
        let kept = try await desk.fields("coverage", coverage)
        #expect(kept["effectiveThrough"] == "2027-01-31")
        #expect(kept["effectiveFrom"] == "2026-01-01")
    }

    @Test func `an office keeps answers of members whom it knows, and shows them to no other`()
        async throws
    {
        let (house, _, _) = try await House.priced()
        let office = house["A01"]
        let stranger = AnswerFile.eligibility(Self.active, member: "M9")
        #expect(try await take(stranger, office, "a.271").hasSuffix("1 of nobody known here"))
        #expect(try await office.rows("list waiting_answer").isEmpty)
        let known = AnswerFile.eligibility(Self.active, given: "PATRICIA", control: "000000404")
        #expect(try await take(known, office, "b.271").contains("1 of them wait"))
        try house.sync()
        #expect(try await house.centre.rows("answer list").count == 1)
        #expect(try await house["B01"].rows("list waiting_answer").isEmpty)
    }

    @Test func `two who match one answer otherwise make a conflict, and teach nothing`()
        async throws
    {
        let (house, patient, coverage) = try await House.priced()
        let centre = house.centre
        let office = house["A01"]
        let other = try await centre.done(
            "create coverage patient=\(patient) insurancePlan=PL1 memberId=M2")
        try house.sync()
        let file = AnswerFile.eligibility(Self.active, given: "PATRICIA")
        _ = try await take(file, office, "a.271")
        try house.sync()
        let id = try await office.row("answer list")["id"] ?? ""
        try await office.done("answer match \(id) --coverage \(coverage)")
        try await centre.done("answer match \(id) --coverage \(other)")
        try house.sync()
        try house.sync()
        for desk in [office, centre] {
            let row = try await desk.row("answer list")
            #expect(row["lacks"]?.contains("two people matched it otherwise") == true)
        }
        #expect(
            try await centre.rows("conflicts list").contains { $0["type"] == "waiting_answer" })
        let next = AnswerFile.eligibility(
            Self.active, given: "PATRICIA", trace: "T2", control: "000000404")
        #expect(try await take(next, centre, "b.271").contains("1 of nobody known here"))
    }

    @Test func `what cannot be done is refused with what to do, and changes nothing`()
        async throws
    {
        let (house, _, coverage) = try await House.priced()
        let desk = house.centre
        let request = try await desk.done(
            "authorization add \(coverage) --service D7240:17 --kind prior")
        let file = AnswerFile.eligibility(Self.active, member: "M9")
        _ = try await take(file, desk, "a.271")
        let id = try await desk.row("answer list")["id"] ?? ""
        let match = "answer match \(id) --coverage"
        #expect(
            try await desk.refusal("\(match) \(coverage) --authorization \(request)")
                .contains("a 271 answers no request"))
        #expect(try await desk.run("\(match) 00000000").code == 1)
        #expect(try await desk.run("answer match 00000000 --coverage \(coverage)").code == 1)
        #expect(try await desk.misuse("answer match \(id)").contains("--coverage"))
        #expect(try await desk.misuse("answer match").contains("Name an answer"))
        #expect(try await desk.misuse("answer match --all --coverage X").contains("no coverage"))
        #expect(try await desk.rows("list benefit_verification").isEmpty)
        #expect(try await desk.row("answer list")["id"] == id)
        try await desk.done("answer drop \(id)")
        #expect(try await desk.rows("answer list").isEmpty)
        #expect(try await desk.refusal("\(match) \(coverage)").contains("it was dropped"))
        #expect(try await take(file, desk, "a.271").hasSuffix("1 of nobody known here"))
        try await desk.done("edit waiting_answer \(id) --lifecycle active")
        try await desk.done("\(match) \(coverage)")
        #expect(try await desk.refusal("\(match) \(coverage)").contains("it is matched"))
        // A refusal verifies nothing, whosever it is.
        let refused = AnswerFile.eligibility(
            ["AAA*N**75*C"], member: "M8", control: "000000405")
        #expect(try await take(refused, desk, "b.271").hasSuffix("1 of nobody known here"))
    }
}
