import HouseKit
import Testing

/// The day's work by what it is worth, and what was done under Medicaid.
struct WorklistReportTests {
    @Test func `what has money at risk stands by the money for each day that is left`()
        async throws
    {
        let (house, _, _) = try await House.priced()
        try await house.centre.done("edit payor P1 appealDays=60")
        try await house.centre.done("user add ada --role frontDesk --office A01")
        try house.sync()
        let desk = house["A01"]
        for (index, charge) in [90, 400, 210].enumerated() {
            var claim = RemittanceFile.Claim(denial: "16")
            claim.number = "PMS\(index + 1)"
            claim.lines = [("D2391", charge * 100, 0, 0)]
            let file = RemittanceFile(
                trace: "T\(index)", claims: [claim], control: "00000030\(index)")
            try await desk.done("import x12 \(try desk.file("d\(index).835", file.text))")
        }
        try await desk.done("create task title=Call dueOn=2027-01-10 office=A01 assignee=ada")
        let rows = try await desk.rows("today")
        let risks = rows.filter { $0["kind"] == "denial" }.map { $0["atRisk"] }
        #expect(risks == ["400.00", "210.00", "90.00"])
        let ranked = try await desk.row("report R23 --money").rows("rows").map { $0["atRisk"] }
        #expect(ranked == ["400.00", "210.00", "90.00"])
        let own = try await desk.row("report R23 --owner ada").rows("rows")
        #expect(own.map { $0["kind"] } == ["task"] && own[0]["owner"] == "ada")
        let free = try await desk.row("report worklist --owner none").rows("rows")
        #expect(!free.isEmpty && free.allSatisfy { $0["owner"] == nil })
        #expect(try await desk.run("report R23 --owner nobody").code == 1)
        // Less money that is due sooner goes before.
        let payment = try await desk.rows("denial list").first { $0["charged"] == "90.00" }
        try await desk.done("appeal open \(payment?["payment"] ?? "") --due 2027-01-16")
        let later = try await desk.row("report R23 --money").rows("rows")
        #expect(later[0]["atRisk"] == "90.00" && later[0]["due"] == "2027-01-16")
    }

    @Test func `Medicaid use is summed by month, office and doctor, and each claim once`()
        async throws
    {
        let (house, _, _) = try await House.priced()
        let desk = house["A01"]
        var file = ClaimFile()
        file.claims = [
            .init(), .init(number: "PMS2", servedOn: "20270110"),
            .init(number: "PMS3", servedOn: "20261220"),
        ]
        file.claims[1].lines = [("D1110", 80, nil), ("D2391", 210, "3")]
        try await desk.done("import x12 \(try desk.file("a.837", file.text))")
        let paid = RemittanceFile(paidOn: "20270115", claims: [RemittanceFile.Claim()])
        try await desk.done("import x12 \(try desk.file("b.835", paid.text))")
        #expect(try await desk.row("report R24").rows("rows").isEmpty)
        try await house.centre.done("edit insurance_plan PL1 planKind=medicaid")
        try house.sync()
        let rows = try await desk.row("report R24").rows("rows")
        #expect(rows.count == 1)
        #expect(rows[0]["period"] == "2027-01" && rows[0]["programme"] == "P1")
        #expect(rows[0]["office"] == "A01" && rows[0]["doctor"] == "2000000002")
        #expect(rows[0]["visits"] == "2" && rows[0]["patients"] == "1")
        #expect(rows[0]["services"] == "3" && rows[0]["charged"] == "500.00")
        #expect(rows[0]["paid"] == "120.04")
        let codes = try await desk.row("report medicaid --codes").rows("rows")
        #expect(codes.map { $0["code"] } == ["D1110", "D2391"])
        #expect(codes[1]["services"] == "2" && codes[1]["paid"] == "120.04")
        let quarters = try await desk.row("report R24 --by quarter --from 2026-12-01").rows("rows")
        #expect(quarters.map { $0["period"] } == ["2026-Q4", "2027-Q1"])
        #expect(try await desk.run("report R24 --from 2027-02-01").code != 0)
        // What was taken back is not counted, and what took another's place counts instead.
        var again = ClaimFile(control: "000000209", sentOn: "20270115")
        again.claims = [
            .init(frequency: "7", lines: [("D2391", 150, "14")]),
            .init(number: "PMS2", servedOn: "20270110", frequency: "8"),
        ]
        again.claims[1].lines = file.claims[1].lines
        try await desk.done("import x12 \(try desk.file("c.837", again.text))")
        let now = try await desk.row("report R24").rows("rows")
        #expect(now[0]["visits"] == "1" && now[0]["charged"] == "150.00")
    }
}
