import HouseKit
import Testing

/// One remittance that several offices take in, and what each of them gets to see of it.
struct SharedRemittanceTests {
    /// Patients of A01, of B01, and of nobody here.
    private func group() async throws -> (house: House, file: RemittanceFile) {
        let (house, _, _) = try await House.priced()
        let other = try await house.centre.done(
            "create patient family=Only given=Bea birthDate=1990-01-01 offices+=B01 homeOffice=B01")
        try await house.centre.done(
            "create coverage patient=\(other) insurancePlan=PL1 memberId=M2")
        try house.sync()
        return (
            house,
            RemittanceFile(claims: [
                RemittanceFile.Claim(),
                RemittanceFile.Claim(number: "PMS2", member: "M2", family: "ONLY", given: "BEA"),
                RemittanceFile.Claim(number: "PMS3", member: "M9"),
            ])
        )
    }

    private func claims(_ desk: Seat) async throws -> [String?] {
        try await desk.rows("list claim_payment").map { $0["claimNumber"] }.sorted {
            ($0 ?? "") < ($1 ?? "")
        }
    }

    @Test(arguments: [["A01", "B01"], ["B01", "A01"]])
    func `each office keeps its own, whoever syncs first, and the centre counts once`(
        order: [String]
    ) async throws {
        let (house, file) = try await group()
        for name in order {
            let desk = house[name]
            let said = try await desk.run("import x12 \(try desk.file("x.835", file.text))")
            #expect(said.text.hasPrefix("1 new remittance, 1 claim, 1 matched, 0 waiting"))
            #expect(said.err.contains("left out "))
        }
        for name in order { try house.sync(house[name]) }
        try house.sync()
        let centre = house.centre
        #expect(try await claims(centre) == ["PMS1", "PMS2"])
        #expect(try await centre.rows("remittance list").map { $0["amount"] } == ["360.12"])
        #expect(try await centre.row("remittance list")["claims"] == "2")
        let taken = try await centre.done("import x12 \(try centre.file("x.835", file.text))")
        #expect(taken.hasPrefix("1 new remittance, 1 claim, 0 matched, 1 waiting"))
        try house.sync()
        #expect(try await centre.rows("remittance list").map { $0["claims"] } == ["3"])
        #expect(try await claims(house["A01"]) == ["PMS1"])
        #expect(try await claims(house["B01"]) == ["PMS2"])
        for desk in [centre, house["A01"], house["B01"]] {
            #expect(try await desk.rows("custody list").isEmpty)
            #expect(try await desk.rows("conflicts list").isEmpty)
        }
    }

    @Test func `an office may take in what the centre did, before or after it hears of it`()
        async throws
    {
        let (house, file) = try await group()
        for desk in [house.centre, house["A01"]] {
            try await desk.done("import x12 \(try desk.file("x.835", file.text))")
        }
        try house.sync()
        for desk in [house.centre, house["A01"], house["B01"]] {
            #expect(try await desk.rows("remittance list").count == 1)
            #expect(try await desk.rows("custody list").isEmpty)
            #expect(try await desk.rows("conflicts list").isEmpty)
        }
        let late = house["B01"]
        let said = try await late.done("import x12 \(try late.file("x.835", file.text))")
        #expect(said.hasPrefix("0 new remittances") && said.hasSuffix("1 here before"))
        try house.sync()
        #expect(try await claims(house["B01"]) == ["PMS2"])
        #expect(try await late.rows("custody list").isEmpty)
    }

    @Test func `a payment that was another's leaves the office that it was not for`() async throws {
        let (house, file) = try await group()
        let centre = house.centre
        try await centre.done("import x12 \(try centre.file("x.835", file.text))")
        try house.sync()
        #expect(try await claims(house["A01"]) == ["PMS1"])
        let rows = try await centre.rows("list claim_payment")
        let wrong = rows.first { $0["claimNumber"] == "PMS1" }?["id"] ?? ""
        let coverage = try await centre.rows("list coverage").first { $0["memberId"] == "M2" }
        try await centre.done("remittance match \(wrong) --coverage \(coverage?["id"] ?? "")")
        try house.sync()
        #expect(try await claims(house["A01"]).isEmpty)
        #expect(try await claims(house["B01"]) == ["PMS1", "PMS2"])
    }

    @Test func `a claim of another office is left out, and its patient stays unknown here`()
        async throws
    {
        let (house, _) = try await group()
        let desk = house["B01"]
        let said = try await desk.done("import x12 \(try desk.file("a.837", ClaimFile().text))")
        #expect(said.hasPrefix("0 new claims") && said.hasSuffix("; 1 of other offices left out"))
        #expect(try await desk.rows("claim list --all").isEmpty)
    }

    @Test func `nobody is guessed: one letter, no given name or no payor wait`() async throws {
        let (house, _, _) = try await House.priced()
        let desk = house.centre
        var file = RemittanceFile(claims: [
            RemittanceFile.Claim(given: "P"), RemittanceFile.Claim(number: "NONE", given: ""),
            RemittanceFile.Claim(number: "SECOND", given: "PAT MARIE"),
        ])
        try await desk.done("import x12 \(try desk.file("x.835", file.text))")
        #expect(
            try await desk.rows("remittance waiting").map { $0["claim"] } == ["PMS1", "NONE"])
        file = RemittanceFile(payor: "Somebody Else", claims: [RemittanceFile.Claim()])
        file.trace = "TRACE2"
        try await desk.done("import x12 \(try desk.file("y.835", file.text))")
        let lacks = try await desk.rows("remittance waiting").map { try $0.list("lacks").first }
        #expect(lacks.contains("no payor here goes by the file's name or numbers"))
        // Half a match is nobody's.
        let payments = try await desk.rows("list claim_payment")
        #expect(payments.count { $0["practitioner"] != nil } == 1)
    }
}
