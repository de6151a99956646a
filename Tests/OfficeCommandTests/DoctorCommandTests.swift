import HouseKit
import Testing

/// Doctors brought into contracts, moved, and let go.
struct DoctorCommandTests {
    @Test func `a rehearsal names each contract and office, and writes nothing`() async throws {
        let house = try await House()
        try await house.signContract()
        try await house.centre.done("create practitioner npi=2000000002 family=Sample given=Nina")
        let line = "doctor onboard 2000000002 --start 2027-02-01 --offices A01,B01"
        let rows = try await house.centre.rows(line + " --dry-run")
            .sorted { $0["office"] ?? "" < $1["office"] ?? "" }
        #expect(rows.map { $0["office"] } == ["A01", "B01"])
        #expect(rows.map { $0["outcome"] } == ["opened", "excluded"])
        #expect(rows[0]["requestedOn"] == "2027-02-01" && rows[0]["run"] == nil)
        #expect(rows[1]["reason"] == "the contract does not hold at the office on that day")
        #expect(try await house.centre.rows("doctor runs list").isEmpty)
        #expect(try await house.centre.rows("list location_assignment").isEmpty)
        let outcome = try await house.centre.run(line)
        #expect(outcome.said.contains("the doctor is assigned to A01 from 2027-02-01"))
        #expect(
            outcome.said.contains("1 opened + 0 told + 1 excluded = 2 contracts at offices"))
        #expect(try await house.centre.rows("list location_assignment").count == 2)
    }

    @Test func `the hub opens the cases, at the office of each`() async throws {
        let house = try await House()
        let id = try await house.onboardNina()
        let row = try await house.centre.row("case list")
        #expect(row["doctor"] == "2000000002" && row["contract"] == "SDP-1")
        #expect(row["office"] == "A01" && row["state"] == "notStarted")
        #expect(row["requestedOn"] == "2027-02-01")
        #expect(try await house["A01"].row("case list")["id"] == id)
        #expect(try await house["B01"].rows("case list").isEmpty)
        let run = try await house.centre.row("doctor runs list")
        #expect(run["kind"] == "onboarding" && run["state"] == "collecting")
        #expect(run["opened"] == "1" && run["submitted"] == "0" && run["day"] == "2027-02-01")
        let pair = try await house.centre.row("doctor runs show \(run["id"] ?? "")")
        #expect(pair["outcome"] == "opened" && pair["case"] == id)
        let again = "doctor onboard 2000000002 --start 2027-02-01 --offices A01"
        #expect(
            try await house.centre.refusal(again).hasPrefix(
                "a run of this doctor is open and follows new contracts and offices by itself"))
    }

    @Test func `a doctor who is none, or excluded, is not brought in`() async throws {
        let house = try await House()
        try await house.signContract()
        #expect(
            try await house.centre.refusal("doctor onboard 1999999999 --start 2027-02-01")
                == "the NPI is not ten digits with a right check digit: compare it with the "
                + "doctor's card")
        #expect(
            try await house.centre.run("doctor onboard 2000000002 --start 2027-02-01").code == 1)
        #expect(try await house.centre.run("doctor onboard 2000000002 --start soon").code == 2)
        try await house.centre.done("create practitioner npi=2000000002 family=Sample given=Nina")
        let file = try house.centre.file("leie.csv", "npi,list,from\n2000000002,leie,2026-01-01\n")
        try await house.centre.done("import exclusions \(file)")
        let line = "doctor onboard 2000000002 --start 2027-02-01 --offices A01"
        #expect(try await house.centre.refusal(line).contains("exclusion"))
        #expect(try await house.centre.rows("doctor runs list --all").isEmpty)
    }

    @Test func `a list's row that ends before it begins excludes all the same, and is refused`()
        async throws
    {
        let desk = try await House().centre
        let head = "npi,list,from,reinstated_on\n"
        let file = try desk.file("x.csv", head + "2000000002,leie,2026-01-01,2025-01-01\n")
        let refused = try await desk.run("import exclusions \(file)")
        #expect(refused.code == 1)
        #expect(
            refused.err.contains(
                "line 2, column reinstated_on: expected nothing below from"))
        let fields = "npi=2000000002 list=leie excludedFrom=2026-01-01"
        let words = "reinstatedOn: expected nothing below excludedFrom"
        #expect(
            try await desk.refusal("create exclusion \(fields) reinstatedOn=2025-01-01") == words)
        let row = try await desk.done("create exclusion \(fields)")
        #expect(
            try await desk.refusal("edit exclusion \(row) reinstatedOn=2025-12-31") == words)
        try await desk.done("edit exclusion \(row) reinstatedOn=2026-01-01")
    }

    @Test func `a run is given up with a reason, and what nobody touched goes`() async throws {
        let house = try await House()
        _ = try await house.onboardNina()
        let run = try await house.centre.row("doctor runs list")["id"] ?? ""
        #expect(try await house.centre.run("doctor runs abandon \(run)").code == 2)
        try await house.centre.done("doctor runs abandon \(run) --comment 'she stays away'")
        try house.sync()
        #expect(try await house.centre.rows("doctor runs list").isEmpty)
        let all = try await house.centre.row("doctor runs list --all")
        #expect(all["state"] == "abandoned")
        #expect(try await house.centre.rows("case list").isEmpty)
        #expect(try await house.centre.run("doctor runs abandon 00000000 --comment x").code == 1)
    }

    @Test func `the packet lists what is missing, and what is in no more`() async throws {
        let house = try await House()
        _ = try await house.onboardNina()
        let desk = house.centre
        let papers = try await desk.rows("doctor packet 2000000002")
        #expect(papers.map { $0["kind"] } == ["licence", "coi", "caqh", "w9"])
        #expect(papers.allSatisfy { $0["state"] == "missing" })
        #expect(try await desk.run("doctor packet 2000000002").said.last == "4 of 4 are open")
        let file = try desk.file(
            "credentials.csv",
            "npi,kind,number,state,expires_on\n2000000002,licence,L-1,TX,2028-01-01\n")
        try await desk.done("edit office A01 physicalState=TX")
        try await desk.done("import credentials \(file)")
        let licence = try await desk.rows("doctor packet 2000000002")
            .first { $0["kind"] == "licence TX" }
        #expect(licence?["state"] == "in" && licence?["record"] != nil)
        #expect(try await desk.run("doctor packet 1999999999").code == 1)
        #expect(try await desk.run("doctor packet 2000000002 --run 00000000").code == 1)
        #expect(try await desk.run("doctor packet 2000000002 --contract ZZ").code == 1)
    }

    @Test func `a gap is worked out day by day, and what is done about it is kept`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-03-01")
        let desk = house.centre
        let days = "--from 2027-02-01 --to 2027-03-31"
        let gap = try #require(try await desk.row("doctor gaps \(days)").rows("rows").first)
        #expect(gap["from"] == "2027-02-01" && gap["through"] == "2027-02-28")
        #expect(gap["days"] == "28" && gap["why"] == "enrolment starts 2027-03-01")
        #expect(gap["chosen"] == nil)
        let options = try gap.list("options")
        #expect(options.count == 3 && options[0] == "reschedule to 2027-03-01 or later")
        #expect(
            try await desk.refusal("doctor decide 2000000002 reassign \(days)").hasPrefix(
                "that is no option for these gaps: choose reschedule, outOfNetwork or hold"))
        #expect(try await desk.run("doctor decide 2000000002 nonsense \(days)").code == 2)
        #expect(
            try await desk.misuse("doctor gaps --from 2027-03-01 --to 2027-02-01").hasPrefix(
                "Error: --to lies before the first day."))
        // The office decides for itself, and the centre hears of it.
        let chosen = try await house["A01"].row("doctor decide 2000000002 reschedule \(days)")
        #expect(chosen["choice"] == "reschedule" && chosen["through"] == "2027-02-28")
        try house.sync()
        let decided = try await desk.row("doctor gaps \(days)").rows("rows").first
        #expect(try decided?.list("chosen") == ["reschedule"])
        #expect(try await desk.row("doctor gaps --from 2027-03-01").rows("rows").isEmpty)
        #expect(try await desk.row("doctor gaps \(days) --office B01").rows("rows").isEmpty)
    }

    @Test func `a move tells the payor, ends the old place and begins the new one`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-02-01")
        let desk = house.centre
        let line =
            "doctor move 2000000002 --from A01 --to B01 --last-day 2027-05-31 "
            + "--first-day 2027-06-01"
        let rehearsed = try await desk.rows(line + " --dry-run")
        #expect(rehearsed.map { $0["action"] } == ["remove", "loses", "excluded"])
        #expect(rehearsed[0]["day"] == "2027-05-31" && rehearsed[0]["run"] == nil)
        #expect(try await desk.rows("doctor runs list --all").count == 1)
        #expect(
            try await desk.run(line).said.first
                == "1 to remove, 0 to add, 0 cases to open, 1 network lost")
        try house.sync()
        let stays = try await desk.rows("list location_assignment")
        #expect(Set(stays.map { $0["effectiveThrough"] }) == ["2027-05-31", nil])
        let notice = try await desk.row("notice list")
        #expect(notice["kind"] == "removeLocation" && notice["asked"] == "2027-05-31")
        #expect(notice["state"] == "draft")
        #expect(try notice.list("offices") == ["A01"] && notice.list("doctors") == ["2000000002"])
        let tasks = try await desk.rows("task list")
        #expect(tasks.contains { $0["kind"] == "move-nppes" && $0["dueOn"] == "2027-07-01" })
        let move = try await desk.rows("doctor runs list").first { $0["kind"] == "move" }
        #expect(move?["state"] == "noticesPrepared" && move?["notices"] == "1")
    }

    @Test func `a move from where the doctor is not, or to nowhere, is refused`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-02-01")
        let days = "--last-day 2027-05-31 --first-day 2027-06-01"
        for places in ["--from B01 --to A01", "--from A01 --to A01", "--from A01 --to ZZ"] {
            let outcome = try await house.centre.run("doctor move 2000000002 \(places) \(days)")
            #expect(outcome.code == 1, "\(places)")
        }
        #expect(try await house.centre.rows("notice list").isEmpty)
        #expect(try await house.centre.rows("list move_run").isEmpty)
    }

    @Test func `a move slips to other days, with all that hangs on them`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-02-01")
        let desk = house.centre
        let move = try await desk.done(
            "doctor move 2000000002 --from A01 --to B01 --last-day 2027-05-31 "
                + "--first-day 2027-06-01"
        ).prefix(36)
        try house.sync()
        #expect(try await desk.run("doctor runs slip \(move) --comment late").code == 2)
        try await desk.done(
            "doctor runs slip \(move) --last-day 2027-06-30 --first-day 2027-07-01 "
                + "--comment 'the lease'")
        try house.sync()
        let stays = try await desk.rows("list location_assignment")
        #expect(stays.contains { $0["effectiveThrough"] == "2027-06-30" })
        #expect(stays.contains { $0["effectiveFrom"] == "2027-07-01" })
        #expect(try await desk.row("notice list")["asked"] == "2027-06-30")
        let tasks = try await desk.rows("task list")
        #expect(tasks.contains { $0["kind"] == "move-nppes" && $0["dueOn"] == "2027-07-31" })
        #expect(try await desk.run("doctor runs close \(move) --comment seen").code == 1)
    }

    @Test func `whoever leaves ends everywhere, and every payor gets a notice`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-02-01")
        let rows = try await house.centre.rows("doctor leave 2000000002 --last-day 2027-12-31")
        #expect(rows.map { $0["action"] } == ["remove", "loses"])
        #expect(rows.allSatisfy { $0["contract"] == "SDP-1" && $0["day"] == "2027-12-31" })
        try house.sync()
        let notice = try await house.centre.row("notice list")
        #expect(notice["kind"] == "termination" && notice["asked"] == "2027-12-31")
        let stay = try await house.centre.row("list location_assignment")
        #expect(stay["effectiveThrough"] == "2027-12-31")
    }

    @Test func `nobody leaves before he comes, or while he is to come elsewhere`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-02-01")
        let desk = house.centre
        #expect(
            try await desk.refusal("doctor leave 2000000002 --last-day 2026-12-31").hasPrefix(
                "the doctor is assigned to A01 from 2027-02-01, after 2026-12-31: "))
        try await desk.done(
            "doctor move 2000000002 --from A01 --to B01 --last-day 2027-05-31 "
                + "--first-day 2027-06-01"
        )
        try house.sync()
        #expect(
            try await desk.refusal("doctor leave 2000000002 --last-day 2027-05-31").hasPrefix(
                "the doctor is assigned to B01 from 2027-06-01, after 2027-05-31: "))
        #expect(try await desk.fields("practitioner", "2000000002")["departOn"] == nil)
    }

    @Test func `a further office is one where the doctor is not yet`() async throws {
        let house = try await House()
        _ = try await house.onboardNina()
        for day in ["2027-01-20", "2027-06-01"] {
            #expect(
                try await house.centre.refusal(
                    "doctor add-location 2000000002 --office A01 --first-day \(day)"
                ).hasPrefix("the doctor is assigned to A01 already, then or later: "))
        }
    }

    @Test func `why a doctor is in network or not is answered with the way there`() async throws {
        let house = try await House()
        _ = try await house.enrolNina(from: "2027-03-01")
        let ask = "network explain --doctor 2000000002 --office A01 --payor SDP"
        let during = try await house["A01"].row(ask + " --on 2027-03-02")
        #expect(
            during["title"] == "in-network: doctor 2000000002 at A01 for SDP on 2027-03-02")
        let way = try during.rows("rows").first { $0["what"] == "way" }
        #expect(way?["contract"] == "SDP-1" && way?["from"] == "2027-03-01")
        let before = try await house["A01"].row(ask + " --on 2027-02-02")
        #expect(before["title"]?.hasPrefix("out-of-network: ") == true)
        let miss = try before.rows("rows").first { $0["what"] == "miss" }
        #expect(miss?["text"] == "enrolment starts 2027-03-01")
        #expect(
            try await house["A01"].misuse("network explain --doctor 2000000002 --office A01")
                .hasPrefix("Error: Give --coverage or --payor, and not both."))
        #expect(try await house["A01"].run(ask.replacing("SDP", with: "ZZ")).code == 1)
    }

    @Test func `the registry's file is compared, and nothing is written`() async throws {
        let house = try await House()
        try await house.centre.done("create practitioner npi=2000000002 family=Sample given=Nina")
        let head =
            "NPI,Entity Type Code,Provider Last Name (Legal Name),Provider First Name,"
            + "NPI Deactivation Date,NPI Reactivation Date,"
            + "Provider First Line Business Practice Location Address,"
            + "Provider Business Practice Location Address Postal Code\n"
        let file = try house.centre.file("npi.csv", head + "2000000002,1,Simple,Nina,,,,\n")
        let rows = try await house.centre.rows("doctor nppes \(file)")
        let name = try #require(rows.first { $0["difference"] == "name" })
        #expect(name["npi"] == "2000000002")
        #expect(name["ours"]?.contains("Sample") == true)
        #expect(name["theirs"]?.contains("Simple") == true)
        #expect(try await house.centre.run("doctor nppes /nowhere.csv").code == 1)
        #expect(try await house.centre.row("doctor find nina")["family"] == "Sample")
    }
}
