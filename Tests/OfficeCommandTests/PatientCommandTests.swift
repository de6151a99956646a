import HouseKit
import Testing

/// Patients between offices, linked, and moved by a file.
struct PatientCommandTests {
    private static let head =
        "patient_system,patient_number,family_name,given_name,birth_date,"
        + "office_code\n"

    @Test func `an office's patient is seen there and at the centre, and nowhere else`()
        async throws
    {
        let house = try await House()
        let id = try await house["A01"].done("create patient family=Own given=Pat")
        try house.sync()
        #expect(try await house.centre.fields("patient", id)["family"] == "Own")
        #expect(
            try await house["B01"].refusal("show patient \(id)")
                == "no patient goes by that id, suffix or code here: `bridgework list patient` "
                + "shows what this replica holds")
        #expect(try await house["B01"].run("edit patient \(id) family=Theirs").code == 1)
        #expect(try await house["A01"].run("create patient family=X offices+=B01").code == 1)
    }

    @Test func `a patient who is shared comes whole, with the coverage`() async throws {
        let house = try await House()
        try await house.centre.done("create payor code=P1 name=One")
        try await house.centre.done("create insurance-plan code=PL1 payor=P1")
        try house.sync()
        let id = try await house["A01"].done("create patient family=Own given=Pat")
        let coverage = try await house["A01"].done(
            "create coverage patient=\(id) insurancePlan=PL1 memberId=M1")
        try house.sync()
        #expect(try await house["B01"].rows("list coverage").isEmpty)
        try await house.centre.done("edit patient \(id) offices+=B01")
        try house.sync()
        #expect(try await house["B01"].fields("coverage", coverage)["memberId"] == "M1")
        try await house.centre.done("edit patient \(id) offices-=B01")
        try house.sync()
        #expect(try await house["B01"].rows("list coverage").isEmpty)
        #expect(try await house["B01"].rows("departed").count == 2)
        #expect(try await house["B01"].done("verify") == "ok")
        #expect(try await house.hub.done("digest --office B01") == house["B01"].done("digest"))
    }

    @Test func `a link is a wish at an office, and the centre's to grant`() async throws {
        let house = try await House()
        let one = try await house["A01"].done("create patient family=Ruiz given=Ana")
        let two = try await house["A01"].done("create patient family=Ruiz given=Anna")
        let asked = try await house["A01"].run("patient link \(one) \(two) --reason 'her card'")
        #expect(asked.code == 0 && asked.err.contains("waits for the centre"))
        #expect(try await house["A01"].rows("list settlement").isEmpty)
        try house.sync()
        let part = try await house.centre.rows("proposals list")[0]
        #expect(part["type"] == "settlement" && part["reason"] == "her card")
        // What is asked of one settlement is accepted together.
        try await house.centre.done("proposals accept \(part["id"] ?? "")")
        #expect(try await house.centre.rows("proposals list").isEmpty)
        try house.sync()
        #expect(try await house["A01"].run("patient find ruiz").lines[0].contains("replacedBy"))
        #expect(try await house["A01"].run("patient link \(one) \(one)").code == 1)
        #expect(try await house["A01"].run("patient link \(one) 00000000").code == 1)
    }

    @Test func `whoever asks for the one who yielded is told who stands`() async throws {
        let house = try await House()
        let (stands, _) = try await house.insurePat()
        let desk = house.centre
        let yields = try await desk.done("create patient family=Shared given=Patty offices+=A01")
        let own = try await desk.done(
            "create coverage patient=\(yields) insurancePlan=PL1 memberId=M2")
        try await desk.done("patient link \(yields) \(stands)")
        try house.sync()
        let listed = try await house["A01"].run("coverage list --patient \(yields)")
        #expect(!listed.err.isEmpty)
        let both = try await house["A01"].rows("coverage list --patient \(yields)")
        #expect(both.count == 2 && both.contains { $0["id"] == own })
        // `show` means the record that is named.
        #expect(try await desk.fields("patient", yields)["given"] == "Patty")
        try await desk.done("patient unlink \(yields) \(stands)")
        try house.sync()
        #expect(try await house["A01"].rows("coverage list --patient \(yields)").count == 1)
    }

    @Test func `a number that is the group's moves the patient with its row`() async throws {
        let house = try await House()
        let desk = house.centre
        let first = try desk.file("a.csv", Self.head + "pms,1,Lopez,Ana,1980-02-28,A01\n")
        try await desk.done("import patients \(first) --group-numbers")
        let moved = try desk.file("b.csv", Self.head + "pms,1,Lopez,Ana,1980-02-28,B01\n")
        let rehearsed = try await desk.run("import patients \(moved) --group-numbers --dry-run")
        #expect(rehearsed.code == 0 && rehearsed.text.contains("1 edited"))
        try await desk.done("import patients \(moved) --group-numbers")
        try house.sync()
        #expect(try await desk.rows("list patient").count == 1)
        #expect(try await house["B01"].rows("list patient").map { $0["family"] } == ["Lopez"])
        #expect(try await house["A01"].rows("list patient").isEmpty)
        #expect(
            try await house["A01"].run("import patients \(first) --group-numbers").code == 1)
    }

    @Test func `another person under a known number is bad, and says so`() async throws {
        let desk = try await House().centre
        let first = try desk.file("a.csv", Self.head + "pms,1,Lopez,Ana,1980-02-28,A01\n")
        try await desk.done("import patients \(first)")
        let other = try desk.file("b.csv", Self.head + "pms,1,Kim,Bo,1991-05-05,A01\n")
        let outcome = try await desk.run("import patients \(other)")
        #expect(outcome.code == 1 && outcome.err.contains("line 2"))
        #expect(!outcome.err.contains("Kim") && !outcome.err.contains("1991"))
        #expect(try await desk.row("list patient")["family"] == "Lopez")
    }
}
