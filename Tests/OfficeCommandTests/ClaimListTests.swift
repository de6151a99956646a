import HouseKit
import Testing

/// Claims that the practice's software lists in a file of its own.
struct ClaimListTests {
    private static let head =
        "claim_number,office_code,patient_system,patient_number,service_date,total,services,npi,"
        + "payor_code,member_id,order,frequency,sent_on,closed_on\n"

    private func listed() async throws -> (house: House, coverage: String) {
        let (house, patient, coverage) = try await House.priced()
        let office = try await house.centre.row("list office --where code=A01")["id"] ?? ""
        try await house.centre.done("edit patient \(patient) externalIds+=\(office);pms;77")
        try house.sync()
        return (house, coverage)
    }

    private func take(_ rows: String, _ desk: Seat) async throws -> String {
        try await desk.done("import claims \(try desk.file("c.csv", Self.head + rows))")
    }

    private static let one =
        "PMS1,A01,pms,77,2027-01-15,210.00,D2391:210.00:14,2000000002,P1,M1,1,1,2027-01-14,\n"

    @Test func `a listed claim goes in once, matched by the practice's own number`() async throws {
        let (house, coverage) = try await listed()
        let desk = house["A01"]
        let draft = "PMS2,A01,pms,77,2027-01-15,80.00,D1110:80,2000000002,,,,,,\n"
        let closed = "PMS3,,pms,77,2026-12-01,50.00,,,Payor One,,,,2026-12-02,2026-12-20\n"
        #expect(try await take(Self.one + draft + closed, desk).contains("3 created"))
        #expect(try await take(Self.one + draft + closed, desk).contains("3 the same"))
        let rows = try await desk.rows("claim list --all").reduce(into: [:]) {
            $0[$1["number"] ?? ""] = $1
        }
        #expect(rows["PMS1"]?["state"] == "sent" && rows["PMS1"]?["doctor"] == "2000000002")
        #expect(rows["PMS1"]?["name"] == "Shared, Pat" && rows["PMS1"]?["payor"] == "P1")
        #expect(rows["PMS2"]?["state"] == "draft" && rows["PMS2"]?["charged"] == "80.00")
        #expect(rows["PMS3"]?["state"] == "closedPaid" && rows["PMS3"]?["office"] == "A01")
        let kept = try await desk.fields("claim", rows["PMS1"]?["claim"] ?? "")
        #expect(kept["coverage"] == coverage)
        #expect(try await desk.row("claim show PMS1").rows("lines").first?["tooth"] == "14")
        let sent = draft.replacing(",,,,,\n", with: ",,,,2027-01-15,\n")
        #expect(try await take(sent, desk).contains("1 edited"))
        let steps = try await desk.rows("step list claim \(rows["PMS2"]?["claim"] ?? "")")
        #expect(steps.map { $0["step"] } == ["send"])
    }

    @Test func `a listed claim and its 837 are one, whichever came first`() async throws {
        let (house, _) = try await listed()
        let desk = house["A01"]
        _ = try await take(Self.one, desk)
        let file = try desk.file("a.837", ClaimFile().text)
        #expect(try await desk.done("import x12 \(file)").contains("0 new claims"))
        #expect(try await desk.rows("claim list").count == 1)
        let other = house.centre
        try await other.done("import x12 \(try other.file("a.837", ClaimFile().text))")
        #expect(try await take(Self.one, other).contains("1 the same"))
        let paid = RemittanceFile(paidOn: "20270115", claims: [RemittanceFile.Claim()])
        try await desk.done("import x12 \(try desk.file("b.835", paid.text))")
        #expect(try await desk.row("claim list --all")["state"] == "paid")
        #expect(try await take(Self.one, desk).contains("1 the same"))
    }

    @Test(arguments: [
        ("PMS1,A01,pms,99,2027-01-15,1.00,,,,,,,,", "patients first"),
        ("PMS1,A01,pms,77,2027-01-15,1.00,D1110:2.00,,,,,,,", "do not come to the total"),
        ("PMS1,A01,pms,77,2027-01-15,1.00,D1110,,,,,,,", "CODE:CHARGE"),
        ("PMS1,A01,pms,77,2027-01-15,1.00,D1110:one,,,,,,,", "services"),
        ("PMS1,A01,pms,77,2027-01-15,1.00,,2000000036,,,,,,", "doctors first"),
        ("PMS1,A01,pms,77,2027-01-15,1.00,,,Nobody,,,,,", "payors first"),
        ("PMS1,A01,pms,77,2027-01-15,1.00,,,,,4,,,", "order"),
        ("PMS1,A01,pms,77,2027-01-15,1.00,,,,,,9,,", "frequency"),
        ("PMS1,A01,pms,77,2027-01-15,1.00,,,,,,,2027-01-16,", "a day that has been"),
        ("PMS1,A01,pms,77,2027-01-15,1.00,,,,,,,2027-01-14,2027-01-13", "before it went out"),
        ("PMS1,A01,pms,77,,1.00,,,,,,,,", "service_date"),
    ])
    func `a bad row is told, and keeps the whole list out`(
        row: String, words: String
    ) async throws {
        let (house, _) = try await listed()
        let desk = house.centre
        let good = Self.one.replacing("PMS1", with: "PMS9")
        let outcome = try await desk.run(
            "import claims \(try desk.file("bad.csv", Self.head + good + row + "\n"))")
        #expect(outcome.code == 1)
        let said = outcome.said.joined(separator: "\n")
        #expect(said.contains(words), "\(said)")
        #expect(try await desk.rows("list claim").isEmpty)
    }

    @Test func `other services under the same number, day and total are refused`() async throws {
        let (house, _) = try await listed()
        let desk = house["A01"]
        _ = try await take(Self.one, desk)
        let other = Self.one.replacing("D2391:210.00:14", with: "D2392:210.00:14")
        let refusal = try await desk.refusal(
            "import claims \(try desk.file("o.csv", Self.head + other))")
        #expect(refusal.contains("is here with other services"))
    }
}
