import HouseKit
import Testing

/// Fee schedules: from a file to every office, by two people.
struct FeesCommandTests {
    private func drafted() async throws -> House {
        let house = try await House()
        try await house.addPeople()
        try await house.centre.done(
            "create fee-schedule code=F1 name=One kind=contracted offices+=A01")
        return house
    }

    private func digest(_ outcome: CommandOutcome) -> String {
        String(outcome.lines.last { $0.hasPrefix("digest ") }?.dropFirst(7) ?? "")
    }

    @Test func `a file becomes a draft, row by row, and a blank is not zero`() async throws {
        let house = try await drafted()
        let desk = house.centre
        let file = try desk.file("f.csv", "Code,Fee\nD0120,61.00\nD1110,\nD2740,by report\n")
        let line = "fees import \(file) --schedule F1 --map code=Code,amount=Fee --as ann"
        let rehearsed = try await desk.run(line + " --dry-run")
        #expect(rehearsed.said.contains("mapped: 2 added, 1 blank"))
        #expect(try await desk.rows("fees show F1").isEmpty)
        let outcome = try await desk.run(line)
        #expect(digest(outcome).count == 64)
        let changes = try await desk.rows("fees diff F1")
        #expect(changes.map { $0["code"] } == ["D0120", "D2740"])
        #expect(changes.map { $0["after"] } == ["61.00", "by report"])
        #expect(changes.allSatisfy { $0["change"] == "added" && $0["before"] == nil })
        let draft = try await desk.row("fees show F1")
        #expect(draft["what"] == "draft" && draft["state"] == "draft" && draft["lines"] == "2")
        #expect(draft["digest"] == digest(outcome))
        let again = try await desk.run(line)
        #expect(digest(again) == digest(outcome))
        #expect(again.said.contains("mapped: 2 unchanged, 1 blank"))
    }

    @Test func `a row that cannot be read keeps the file out, unless it is left out`() async throws
    {
        let desk = try await drafted().centre
        let file = try desk.file("f.csv", "Code,Fee\nD0120,62.00\nXX,5\nD0140,abc\n")
        let line = "fees import \(file) --schedule F1 --map code=Code,amount=Fee --as ann"
        let refused = try await desk.run(line)
        #expect(refused.code == 1)
        #expect(refused.err.contains("line 3: no procedure code"))
        #expect(refused.err.contains("line 4, D0140: not an amount that can be read"))
        #expect(!refused.err.contains("abc"))
        #expect(refused.said.last?.hasSuffix("or leave them out with --skip-bad") == true)
        #expect(try await desk.rows("fees show F1").isEmpty)
        let taken = try await desk.run(line + " --skip-bad")
        #expect(taken.code == 0 && taken.err.contains("2 unreadable"))
        #expect(try await desk.row("fees show F1")["lines"] == "1")
    }

    @Test func `what the file is, or for which schedule, must be there`() async throws {
        let desk = try await drafted().centre
        let file = try desk.file("f.csv", "Code,Fee\nD0120,62.00\n")
        #expect(
            try await desk.refusal("fees import \(file) --schedule NO").hasPrefix(
                "no fee_schedule goes by that id"))
        #expect(
            try await desk.refusal("fees import /nowhere.csv --schedule F1")
                == "/nowhere.csv does not exist: check the name")
        let misuses = [
            "--map nonsense": "Error: --map takes code=HEADER",
            "--file-format mapped": "Error: --file-format mapped needs --map.",
            "--map code=a,amount=b --file-format canonical": "Error: --map says the format",
            "--draft a --new-draft": "Error: Give --draft or --new-draft.",
        ]
        for (words, start) in misuses {
            let said = try await desk.misuse("fees import \(file) --schedule F1 \(words)")
            #expect(said.hasPrefix(start), "\(words)")
        }
        #expect(
            try await desk.run("fees import \(file) --schedule F1 --map code=Kode,amount=Fee").code
                == 1)
        #expect(try await desk.rows("fees show F1").isEmpty)
    }

    @Test func `one fee is typed into the draft`() async throws {
        let desk = try await drafted().centre
        let outcome = try await desk.run("fees set F1 D1110 57.00 --as ann --reason 'by phone'")
        #expect(outcome.code == 0 && digest(outcome).count == 64)
        #expect(try await desk.rows("fees diff F1").map { $0["after"] } == ["57.00"])
        try await desk.done("fees set F1 D1110 'not covered' --as ann")
        #expect(try await desk.rows("fees diff F1").map { $0["after"] } == ["not covered"])
        let bad = try await desk.run("fees set F1 D1110 lots --as ann")
        #expect(bad.code == 1)
        #expect(bad.said.last == "nothing was written: mend the code or the price")
        #expect(try await desk.run("fees set F1 bogus 5.00 --as ann").code == 1)
        #expect(try await desk.run("fees set F1 D1110 ' '").code == 2)
        try await desk.done("fees set F1 D0120 45.00 --dry-run")
        #expect(try await desk.rows("fees diff F1").count == 1)
    }

    @Test func `one imports and another approves exactly what he saw`() async throws {
        let desk = try await drafted().centre
        let seen = digest(try await desk.run("fees set F1 D1110 57.00 --as ann"))
        let approve = "fees approve F1 --digest \(seen.prefix(12))"
        #expect(try await desk.run(approve + " --as bob").code == 1)
        #expect(try await desk.row("fees show F1")["state"] == "draft")
        try await desk.done("fees submit F1 --as ann --reason looked")
        #expect(
            try await desk.refusal("fees approve F1 --digest 12345678 --as bob")
                == "the draft does not have that digest: look at it again with `fees diff`, and "
                + "name the digest shown there")
        #expect(try await desk.run(approve + " --as ann").code == 1)
        #expect(
            try await desk.refusal("fees reject F1 --as bob")
                == "reject needs a comment that says why")
        try await desk.done("fees reject F1 --as bob --reason 'one is missing'")
        #expect(try await desk.row("fees show F1")["state"] == "draft")
        try await desk.done("fees submit F1 --as ann --reason looked")
        try await desk.done(approve + " --as bob")
        #expect(try await desk.row("fees show F1")["state"] == "approved")
    }

    @Test func `who wrote a line that stands, and whoever nobody can name, approves nothing`()
        async throws
    {
        // The lines, and who wrote them; the last one by whoever is to approve, or by nobody.
        for (first, last) in [("ann", "bob"), ("bob", "ann"), ("ann", nil)] {
            let desk = try await drafted().centre
            try await desk.done("fees set F1 D1110 57.00 --as \(first)")
            let seen = digest(
                try await desk.run("fees set F1 D0120 61.00" + (last.map { " --as \($0)" } ?? "")))
            try await desk.done("fees submit F1 --as ann --reason looked")
            let words = try await desk.refusal(
                "fees approve F1 --digest \(seen.prefix(12)) --as bob")
            #expect(words.contains(last == nil ? "without --as" : "imported, edited"), "\(words)")
        }
    }

    @Test func `a draft that is given up is no longer open`() async throws {
        let desk = try await drafted().centre
        try await desk.done("fees set F1 D1110 57.00 --as ann")
        try await desk.done("fees withdraw F1 --as ann --reason 'wrong letter'")
        #expect(try await desk.row("fees show F1")["state"] == "withdrawn")
        #expect(try await desk.row("fees list")["drafts"] == "0")
        #expect(try await desk.run("fees submit F1 --as ann --reason x").code == 1)
    }

    @Test func `a version is published by the hub to its offices, and looked up by the day`()
        async throws
    {
        let house = try await House()
        try await house.addPeople()
        try await house.publishFees("F1", "D0120,61.00\nD1110,57.00\n")
        let version = try await house.centre.row("fees show F1")
        #expect(version["what"] == "version" && version["number"] == "1")
        #expect(version["state"] == "published" && version["effective"] == "2027-02-01")
        let office = house["A01"]
        let fee = try await office.row("fees lookup d0120 --schedule F1 --on 2027-02-01")
        #expect(fee["code"] == "D0120" && fee["amount"] == "61.00" && fee["version"] == "1")
        #expect(fee["state"] == "priced")
        let none = try await office.row("fees lookup D9999 --schedule F1 --on 2027-02-01")
        #expect(none["state"] == "notListed" && none["amount"] != "0.00")
        #expect(
            try await office.refusal("fees lookup D0120 --schedule F1 --on 2027-01-31")
                == "no version holds: `fees show` lists them")
        #expect(try await house["B01"].run("fees lookup D0120 --schedule F1").code == 1)
        let lines = try await office.rows("fees show F1 --lines 1")
        #expect(lines.map { $0["fee"] } == ["61.00", "57.00"])
        #expect(try await office.run("fees show F1 --lines 2").code == 1)
        let listed = try await office.row("fees list")
        #expect(listed["version"] == nil && listed["next"] == "v1 from 2027-02-01")
        let then = try await office.row("fees list --on 2027-02-02")
        #expect(then["version"] == "1" && then["lines"] == "2")
    }

    @Test func `a day that is past needs its reason, and an office must be there`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.approveFees("F1", "D0120,61.00\n")
        let desk = house.centre
        #expect(
            try await desk.refusal("fees publish F1 --effective 2027-01-01 --as ann")
                == "the effective day is past: claims of those days are affected; say why with "
                + "--reason")
        #expect(
            try await desk.run("fees publish F1 --effective 2027-03-01 --as ann --audience ZZ")
                .code == 1)
        let rehearsed = try await desk.run(
            "fees publish F1 --effective 2027-03-01 --as ann --dry-run")
        #expect(rehearsed.said[0].hasPrefix("would ask the hub to publish to 1 office: A01"))
        try house.sync()
        #expect(try await desk.row("fees show F1")["what"] == "draft")
        try await desk.done("fees publish F1 --effective 2027-03-01 --as ann --audience all")
        try house.sync()
        #expect(try await house["B01"].row("fees list")["next"] == "v1 from 2027-03-01")
    }

    @Test func `a draft that nobody approved is not published`() async throws {
        let desk = try await drafted().centre
        #expect(try await desk.run("fees publish F1 --effective 2027-03-01 --as ann").code == 1)
        try await desk.done("fees set F1 D1110 57.00 --as ann")
        #expect(
            try await desk.run("fees publish F1 --effective 2027-03-01 --as ann").code == 1)
        #expect(try await desk.row("fees list")["version"] == nil)
    }

    @Test func `the next version begins where the last one stands, and says what changes`()
        async throws
    {
        let house = try await House()
        try await house.addPeople()
        try await house.publishFees("F1", "D0120,61.00\nD1110,57.00\n")
        let desk = house.centre
        try await house.approveDraft(of: "F1", "D0120,65.00\nD0140,40.00\n")
        let changes = try await desk.rows("fees diff F1")
        #expect(changes.map { $0["change"] } == ["raised", "added"])
        #expect(changes[0]["before"] == "61.00" && changes[0]["after"] == "65.00")
        #expect(changes[0]["delta"] == "4.00")
        try await desk.done("fees publish F1 --effective 2027-06-01 --as ann")
        try house.sync()
        let days = ["2027-05-31": "61.00", "2027-06-01": "65.00"]
        for (day, amount) in days {
            let fee = try await house["A01"].row("fees lookup D0120 --schedule F1 --on \(day)")
            #expect(fee["amount"] == amount, "\(day)")
        }
        // What the file left out stays as it was.
        let kept = try await house["A01"].row("fees lookup D1110 --schedule F1 --on 2027-06-01")
        #expect(kept["amount"] == "57.00" && kept["version"] == "2")
        let diff = try await desk.rows("fees diff F1 --number 2 --against 1")
        #expect(diff.map { $0["code"] } == ["D0120", "D0140"])
        #expect(try await desk.run("fees diff F1 --number 3").code == 1)
    }

    @Test func `two recall a version, and offices fall back to the one before`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.publishFees("F1", "D0120,61.00\n")
        try await house.approveDraft(of: "F1", "D0120,99.00\n")
        try await house.centre.done("fees publish F1 --effective 2027-03-01 --as ann")
        try house.sync()
        let recall = "fees recall F1 2 --as ann --reason 'wrong file'"
        #expect(try await house.centre.run(recall).code == 1)
        #expect(try await house.centre.run(recall + " --approver ann").code == 1)
        #expect(try await house.centre.run("fees recall F1 2 --as ann --approver bob").code == 1)
        #expect(
            try await house.centre.run("fees recall F1 9 --as ann --approver bob --reason x").code
                == 1)
        let outcome = try await house.centre.run(recall + " --approver bob")
        #expect(outcome.code == 0)
        #expect(outcome.said.contains { $0.hasPrefix("asked the hub to recall version 2") })
        try house.sync()
        let fee = try await house["A01"].row("fees lookup D0120 --schedule F1 --on 2027-03-02")
        #expect(fee["amount"] == "61.00" && fee["version"] == "1")
        let states = try await house.centre.rows("fees show F1").filter { $0["what"] == "version" }
        #expect(states.map { $0["state"] } == ["published", "recalled"])
    }

    @Test func `each office tells how far it is with a version`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.publishFees("F1", "D0120,61.00\n", from: "2027-01-16")
        var row = try await house.centre.row("fees rollout F1")
        #expect(row["office"] == "A01" && row["version"] == "1")
        house.clock.pass(days: 2)
        try house.sync()
        try await house["A01"].done("fees confirm-pms F1 --method 'typed in'")
        try house.sync()
        row = try await house.centre.row("fees rollout F1")
        #expect(row["state"] == "confirmedInPms" || row["pms"] != nil)
        #expect(try await house.centre.rows("fees rollout F1 --late").isEmpty)
        #expect(try await house.centre.rows("fees rollout F1 --office B01").isEmpty)
        let both = try await house["A01"].misuse("fees confirm-pms F1 --method a --reject b")
        #expect(both.hasPrefix("Error: Give --method TEXT, or --reject REASON."))
        #expect(try await house["A01"].run("fees confirm-pms F1").code == 2)
        #expect(try await house["A01"].run("fees confirm-pms F1 --number 9 --method x").code == 1)
    }

    @Test func `a version is written for the office's own program, and read back`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.publishFees("F1", "D0120,61.00\nD2740,by report\n")
        let office = house["A01"]
        let canonical = try await office.run("fees export F1 --number 1")
        #expect(canonical.lines.count == 3)
        #expect(canonical.lines[1].contains("D0120") && canonical.lines[1].contains("61.00"))
        let path = office.folderPath + "-dental.txt"
        let dental = try await office.run(
            "fees export F1 --on 2027-02-01 --file-format open-dental --output \(path)")
        #expect(dental.text == path)
        #expect(dental.said.contains { $0.hasPrefix("left out, enter it by hand: ") })
        #expect(dental.said.last == "F1 version 1 from 2027-02-01: 1 line written, 1 left out")
        #expect(
            try await office.run(
                "fees export F1 --number 1 --file-format open-dental --output \(path)"
            ).code == 1)
        try await office.done("fees export F1 --number 1 --output \(path) --force")
        #expect(try await office.run("fees export F1 --number 1 --on 2027-02-01").code == 2)
        #expect(try await office.run("fees export F1 --number 2").code == 1)
        #expect(try await office.run("fees export F1").code == 1)
        // Read back, nothing changes.
        let back = try await house.centre.run(
            "fees import \(path) --schedule F1 --file-format canonical --as ann --dry-run")
        #expect(back.said.contains("canonical: 2 unchanged"))
    }

    @Test func `a schedule is found by what it was assigned to`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.signContract()
        try await house.publishFees("F1", "D0120,61.00\n")
        let desk = house.centre
        let ask = "fees lookup D0120 --contract SDP-1 --on 2027-02-02"
        #expect(try await desk.run(ask).code == 1)
        #expect(try await desk.run("fees assign F1").code == 1)
        #expect(try await desk.run("fees assign F1 --contract ZZ").code == 1)
        try await desk.done("fees assign F1 --contract SDP-1 --from 2027-01-01")
        let fee = try await desk.row(ask)
        #expect(fee["schedule"] == "F1" && fee["amount"] == "61.00")
        #expect(try await !desk.run(ask + " --explain").said.isEmpty)
    }
}
