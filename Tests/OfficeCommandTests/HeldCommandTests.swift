import HouseKit
import Testing

/// What the hub leaves to people: proposals, custody and quarantine.
struct HeldCommandTests {
    /// A house in which office A01 asks for another name of a payor.
    private func asked() async throws -> (house: House, proposal: String) {
        let house = try await House()
        try await house.centre.done("create payor code=SDP name=One")
        try house.sync()
        let outcome = try await house["A01"].run("edit payor SDP name=Two --reason 'their letter'")
        #expect(outcome.code == 0)
        #expect(
            outcome.said[0]
                == "what is not this replica's to write waits for the centre, as 1 proposal:")
        try house.sync()
        return (house, try await house.centre.row("proposals list")["id"] ?? "")
    }

    @Test func `an office's edit of what is not its own changes nothing before it is accepted`()
        async throws
    {
        let (house, id) = try await asked()
        for seat in [house.centre, house["A01"]] {
            #expect(try await seat.fields("payor", "SDP")["name"] == "One")
            let row = try await seat.row("proposals list")
            #expect(row["status"] == "open" && row["office"] == "A01")
            #expect(row["type"] == "payor" && row["attribute"] == "name")
            #expect(row["reason"] == "their letter" && row["why"] == nil)
        }
        #expect(try await house["B01"].rows("proposals list").isEmpty)
        let sheet = try await house.centre.rows("proposals show \(id)")
        #expect(sheet.first { $0["what"] == "proposed" }?["value"] == "Two")
        #expect(sheet.first { $0["what"] == "current" }?["value"] == "One")
        #expect(sheet.first { $0["what"] == "writer" }?["value"]?.hasPrefix("A01") == true)
        #expect(try await house.centre.row("status")["proposals"] == "1")
    }

    @Test func `the centre accepts it as its own write`() async throws {
        let (house, id) = try await asked()
        let tried = try await house.centre.run("proposals accept \(id) --dry-run")
        #expect(tried.said == ["nothing was written: 2 writes would count at once"])
        #expect(try await house.centre.row("proposals list")["status"] == "open")
        try await house.centre.done("proposals accept \(id) --reason 'seen it'")
        try house.sync()
        for seat in [house.centre, house["A01"], house["B01"]] {
            #expect(try await seat.fields("payor", "SDP")["name"] == "Two")
            #expect(try await seat.rows("proposals list").isEmpty)
        }
        #expect(
            try await house.centre.row("proposals list --all")["status"] == "accepted")
        #expect(try await house.centre.run("proposals accept \(id)").code == 1)
        #expect(try await house.centre.run("proposals reject \(id)").code == 1)
    }

    @Test func `the parts of a new record are decided together`() async throws {
        let house = try await House()
        try await house.centre.done("create payor code=SDP name=One")
        try house.sync()
        for word in ["accept", "reject"] {
            let plan = "PL-\(word)"
            let asked = try await house["A01"].run("create insurance-plan code=\(plan) payor=SDP")
            #expect(asked.said[0].hasSuffix("as 2 proposals:"))
            try house.sync()
            let parts = try await house.centre.rows("proposals list").filter {
                $0["type"] == "insurance_plan"
            }
            #expect(parts.count == 2)
            try await house.centre.done(
                "proposals \(word) \(parts[0]["id"] ?? "") --reason seen")
            #expect(try await house.centre.rows("proposals list").isEmpty)
            let code = try await house.centre.run("show insurance-plan \(plan)").code
            #expect(code == (word == "accept" ? 0 : 1))
        }
        let accepted = try await house.centre.fields("insurance-plan", "PL-accept")
        #expect(accepted["payor"] != nil)
    }

    @Test func `the centre rejects it and writes nothing else`() async throws {
        let (house, id) = try await asked()
        try await house.centre.done("proposals reject \(id) --reason 'old letter'")
        try house.sync()
        #expect(try await house["A01"].fields("payor", "SDP")["name"] == "One")
        #expect(try await house["A01"].rows("proposals list").isEmpty)
        #expect(try await house["A01"].row("proposals list --all")["status"] == "rejected")
    }

    @Test func `an office accepts none, and nobody accepts what is not there`() async throws {
        let (house, id) = try await asked()
        #expect(try await house["A01"].run("proposals accept \(id)").code == 1)
        #expect(try await house.centre.run("proposals accept 00000000").code == 1)
        #expect(try await house.centre.run("proposals show 00000000").code == 1)
        #expect(try await house.centre.fields("payor", "SDP")["name"] == "One")
        #expect(try await house.centre.rows("proposals list").count == 1)
    }

    @Test func `what changed since the office looked is accepted only on purpose`() async throws {
        let (house, id) = try await asked()
        try await house.centre.done("edit payor SDP name=Three")
        let words = try await house.centre.refusal("proposals accept \(id)")
        #expect(words.contains("--anyway"))
        #expect(try await house.centre.fields("payor", "SDP")["name"] == "Three")
        try await house.centre.done("proposals accept \(id) --anyway")
        #expect(try await house.centre.fields("payor", "SDP")["name"] == "Two")
    }

    /// A late edit by A01 of a patient who has moved to B01.
    private func late() async throws -> (house: House, patient: String, custody: String) {
        let house = try await House()
        let patient = try await house.centre.done("create patient family=Moved offices+=A01")
        try house.sync()
        try await house["A01"].done("edit patient \(patient) language=Welsh --reason 'her word'")
        try await house.centre.done("edit patient \(patient) offices+=B01 offices-=A01")
        try house.sync(house.centre, house["A01"], house["B01"], house.centre)
        return (house, patient, try await house["B01"].row("custody list")["id"] ?? "")
    }

    @Test func `a late edit waits for whoever has the record now`() async throws {
        let (house, patient, id) = try await late()
        let row = try await house["B01"].row("custody list")
        #expect(row["office"] == "A01" && row["attribute"] == "language")
        #expect(row["why"] == "custody" && row["reason"] == "her word")
        #expect(try await house["B01"].fields("patient", patient)["language"] == nil)
        let sheet = try await house["B01"].rows("custody show \(id)")
        #expect(sheet.first { $0["what"] == "proposed" }?["value"] == "Welsh")
        #expect(
            sheet.first { $0["what"] == "next" }?["value"]
                == "accept it, or reject it with --reason")
        try await house["B01"].done("custody accept \(id)")
        #expect(try await house["B01"].fields("patient", patient)["language"] == "Welsh")
        #expect(try await house["B01"].rows("custody list").isEmpty)
        #expect(try await house["B01"].run("custody accept \(id)").code == 1)
        try house.sync()
        #expect(try await house.centre.fields("patient", patient)["language"] == "Welsh")
        #expect(try await house.centre.row("custody list --all")["status"] == "accepted")
        // Whoever lost the record sees neither it nor what waited about it.
        #expect(try await house["A01"].rows("custody list --all").isEmpty)
    }

    @Test func `a late edit of what changed since is taken over only on purpose`() async throws {
        let (house, patient, id) = try await late()
        try await house["B01"].done("edit patient \(patient) language=German")
        #expect(try await house["B01"].refusal("custody accept \(id)").contains("--anyway"))
        #expect(try await house["B01"].fields("patient", patient)["language"] == "German")
        try await house["B01"].done("custody accept \(id) --anyway")
        #expect(try await house["B01"].fields("patient", patient)["language"] == "Welsh")
    }

    @Test func `a late edit is turned down with a reason, and the record is gone where it left`()
        async throws
    {
        let (house, patient, id) = try await late()
        #expect(
            try await house["B01"].misuse("custody reject \(id)").hasPrefix(
                "Error: Say why with --reason TEXT"))
        try await house["B01"].done("custody reject \(id) --reason 'she says no'")
        try house.sync()
        #expect(try await house.centre.fields("patient", patient)["language"] == nil)
        #expect(try await house["A01"].run("show patient \(patient)").code == 1)
        let gone = try await house["A01"].row("departed")
        #expect(gone["record"] == patient && gone["type"] == "patient")
        #expect(gone["left"] == "2027-01-15")
        #expect(try gone.list("offices") == ["B01"])
        #expect(try await house["A01"].rows("departed --type payor").isEmpty)
        #expect(try await house["A01"].run("departed --type bogus").code == 1)
        #expect(try await house["A01"].run("departed").said == ["1 record has left"])
    }

    @Test func `an empty quarantine says so, and a word on it needs its reason`() async throws {
        let desk = try await House().centre
        #expect(try await desk.rows("quarantine list").isEmpty)
        #expect(try await desk.run("quarantine list").said == ["0 changes wait"])
        #expect(try await desk.run("quarantine retry 00000000").code == 1)
        #expect(try await desk.run("quarantine drop 00000000").code == 2)
        #expect(try await desk.run("quarantine drop 00000000 --reason x").code == 1)
        #expect(try await desk.run("quarantine amend 00000000 a=b --reason x").code == 1)
    }
}
