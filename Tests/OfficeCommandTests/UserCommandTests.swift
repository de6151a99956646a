import HouseKit
import Testing

/// The people in whose names is written.
struct UserCommandTests {
    @Test func `a user is added with roles and offices, and listed`() async throws {
        let desk = try await House().centre
        try await desk.done(
            "user add ann --name 'Ann One' --role coordinator --role approver --office A01")
        let user = try await desk.row("user review")
        #expect(user["login"] == "ann" && user["displayName"] == "Ann One")
        #expect(try user.list("roles") == ["approver", "coordinator"])
        #expect(try user.list("offices") == ["A01"])
        #expect(user["lastWrite"] == nil && user["stale"] == "false" && user["mfa"] == "false")
        #expect(try await desk.rows("user list").map { $0["login"] } == ["ann"])
    }

    @Test func `a login, a role or an office that is none is refused`() async throws {
        let desk = try await House().centre
        #expect(
            try await desk.refusal("user add ANN!")
                == "login: expected a login of up to 64 small letters, digits, dots, hyphens, "
                + "underscores or @")
        #expect(
            try await desk.refusal("user add bob --role king").hasPrefix(
                "roles.role: expected one of frontDesk, officeCoordinator, coordinator"))
        #expect(try await desk.run("user add bob --office ZZ").code == 1)
        #expect(try await desk.rows("user list").isEmpty)
        try await desk.done("user add ann")
        #expect(try await desk.run("user add ann").code == 1)
    }

    @Test func `who writes is kept with the write, and must be somebody`() async throws {
        let desk = try await House().centre
        try await desk.done("user add ann --name Ann")
        #expect(
            try await desk.refusal("create payor code=A name=B --as nobody")
                == "no user has that login here: `bridgework list user` shows them")
        #expect(try await desk.rows("list payor").isEmpty)
        try await desk.done("create payor code=A name=B --as ann --reason 'new payor'")
        let writes = try await desk.row("show payor A --history").rows("history")
        #expect(writes.allSatisfy { $0["by"] == "ann" && $0["reason"] == "new payor" })
        #expect(try await desk.row("user review")["lastWrite"] == "2027-01-15T08:00:00Z")
    }

    @Test func `whoever is disabled writes nothing more, and his writes stay`() async throws {
        let desk = try await House().centre
        try await desk.done("user add ann")
        try await desk.done("create payor code=A name=B --as ann")
        try await desk.done("user disable ann --reason left")
        #expect(
            try await desk.refusal("edit payor A name=C --as ann")
                == "that user is disabled: ask an admin")
        #expect(try await desk.fields("payor", "A")["name"] == "B")
        #expect(try await desk.row("user review")["disabled"] == "true")
        #expect(try await desk.run("user disable nobody").code == 1)
    }

    @Test func `who has not written for long is stale, from when he was added`() async throws {
        let house = try await House()
        try await house.centre.done("user add ann")
        try await house.centre.done("user add bob")
        house.clock.pass(days: 89)
        try await house.centre.done("create payor code=A name=B --as ann")
        #expect(try await house.centre.rows("user review --stale").isEmpty)
        house.clock.pass(days: 1)
        let stale = try await house.centre.rows("user review --stale")
        #expect(stale.map { $0["login"] } == ["bob"])
        #expect(try await house.centre.rows("user review --stale --days 1").count == 2)
        let words = try await house.centre.run("user review").said
        #expect(words.last == "2 users, 1 stale")
        #expect(try await house.centre.run("user review --days 0").code == 2)
    }

    @Test func `an office proposes a user, and the centre adds him`() async throws {
        let house = try await House()
        let outcome = try await house["A01"].run("user add eve")
        // The login, and the office that it is for.
        #expect(outcome.said[0].hasSuffix("as 2 proposals:"))
        #expect(try await house["A01"].rows("user list").isEmpty)
        try house.sync()
        let proposals = try await house.centre.rows("proposals list")
        #expect(Set(proposals.map { $0["attribute"] }) == ["login", "offices"])
        // They are one new user: one word decides on both.
        try await house.centre.done("proposals accept \(proposals[0]["id"] ?? "")")
        try house.sync()
        #expect(try await house["A01"].rows("user list").map { $0["login"] } == ["eve"])
        #expect(try await house.centre.rows("proposals list").isEmpty)
    }
}
