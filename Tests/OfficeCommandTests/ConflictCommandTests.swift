import HouseKit
import Merge
import Testing

/// What only a person can decide, at the desk.
struct ConflictCommandTests {
    /// A house in which two offices disagree on a patient's sex; known everywhere.
    private func disagree() async throws -> (house: House, patient: String, conflict: String) {
        let house = try await House()
        let patient = try await house.insurePat().patient
        try await house["A01"].done("edit patient \(patient) sexForClaims=M --reason 'her word'")
        house.clock.pass(hours: 1)
        try await house["B01"].done("edit patient \(patient) sexForClaims=F")
        try house.sync()
        let row = try await house.centre.row("conflicts list")
        return (house, patient, row["id"] ?? "")
    }

    private func seen(_ conflict: String, at desk: Seat) async throws -> String {
        try await desk.row("conflicts show \(conflict)")["seen"] ?? ""
    }

    @Test func `a conflict is listed with whose it is, how grave and how old`() async throws {
        let (house, patient, id) = try await disagree()
        let row = try await house.centre.row("conflicts list")
        #expect(row["record"] == patient && row["type"] == "patient")
        #expect(row["attribute"] == "sexForClaims" && row["kind"] == "siblings")
        #expect(row["severity"] == "review" && row["status"] == "open")
        #expect(row["candidates"] == "2" && row["assignee"] == nil)
        #expect(Set(try row.list("offices")) == ["A01", "B01"])
        #expect(try await house["A01"].row("conflicts list")["id"] == id)
        #expect(try await house.centre.run("conflicts list").said.first == "1 of 1 open")
        #expect(try await house.centre.row("status")["conflicts"] == "1")
    }

    @Test func `a settlement is held to what an edit is`() async throws {
        let house = try await House()
        let patient = try await house.insurePat().patient
        try await house["A01"].done("edit patient \(patient) birthDate=1990-01-01")
        try await house["B01"].done("edit patient \(patient) birthDate=1990-10-01")
        try house.sync()
        let desk = house.centre
        let id = try await desk.row("conflicts list")["id"] ?? ""
        let settle = "conflicts resolve \(id) --seen \(try await seen(id, at: desk)) --reason x"
        for day in ["2090-01-01", "1800-01-01"] {
            #expect(
                try await desk.refusal("\(settle) birthDate=\(day)").hasPrefix(
                    "birthDate: expected a birth date from 120 years ago to today"))
        }
        let tried = try await desk.run("\(settle) birthDate=1990-01-10 --dry-run")
        #expect(tried.code == 0 && tried.out.isEmpty)
        #expect(tried.said[0].hasPrefix("nothing was written: 1 write would count at once"))
        #expect(try await desk.rows("conflicts list").count == 1)
        try await desk.done("\(settle) birthDate=1990-01-10")
        try await desk.done("conflicts undo \(id) --reason looked --dry-run")
        #expect(try await desk.rows("conflicts list").isEmpty)
        #expect(try await desk.fields("patient", patient)["birthDate"] == "1990-01-10")
    }

    @Test func `filters say which, and one that names nothing is refused`() async throws {
        let (house, _, _) = try await disagree()
        let desk = house.centre
        let some = ["--type patient", "--kind siblings", "--attribute sexForClaims"]
        for filter in some + ["--office A01", "--severity review", "--status open"] {
            #expect(try await desk.rows("conflicts list \(filter)").count == 1, "\(filter)")
        }
        let none = ["--type payor", "--severity blocking", "--status assigned", "--older-than 1"]
        for filter in none + ["--attribute birthDate", "--kind duplicate-patient"] {
            #expect(try await desk.rows("conflicts list \(filter)").isEmpty, "\(filter)")
        }
        house.clock.pass(days: 2)
        #expect(try await desk.rows("conflicts list --older-than 1").count == 1)
        #expect(
            try await desk.misuse("conflicts list --kind odd").hasPrefix(
                "Error: There is no such kind; --kind takes siblings,"))
        #expect(try await desk.run("conflicts list --limit 0").code == 2)
        #expect(try await desk.run("conflicts list --attribute nothing").code == 1)
        #expect(try await desk.run("conflicts list --office ZZ").code == 1)
        #expect(try await desk.run("conflicts list --assignee nobody").code == 1)
    }

    @Test func `a conflict shows who wrote what having seen what, and nothing else`() async throws {
        let (house, patient, id) = try await disagree()
        let sheet = try await house["A01"].row("conflicts show \(id)")
        let candidates = try sheet.rows("candidates")
        #expect(Set(candidates.map { $0["value"] }) == ["F", "M"])
        let mine = try #require(candidates.first { $0["value"] == "M" })
        #expect(mine["office"] == "A01" && mine["reason"] == "her word")
        #expect(mine["saw"] == "no value; nothing of the other candidate")
        #expect(sheet["record"] == patient)
        #expect(try sheet.list("choices") == ["take", "value"])
        #expect(try sheet.rows("recommended")[0]["because"]?.contains("latest") == true)
        let table = try await house["A01"].run("conflicts show \(id)")
        #expect(!table.out.contains("Shared") && !table.out.contains("1980"))
        #expect(table.said.last?.hasPrefix("settle with: bridgework conflicts resolve") == true)
        #expect(try await house["A01"].run("conflicts show 00000000").code == 1)
    }

    @Test func `a candidate is taken for everybody, by whoever saw both`() async throws {
        let (house, patient, id) = try await disagree()
        let desk = house.centre
        let sheet = try await desk.row("conflicts show \(id)")
        let seen = sheet["seen"] ?? ""
        let number = try sheet.rows("candidates").first { $0["value"] == "F" }?["number"] ?? ""
        #expect(
            try await desk.done(
                "conflicts resolve \(id) --seen \(seen) --take \(number) --reason card") == patient)
        try house.sync()
        for seat in [desk, house["A01"], house["B01"]] {
            #expect(try await seat.rows("conflicts list").isEmpty)
            #expect(try await seat.fields("patient", patient)["sexForClaims"] == "F")
        }
        #expect(
            try await desk.run("conflicts resolve \(id) --seen \(seen) --take 1 --reason x").code
                == 1)
    }

    @Test func `a settlement needs its reason, one way, and what was seen`() async throws {
        let (house, _, id) = try await disagree()
        let desk = house.centre
        let seen = try await seen(id, at: desk)
        let misuses = [
            "\(id) --seen \(seen) --take 1": "Error: Say why with --reason TEXT",
            "\(id) --seen \(seen) --reason x": "Error: Give one of --take N,",
            "\(id) --seen \(seen) --take 1 --distinct --reason x": "Error: Give one of --take N,",
            "\(id) --take 1 --reason x": "Error: Say what you saw with --seen DIGEST",
            "--take 1 --reason x": "Error: Name a conflict by its id, or give --matching.",
            "\(id) --seen \(seen) --take x --reason x": "Error: --take takes the number of a",
            "\(id) --seen \(seen) --merge a --reason x": "Error: --merge takes FIELD=N",
            "--matching --distinct --reason x": "Error: --matching takes filters",
        ]
        for (words, start) in misuses {
            #expect(
                try await desk.misuse("conflicts resolve \(words)").hasPrefix(start), "\(words)")
        }
        for words in ["--seen \(seen) --take 3", "--seen 0000000000 --take 1"] {
            #expect(try await desk.run("conflicts resolve \(id) \(words) --reason x").code == 1)
        }
        #expect(try await desk.rows("conflicts list").count == 1)
    }

    @Test func `whoever decides on an older picture is told to look again`() async throws {
        let house = try await House()
        let other = try house.seat(.coordinator, named: "other")
        let patient = try await house.insurePat().patient
        try house.sync()
        try await other.done("edit patient \(patient) sexForClaims=U")
        try await house["A01"].done("edit patient \(patient) sexForClaims=M")
        try await house["B01"].done("edit patient \(patient) sexForClaims=F")
        try house.sync(house["A01"], house["B01"], house.centre)
        let id = try await house.centre.row("conflicts list")["id"] ?? ""
        let seen = try await seen(id, at: house.centre)
        try house.sync(other, house.centre)
        #expect(try await house.centre.row("conflicts list")["candidates"] == "3")
        let line = "conflicts resolve \(id) --seen \(seen) --take 1 --reason card"
        #expect(try await house.centre.refusal(line).contains("conflicts show"))
        #expect(try await house.centre.rows("conflicts list").count == 1)
        let now = try await self.seen(id, at: house.centre)
        try await house.centre.done("conflicts resolve \(id) --seen \(now) --take 1 --reason card")
        try house.sync()
        #expect(try await house["A01"].rows("conflicts list").isEmpty)
    }

    @Test func `a settlement is taken back where it was made, and both stand again`() async throws {
        let (house, patient, id) = try await disagree()
        let desk = house.centre
        let seen = try await seen(id, at: desk)
        try await desk.done(
            "conflicts resolve \(id) --seen \(seen) --value sexForClaims=U --reason asked")
        #expect(try await desk.fields("patient", patient)["sexForClaims"] == "U")
        try house.sync()
        let settled = try await desk.row("conflicts settled")
        #expect(settled["id"] == id && settled["reason"] == "asked")
        #expect(settled["attribute"] == "sexForClaims" && settled["record"] == patient)
        #expect(try await house["A01"].rows("conflicts settled").isEmpty)
        #expect(try await house["A01"].run("conflicts undo \(id) --reason no").code == 1)
        #expect(try await desk.misuse("conflicts undo \(id)").hasPrefix("Error: Say why"))
        #expect(try await desk.run("conflicts undo --reason x").code == 2)
        #expect(try await desk.run("conflicts undo --matching --reason x").code == 2)
        #expect(try await desk.done("conflicts undo \(id) --reason wrong") == id)
        try house.sync()
        for seat in [desk, house["A01"], house["B01"]] {
            let found = try await seat.row("conflicts show \(id)").rows("candidates")
            #expect(Set(found.map { $0["value"] }) == ["F", "M"])
        }
        #expect(try await desk.rows("conflicts settled").isEmpty)
        // It can be settled for good.
        let again = try await self.seen(id, at: house["A01"])
        try await house["A01"].done(
            "conflicts resolve \(id) --seen \(again) --value sexForClaims=U --reason asked")
        try house.sync()
        for seat in [desk, house["A01"], house["B01"]] {
            #expect(try await seat.rows("conflicts list").isEmpty)
            #expect(try await seat.fields("patient", patient)["sexForClaims"] == "U")
        }
    }

    @Test func `it is given to somebody, or rests until a day, everywhere`() async throws {
        let (house, _, id) = try await disagree()
        try await house.addPeople()
        try await house.centre.done("conflicts assign \(id) ann")
        try house.sync()
        var row = try await house.centre.row("conflicts list --assignee ann")
        #expect(row["assignee"] == "ann" && row["status"] == "assigned")
        #expect(try await house["B01"].row("conflicts list")["status"] == "assigned")
        #expect(try await house.centre.rows("conflicts list --assignee none").isEmpty)
        #expect(try await house.centre.run("conflicts assign \(id) nobody").code == 1)
        #expect(try await house.centre.run("conflicts defer \(id) --until 2027-02-01").code == 2)
        try await house.centre.done("conflicts defer \(id) --until 2027-02-01 --reason 'her card'")
        row = try await house.centre.row("conflicts list")
        #expect(row["status"] == "deferred" && row["deferredUntil"] == "2027-02-01")
        #expect(try await house.centre.rows("conflicts list --status open").isEmpty)
        #expect(
            try await house.centre.refusal("conflicts defer \(id) --until 2001-01-01 --reason x")
                .contains("still to come"))
        house.clock.pass(days: 20)
        #expect(try await house.centre.row("conflicts list")["status"] == "assigned")
    }

    @Test func `many of one cause are settled by one word, first as a rehearsal`() async throws {
        let house = try await House()
        var patients: [String] = []
        for name in ["One", "Two", "Three"] {
            patients.append(
                try await house.centre.done(
                    "create patient family=\(name) offices+=A01 offices+=B01"))
        }
        try house.sync()
        for id in patients { try await house["A01"].done("edit patient \(id) sexForClaims=M") }
        house.clock.pass(hours: 1)
        for id in patients { try await house["B01"].done("edit patient \(id) sexForClaims=F") }
        try house.sync()
        let desk = house.centre
        let page = try await desk.rows("conflicts list --limit 2")
        let rest = try await desk.rows("conflicts list --after \(page.last?["id"] ?? "")")
        #expect(page.count == 2 && rest.count == 1)
        #expect(Set((page + rest).map { $0["id"] }).count == 3)
        let line = "conflicts resolve --matching --type patient --take office:A01 --reason theirs"
        let rehearsed = try await desk.run(line + " --dry-run")
        let words = try #require(rehearsed.said.last)
        #expect(words.hasPrefix("nothing was written"))
        let seen = String(words.firstMatch(of: /--seen ([0-9a-f]{16}),/)?.1 ?? "")
        // Another choice was not counted, and neither was what came since.
        let other = line.replacing("office:A01", with: "newest")
        let moved = "is not what was counted"
        #expect(try await desk.refusal(other + " --seen " + seen).contains(moved))
        #expect(try await desk.refusal(line + " --seen 00000000").contains(moved))
        #expect(try await desk.refusal(line + " --seen " + seen.prefix(7)).contains("first 8"))
        #expect(try await desk.rows("conflicts list").count == 3)
        let tally = try await desk.row(line + " --seen " + seen)
        #expect(tally["kind"] == "siblings" && tally["conflicts"] == "3")
        #expect(try await desk.rows("conflicts list").isEmpty)
        for id in patients {
            #expect(try await desk.fields("patient", id)["sexForClaims"] == "M")
        }
        #expect(
            try await desk.run("conflicts resolve --matching --take newest --reason x").code == 1)
        let back = try await desk.row("conflicts undo --matching --type patient --reason wrong")
        #expect(back["type"] == "patient" && back["conflicts"] == "3")
        #expect(try await desk.rows("conflicts list").count == 3)
        // Both candidates came back in one write: neither is the newest, and that is said.
        let tied = try await desk.row(line.replacing("office:A01", with: "newest"))
        #expect(tied["outcome"] != "settled" && tied["conflicts"] == "3")
        #expect(try await desk.rows("conflicts list").count == 3)
    }

    @Test func `a blocking conflict leaves the value open and says what waits`() async throws {
        let house = try await House()
        let (patient, _) = try await house.insurePat()
        try await house["A01"].done("edit patient \(patient) birthDate=1981-01-01")
        try await house["B01"].done("edit patient \(patient) birthDate=1982-01-01")
        try house.sync()
        let row = try await house.centre.row("conflicts list --severity blocking")
        #expect(row["attribute"] == "birthDate" && row["blocked"] == "1")
        #expect(try await house.centre.fields("patient", patient)["birthDate"] == nil)
        let shown = try await house.centre.row("show patient \(patient)").rows("conflicts")
        #expect(shown.map { $0["attribute"] } == ["birthDate"] && shown[0]["blocking"] == "true")
        #expect(
            try await house.centre.run("show patient \(patient)").said.last?
                .hasPrefix("1 conflict waits") == true)
        let blocked = try await house.centre.row("conflicts show \(row["id"] ?? "")")
        #expect(try blocked.rows("blocking").map { $0["type"] } == ["coverage"])
        #expect(try await house.centre.row("status")["blocking"] == "1")
    }

    @Test func `duplicates are told apart, or one stands for the other`() async throws {
        let house = try await House()
        let desk = house.centre
        let birth = "birthDate=1980-02-28 offices+=A01"
        let one = try await desk.done("create patient family=Ruiz given=Ana \(birth)")
        let two = try await desk.done("create patient family=Ruiz given=Ana \(birth)")
        let row = try await desk.row("conflicts list --kind duplicate-patient")
        #expect(row["attribute"] == nil)
        let id = row["id"] ?? ""
        let sheet = try await desk.row("conflicts show \(id)")
        #expect(Set(try sheet.rows("candidates").map { $0["record"] }) == [one, two])
        #expect(try sheet.list("choices").contains("distinct"))
        #expect(try !sheet.list("reasons").isEmpty)
        let seen = sheet["seen"] ?? ""
        try await desk.done("conflicts resolve \(id) --seen \(seen) --distinct --reason twins")
        #expect(try await desk.rows("conflicts list").isEmpty)
        try await desk.done("conflicts undo \(id) --reason 'no twins'")
        let again = try await self.seen(id, at: desk)
        try await desk.done("conflicts resolve \(id) --seen \(again) --take 1 --reason same")
        #expect(try await desk.rows("conflicts list").isEmpty)
        #expect(try await desk.rows("list settlement").count == 1)
        #expect(try await desk.run("patient find ruiz").lines[0].contains("replacedBy"))
    }

    @Test func `a coverage is merged field by field, each from the candidate that is named`()
        async throws
    {
        let house = try await House()
        let coverage = try await house.insurePat().coverage
        try await house["A01"].done("edit coverage \(coverage) memberId=AAA1 subscriberFamily=Al")
        try await house["B01"].done("edit coverage \(coverage) memberId=BBB2 subscriberFamily=Be")
        try house.sync()
        let desk = house.centre
        let id = try await desk.row("conflicts list")["id"] ?? ""
        let sheet = try await desk.row("conflicts show \(id)")
        let seen = sheet["seen"] ?? ""
        let members = try sheet.rows("candidates").map { try $0.rows("fields")[0]["memberId"] }
        let start = "conflicts resolve \(id) --seen \(seen) --reason card --merge memberId=1"
        #expect(try await desk.refusal(start).contains("subscriberFamily"))
        for number in [Int.min, 0, 3] {
            let wrong = start + " --merge subscriberFamily=\(number)"
            #expect(try await desk.refusal(wrong).contains("candidates 1 to 2"))
        }
        try await desk.done(start + " --merge subscriberFamily=2")
        let fields = try await desk.fields("coverage", coverage)
        #expect(fields["memberId"] == members[0])
        #expect(fields["subscriberFamily"] == (members[0] == "AAA1" ? "Be" : "Al"))
    }
}
