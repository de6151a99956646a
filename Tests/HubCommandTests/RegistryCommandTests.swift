import HouseKit
import Merge
import Testing

/// Who may connect: invitations, the list, and shutting somebody out.
struct RegistryCommandTests {
    @Test func `an invitation is a token, good once and for as long as it says`() async throws {
        let house = try await House()
        let invited = try await house.hub.row("invite --office A01 --expires 30m")
        #expect(invited["token"]?.hasPrefix("bw1.") == true)
        #expect(invited["expires"] == "2027-01-15T08:30:00Z")
        #expect(invited["name"] == "A01-2" && invited["replaces"] == nil)
        #expect(invited.names == ["token", "fingerprint", "expires", "name", "replaces"])
        let other = try await house.hub.row("invite --office A01 --expires 7d")
        #expect(other["token"] != invited["token"])
        #expect(other["fingerprint"] == invited["fingerprint"])
        #expect(other["expires"] == "2027-01-22T08:00:00Z")
    }

    @Test func `a machine that is named gives its place to the one that joins anew`() async throws {
        let house = try await House()
        let replica = try await house.hub.rows("replicas").first { $0["name"] == "A01" }?["id"]
        let invited = try await house.hub.row("invite --office A01 --name A01")
        #expect(invited["replaces"] == replica && invited["name"] == "A01")
        let talk = try await house.hub.run("invite --office A01 --name A01").said
        #expect(talk.last == "when it joins, replica \(replica ?? "") of the same name is revoked")
        #expect(
            try await house.hub.refusal("invite --office A01 --name centre").hasPrefix(
                "a machine of another office or role has that name"))
        // Until somebody joins, nobody is shut out.
        let states = try await house.hub.rows("replicas").map { $0["status"] }
        #expect(states == ["active", "active", "active"])
    }

    @Test func `an invitation is for one seat, with words that there are`() async throws {
        let house = try await House()
        let misuses = [
            "invite": "Error: Give --office CODE or --central NAME, one of the two.",
            "invite --office A01 --central x": "Error: Give --office CODE or --central NAME",
            "invite --central x --role king": "Error: --role takes coordinator or admin.",
            "invite --central x --scopes all": "Error: --scopes takes credentialing and clinical.",
            "invite --central x --expires soon": "Error: --expires takes a time like 30m, 24h",
        ]
        for (line, start) in misuses {
            #expect(try await house.hub.misuse(line).hasPrefix(start), "\(line)")
        }
        #expect(
            try await house.hub.refusal("invite --office ZZ").hasPrefix(
                "the hub knows no office by that code: create it on a central replica"))
        let long = String(repeating: "x", count: 101)
        #expect(try await house.hub.run("invite --central \(long)").code == 1)
        #expect(try await house.hub.rows("events").isEmpty)
    }

    @Test func `the list says who, in which seat, until when, and whom it last saw`() async throws {
        let house = try await House()
        let rows = try await house.hub.rows("replicas")
        #expect(rows.map { $0["name"] } == ["centre", "A01", "B01"])
        #expect(rows.map { $0["role"] } == ["coordinator", "office", "office"])
        #expect(rows[0]["office"] == nil && rows[1]["office"] != rows[2]["office"])
        #expect(rows[0]["scopes"] == "central group")
        #expect(rows[1]["scopes"] == "group office/\(rows[1]["office"] ?? "")")
        #expect(rows.allSatisfy { $0["expires"] == "2027-04-15T08:00:00Z" })
        #expect(rows.allSatisfy { $0["lastSeen"] == "2027-01-15T08:00:00Z" })
        house.clock.pass(days: 91)
        let later = try await house.hub.rows("replicas").map { $0["status"] }
        #expect(later == ["expired", "expired", "expired"])
    }

    @Test func `whoever is shut out stays on the list and in the events`() async throws {
        let house = try await House()
        let id = try await house.hub.rows("replicas")[2]["id"] ?? ""
        #expect(try await house.hub.done("revoke B01") == "revoked \(id)")
        #expect(
            try await house.hub.rows("replicas").map { $0["status"] }
                == ["active", "active", "revoked"])
        let event = try await house.hub.row("events")
        #expect(event["event"] == "replica-revoked" && event["subject"] == id)
        #expect(
            try await house.hub.refusal("revoke B01")
                == "that replica was revoked before: nothing is left to do")
        #expect(try await house.hub.row("status")["replicas"] == "2")
        // By the end of its id, and by the word of before.
        let other = try await house.hub.rows("replicas")[1]["id"] ?? ""
        #expect(try await house.hub.done("retire \(other.suffix(8))") == "revoked \(other)")
    }

    @Test func `a word that names nobody, or several, shuts nobody out`() async throws {
        let house = try await House()
        #expect(
            try await house.hub.refusal("revoke nobody").hasPrefix("no replica has that name"))
        try house.seat(.coordinator, named: "twin")
        try house.seat(.coordinator, named: "twin2")
        // Ids of a house end in a running number.
        #expect(try await house.hub.run("revoke 0000").code == 1)
        let states = try await house.hub.rows("replicas").map { $0["status"] }
        #expect(Set(states) == ["active"] && states.count == 5)
    }

    @Test func `a new secret is handed out with the next sync of each`() async throws {
        let house = try await House()
        #expect(try await house.hub.row("status")["idSecret"] == "1")
        house.clock.pass(hours: 1)
        #expect(try await house.hub.done("renew-secret") == "secret for ids: version 2")
        var status = try await house.hub.row("status")
        #expect(status["idSecret"] == "2" && status["idSecretAwaited"] == "3")
        house.clock.pass(hours: 1)
        try house.sync(house["A01"])
        status = try await house.hub.row("status")
        #expect(status["idSecretAwaited"] == "2")
        #expect(
            try await house.hub.rows("events").map { $0["event"] }.contains("id-secret-renewed"))
    }
}
