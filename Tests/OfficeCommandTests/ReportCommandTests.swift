import HouseKit
import Testing

/// Reports by number and name: rows, title and footer.
struct ReportCommandTests {
    @Test func `each report goes by its number and its name, and ends in where it was made`()
        async throws
    {
        let house = try await House()
        _ = try await house.onboardNina()
        let listed = try await house.centre.rows("report")
        #expect(
            listed.map { $0["id"] }
                == [
                    "R1", "R2", "R3", "R4", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14",
                    "R18", "R5", "R5b", "R6", "R6b", "R15", "R16", "R22", "R23",
                    "R24",
                ])
        for row in listed {
            let one = try await house.centre.row("report \(row["id"] ?? "") --as-of 2027-02-01")
            let other = try await house.centre.row("report \(row["name"] ?? "") --as-of 2027-02-01")
            #expect(one == other, "\(row["id"] ?? "")")
            let footer = try one.rows("footer")[0]
            #expect(footer["asOf"] == "2027-02-01" && footer["office"] == nil)
            #expect(footer["pending"] == "0" && footer["lastSync"] == "2027-01-15T08:00:00Z")
        }
        #expect(
            try await house.centre.misuse("report r99").hasPrefix(
                "Error: There is no such report. `bridgework report` lists them."))
        #expect(try await house.centre.run("report r1 --as-of today").code == 2)
    }

    @Test func `CSV ends in the footer, and an office says that it holds a part`() async throws {
        let house = try await House()
        _ = try await house.onboardNina()
        let csv = try await house["A01"].run("report r1 --format csv").lines
        #expect(csv[0] == "npi,doctor,office,lapsed,SDP-1")
        #expect(csv[1].hasPrefix("2000000002,\"Sample, Nina\",A01,"))
        #expect(csv[1].hasSuffix(",notStarted"))
        #expect(csv.last?.hasPrefix("# as of 2027-01-15; office A01, replica ") == true)
        #expect(
            csv.last?.hasSuffix("what other offices and the centre hold: not known here") == true)
        let footer = try await house["A01"].row("report r1").rows("footer")
        #expect(footer[0]["office"] == "A01")
    }

    @Test func `the matrix says where each doctor stands on a day`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-03-01")
        let states = [
            "2027-01-15": "scheduled 2027-03-01", "2027-03-01": "effective 2027-03-01",
        ]
        for (day, state) in states {
            let rows = try await house.centre.row("doctor matrix --as-of \(day)").rows("rows")
            #expect(rows.map { $0["SDP-1"] } == [state], "\(day)")
        }
        let none = try await house.centre.row("report r1 --office B01").rows("rows")
        #expect(none.isEmpty)
        #expect(try await house.centre.run("report r1 --office ZZ").code == 1)
        #expect(try await house.centre.run("report r1 --contract ZZ").code == 1)
    }

    @Test func `what runs out is listed until it is renewed`() async throws {
        let house = try await House()
        let desk = house.centre
        try await desk.done("create practitioner npi=2000000002 family=Sample given=Nina")
        let file = try desk.file(
            "c.csv",
            "npi,kind,number,state,expires_on\n2000000002,licence,LIC-4711,TX,2027-02-01\n"
                + "2000000002,bls,BLS-0815,,2029-01-01\n")
        try await desk.done("import credentials \(file)")
        let rows = try await desk.row("report r2").rows("rows")
        #expect(rows.map { $0["what"] } == ["licence"])
        #expect(rows[0]["days"] == "17" && rows[0]["state"] == "TX")
        // A number shows its last four characters alone.
        #expect(rows[0]["number"]?.hasSuffix("4711") == true)
        #expect(rows[0]["number"]?.contains("LIC") == false)
        let late = try await desk.row("report r2 --as-of 2027-03-01").rows("rows")
        #expect(late.map { $0["days"] } == ["-28"])
        #expect(try await desk.row("report r2 --within 3650").rows("rows").count == 2)
        #expect(try await desk.row("report r2 --within 10").rows("rows").isEmpty)
        #expect(try await desk.row("doctor expirables --doctor 2000000002").rows("rows").count == 1)
        #expect(
            try await desk.misuse("report r2 --within 3651").hasPrefix(
                "Error: --within takes 0 to 3650 days."))
        #expect(try await desk.run("report r2 --doctor 1999999999").code == 1)
    }

    @Test func `how long an enrolment spent in each state is counted in days`() async throws {
        let house = try await House()
        let id = try await house.onboardNina()
        let desk = house.centre
        for step in [
            "prepare --on 2027-01-02", "submit --channel portal --reference 1 --on 2027-01-12",
            "ack --on 2027-01-15",
        ] { try await desk.done("case advance \(id) \(step)") }
        let row = try #require(try await desk.row("report r7").rows("rows").first)
        #expect(row["doctor"] == "2000000002" && row["state"] == "inReview")
        #expect(row["preparingDays"] == "10" && row["submittedDays"] == "3")
        #expect(row["startedOn"] == "2027-01-02" && row["effectiveOn"] == nil)
        #expect(row["deficiencies"] == "0")
        #expect(try await desk.row("report r7 --office B01").rows("rows").isEmpty)
    }

    @Test func `what waits for a person is listed with how long`() async throws {
        let house = try await House()
        let patient = try await house.insurePat().patient
        try await house["A01"].done("edit patient \(patient) sexForClaims=M")
        try await house["B01"].done("edit patient \(patient) sexForClaims=F")
        try await house["A01"].done("edit payor P1 name=Ours")
        try house.sync()
        house.clock.pass(days: 3)
        let rows = try await house.centre.row("report r18").rows("rows")
        #expect(rows.count == 2)
        #expect(rows.contains { $0["type"] == "patient" })
        #expect(rows.contains { $0["type"] == "payor" })
    }

    @Test func `a contract is worth what its fees make of the offices' volumes`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.signContract()
        let desk = house.centre
        try await desk.done("create fee-schedule code=UCR name=UCR kind=ucr offices+=A01")
        try await house.publishFees("F1", "D0120,60.00\n", from: "2027-01-15")
        try await desk.done("edit fee-schedule F1 contract=SDP-1")
        try await desk.done("fees assign F1 --contract SDP-1 --from 2027-01-01")
        try await house.approveDraft(of: "UCR", "D0120,100.00\n")
        try await desk.done("fees publish UCR --effective 2027-01-15 --as ann")
        let file = try desk.file("v.csv", "code,office_code,count,period\nD0120,A01,10,2026\n")
        try await desk.done("import volumes \(file)")
        try house.sync()
        let row = try #require(try await desk.row("report r6").rows("rows").first)
        #expect(row["contract"] == "SDP-1" && row["schedule"] == "F1")
        #expect(row["procedures"] == "10" && row["ucr"] == "1000.00")
        #expect(row["contracted"] == "600.00" && row["writeOff"] == "400.00")
        #expect(row["writeOffPercent"] == "40.00")
    }

    @Test func `a fee version's way to its offices is a report, late ones apart`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.publishFees("F1", "D0120,60.00\n", from: "2027-01-16")
        let row = try #require(try await house.centre.row("report r5").rows("rows").first)
        #expect(row["schedule"] == "F1" && row["office"] == "A01" && row["version"] == "1")
        let listed = try await house.centre.row("report fee-rollout F1 --office A01").rows("rows")
        #expect(listed == [row])
        #expect(try await house.centre.run("report r5 ZZ").code == 1)
    }

    @Test func `what each user did is counted by steps and contacts, within the days asked for`()
        async throws
    {
        let house = try await House()
        try await house.addPeople()
        let id = try await house.onboardNina()
        let desk = house.centre
        try await desk.done("case advance \(id) prepare --on 2026-12-02 --as ann")
        house.clock.pass(days: 1)
        try await desk.done(
            "case advance \(id) submit --channel portal --reference 1 --on 2026-12-12 --as ann")
        try await desk.done("contact add asked --payor SDP --as bob")
        // Who tells nobody who he is has done nobody's work.
        try await desk.done("case advance \(id) ack --on 2026-12-15")
        let rows = try await desk.row("report r22").rows("rows")
        let counted = rows.map { row in
            ["user", "work", "step", "times"].map { row[$0] ?? "" }.joined(separator: " ")
        }
        #expect(
            counted == [
                "ann enrollment prepare 1", "ann enrollment submit 1", "bob contact contact 1",
            ])
        let first = try await desk.row("report productivity --as-of 2027-01-15").rows("rows")
        #expect(first.map { $0["step"] } == ["prepare"])
        let others = try await desk.row("report productivity --user bob --from 2027-01-16")
        #expect(try others.rows("rows").map { $0["user"] } == ["bob"])
        let before = try await desk.row("report r22 --as-of 2026-12-31").rows("rows")
        #expect(before.isEmpty)
        #expect(
            try await desk.misuse("report r22 --from 2027-02-01 --as-of 2027-01-01").hasPrefix(
                "Error: --from lies after the last day of the report."))
        #expect(try await desk.run("report r22 --user nobody").code == 1)
    }
}
