import HouseKit
import Testing

/// Snapshots of the practice's ledger: what is open, how old it is, and who goes after it.
struct ReceivableTests {
    private static let head =
        "office_code,item_number,as_of,class,service_date,amount,patient_system,patient_number,"
        + "payor,claim_number,collections\n"

    /// Pat with a number in the ledger's system at A01.
    private func ledger() async throws -> (house: House, patient: String) {
        let (house, patient, _) = try await House.priced()
        for row in try await house.centre.rows("list office") {
            try await house.centre.done(
                "edit patient \(patient) externalIds+=\(row["id"] ?? "");pms;77")
        }
        try await house.centre.done("user add ada --role frontDesk --office A01")
        try house.sync()
        return (house, patient)
    }

    private func take(_ rows: String, _ desk: Seat, _ name: String = "r.csv") async throws {
        try await desk.done("import receivables \(try desk.file(name, Self.head + rows))")
    }

    private static let january = """
        A01,L1,2027-01-10,insurance,2027-01-05,150.00,pms,77,P1,PMS1,
        A01,L2,2027-01-10,insurance,2026-11-20,90.00,pms,77,Payor One,,
        A01,L3,2027-01-10,patient,2026-10-20,60.00,pms,77,,,
        A01,L4,2027-01-10,patient,2026-08-01,40.00,pms,77,,,yes
        A01,L5,2027-01-10,patient,2026-12-31,-25.00,pms,77,,,

        """

    @Test func `what is open is summed by age, and credits are taken off`() async throws {
        let (house, _) = try await ledger()
        let desk = house["A01"]
        try await take(Self.january, desk)
        let rows = try await desk.row("report R9 --by debtor").rows("rows")
        #expect(rows.map { $0["debtor"] } == ["insurance", "patient"])
        #expect(rows[0]["0-30"] == "150.00" && rows[0]["31-60"] == "90.00")
        #expect(rows[0]["total"] == "240.00" && rows[0]["collections"] == nil)
        #expect(rows[1]["0-30"] == "-25.00" && rows[1]["61-90"] == "60.00")
        #expect(rows[1]["90+"] == "40.00" && rows[1]["total"] == "75.00")
        #expect(rows[1]["collections"] == "40.00" && rows[1]["asOf"] == "2027-01-10")
        let all = try await desk.row("report ageing").rows("rows")
        #expect(all.count == 2 && all[0]["office"] == "A01" && all[0]["entity"] == "900000001")
        #expect(all.contains { $0["payor"] == "P1" && $0["total"] == "240.00" })
        #expect(try await desk.row("report ageing --as-of 2027-01-09").rows("rows").isEmpty)
        let old = try await desk.rows("receivable list --min-days 61")
        #expect(old.map { $0["number"] } == ["L4", "L3"])
        #expect(try await desk.rows("receivable list --collections").count == 1)
        #expect(try await desk.rows("receivable list --debtor insurance").count == 2)
    }

    @Test func `a snapshot counts once, a newer one takes its place, and each office has its own`()
        async throws
    {
        let (house, _) = try await ledger()
        let office = house["A01"]
        let centre = house.centre
        try await take(Self.january, office)
        try await take(Self.january, centre, "same.csv")
        try await take(
            "B01,L1,2027-01-12,insurance,2027-01-02,10.00,pms,77,P1,,\n", centre, "b.csv")
        try house.sync()
        #expect(try await centre.rows("receivable list").count == 6)
        #expect(try await centre.rows("conflicts list").isEmpty)
        let file = try office.file("r.csv", Self.head + Self.january)
        #expect(try await office.done("import receivables \(file)").contains("5 the same"))
        let newer = """
            A01,L1,2027-01-14,insurance,2027-01-05,50.00,pms,77,P1,PMS1,
            A01,L4,2027-01-14,patient,2026-08-01,40.00,pms,77,,,
            A01,L9,2027-01-14,patient,2027-01-14,12.00,pms,77,,,

            """
        try await take(newer, office, "n.csv")
        try house.sync()
        for desk in [office, centre] {
            let rows = try await desk.rows("receivable list --office A01")
            #expect(rows.map { $0["number"] } == ["L4", "L1", "L9"])
            #expect(rows.map { $0["open"] } == ["40.00", "50.00", "12.00"])
            #expect(rows[0]["collections"] == nil && rows[0]["asOf"] == "2027-01-14")
        }
        #expect(try await centre.rows("receivable list --office B01").count == 1)
        #expect(try await office.rows("receivable list --office A01").count == 3)
        let back = try await office.refusal("import receivables \(file)")
        #expect(back.contains("a newer snapshot of that office is here"))
        #expect(try await office.rows("receivable list").count == 3)
    }

    @Test func `two snapshots that were taken in apart do not mix, whichever came first`()
        async throws
    {
        let (house, _) = try await ledger()
        let office = house["A01"]
        let centre = house.centre
        try await take(
            "A01,L1,2027-01-14,insurance,2027-01-05,50.00,pms,77,P1,PMS1,\n", office)
        try await take(Self.january, centre)
        try house.sync()
        try house.sync()
        for desk in [office, centre] {
            let rows = try await desk.rows("receivable list")
            #expect(rows.map { $0["number"] } == ["L1"])
            #expect(rows[0]["open"] == "50.00" && rows[0]["doubt"] == nil)
        }
        #expect(try await centre.rows("conflicts list").isEmpty)
    }

    @Test func `the same day told anew is corrected, and told in two ways it says so`()
        async throws
    {
        let (house, _) = try await ledger()
        let office = house["A01"]
        try await take(Self.january, office)
        let corrected = "A01,L1,2027-01-10,insurance,2027-01-05,140.00,pms,77,P1,PMS1,\n"
        try await take(corrected, office, "c.csv")
        #expect(try await office.rows("receivable list").map { $0["open"] } == ["140.00"])
        try await take(Self.january, office, "again.csv")
        #expect(try await office.rows("receivable list").count == 5)
        try house.sync()
        let two = "A01,L1,2027-01-12,insurance,2027-01-05,1.00,pms,77,P1,PMS1,\n"
        try await take(two, office, "two.csv")
        try await take(two.replacing("1.00", with: "2.00"), house.centre, "three.csv")
        try house.sync()
        try house.sync()
        let row = try await house.centre.row("receivable list")
        #expect(row["doubt"] == "two snapshots of that day differ")
        #expect(try await office.row("receivable list")["open"] == row["open"])
    }

    @Test func `somebody goes after an item, one task at a time`() async throws {
        let (house, _) = try await ledger()
        let desk = house["A01"]
        try await take(Self.january, desk)
        let pressing = try await desk.rows("today --kind receivable")
        #expect(pressing.isEmpty)
        let late = Self.january.replacing(",,,yes", with: ",,,")
        try await take(late, desk, "late.csv")
        let about = try await desk.row("today --kind receivable")["about"] ?? ""
        #expect(about.contains("1 balance open for more than 90 days") && about.contains("40.00"))
        let task = try await desk.done(
            "receivable follow L4 --assignee ada --due 2027-02-01")
        let row = try await desk.row("task list")
        #expect(row["id"] == task && row["dueOn"] == "2027-02-01" && row["assignee"] == "ada")
        #expect(try await desk.rows("today --kind receivable").isEmpty)
        let listed = try await desk.rows("receivable list").first { $0["number"] == "L4" }
        #expect(listed?["task"] == task)
        #expect(try await desk.refusal("receivable follow L4").contains("not done"))
        #expect(try await desk.refusal("receivable follow L5").contains("credit"))
        #expect(try await desk.run("receivable follow L99").code == 1)
        #expect(try await desk.run("receivable follow L3 --assignee nobody").code == 1)
        try await desk.done("step log task \(task) done")
        try await desk.done("receivable follow L4")
        house.clock.pass(days: 40)
        let stale = try await desk.rows("today --kind receivable").map { $0["about"] ?? "" }
        #expect(stale.contains { $0.contains("the last snapshot of receivables is of 2027-01-10") })
    }

    @Test func `a balance is ready once insurance is through with it`() async throws {
        let (house, _) = try await ledger()
        let desk = house["A01"]
        try await desk.done("import x12 \(try desk.file("a.837", ClaimFile().text))")
        let rows = """
            A01,L1,2027-01-15,patient,2027-01-15,30.01,pms,77,,,
            A01,L2,2027-01-15,patient,2025-06-01,20.00,pms,77,,,
            A01,L3,2027-01-15,patient,2026-12-01,10.00,pms,77,,,
            A01,L4,2027-01-15,patient,2025-06-02,20.00,pms,77,,,yes

            """
        try await take(rows, desk)
        let ready = try await desk.row("report R14").rows("rows")
        #expect(ready.map { $0["number"] } == ["L2"])
        #expect(ready[0]["why"] == "no coverage on that day" && ready[0]["isReady"] == "true")
        let all = try await desk.row("report R14 --all").rows("rows")
        let why = all.reduce(into: [:]) { $0[$1["number"] ?? ""] = $1["why"] }
        #expect(why["L1"] == "claim PMS1 is sent" && why["L4"] == nil)
        #expect(why["L3"] == "no claim of that day is here")
        let paid = RemittanceFile(paidOn: "20270115", claims: [RemittanceFile.Claim()])
        try await desk.done("import x12 \(try desk.file("b.835", paid.text))")
        let now = try await desk.row("report patient-balances").rows("rows")
        let first = now.first { $0["number"] == "L1" }
        #expect(first?["leftByPayor"] == "30.01" && first?["why"]?.contains("through") == true)
        let open = "A01,L9,2027-01-15,insurance,2027-01-15,5.00,pms,77,P1,,\n"
        try await take(rows + open, desk, "open.csv")
        let last = try await desk.row("report R14 --all").rows("rows")
            .first { $0["number"] == "L1" }
        #expect(last?["why"] == "insurance is still open for that day")
    }

    @Test(arguments: [
        ("A01,L1,2027-01-16,patient,2027-01-05,1.00,pms,77,,,", "a day that has been"),
        ("A01,L1,2027-01-10,patient,2027-01-11,1.00,pms,77,,,", "after the snapshot's day"),
        ("A01,L1,2027-01-10,patient,2027-01-05,one,pms,77,,,", "amount"),
        ("A01,L1,2027-01-10,patient,2027-01-05,1.005,pms,77,,,", "amount"),
        ("A01,L1,2027-01-10,nobody,2027-01-05,1.00,pms,77,,,", "class"),
        ("A01,L1,2027-01-10,patient,2027-01-05,1.00,pms,99,,,", "patients first"),
        ("A01,L1,2027-01-10,patient,2027-01-05,1.00,,99,,,", "patient_system"),
        ("A01,L1,2027-01-10,insurance,2027-01-05,1.00,pms,77,Nobody Inc,,", "payors first"),
        ("ZZ9,L1,2027-01-10,patient,2027-01-05,1.00,pms,77,,,", "offices first"),
        ("A01,,2027-01-10,patient,2027-01-05,1.00,pms,77,,,", "item_number"),
        (
            "A01,L1,2027-01-10,patient,2027-01-05,1.00,pms,77,,,\n"
                + "A01,L2,2027-01-11,patient,2027-01-05,1.00,pms,77,,,", "one day for each office"
        ),
        (
            "A01,L1,2027-01-10,patient,2027-01-05,1.00,pms,77,,,\n"
                + "A01,L1,2027-01-10,patient,2027-01-05,2.00,pms,77,,,", "line 3"
        ),
    ])
    func `a bad row is told, and keeps the whole snapshot out`(
        row: String, words: String
    ) async throws {
        let (house, _) = try await ledger()
        let desk = house.centre
        let good = "A01,L7,2027-01-10,patient,2027-01-05,3.00,pms,77,,,\n"
        let file = try desk.file("bad.csv", Self.head + good + row + "\n")
        let outcome = try await desk.run("import receivables \(file)")
        #expect(outcome.code == 1)
        let said = outcome.said.joined(separator: "\n")
        #expect(said.contains(words), "\(said)")
        #expect(try await desk.rows("list receivable").isEmpty)
    }
}
