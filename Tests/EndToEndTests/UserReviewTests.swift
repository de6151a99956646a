import Benefits
import Foundation
import Identity
import Merge
import Practice
import Records
import Replica
import Store
import Testing

extension EndToEnd {
    /// Who can write, who no longer does, and a machine that is lost.
    struct UserReviewTests {
        @Test func `a review tells who wrote, who is quiet and who is out`() async throws {
            try await Group.with { group in
                for login in ["kim", "lee", "max"] {
                    try group.central.done(
                        "user", "add", login, "--role", "frontDesk", "--office", "A01")
                }
                try group.central.done("user", "disable", "max", "--reason", "left")
                try group.sync()
                try group.a.done(
                    "create", "patient", "family=One", "given=Pat", "birthDate=1980-01-01", "--as",
                    "kim")
                try group.sync()
                for site in [group.a, group.central] {
                    let users = try site.rows("user", "review")
                    let by = Dictionary(
                        users.map { ($0.text("login") ?? "", $0) },
                        uniquingKeysWith: { first, _ in first })
                    #expect(by["kim"]?.number("days") == 0)
                    #expect(by["kim"]?["roles"] as? [String] == ["frontDesk"])
                    #expect(by["kim"]?["offices"] as? [String] == ["A01"])
                    #expect(by["lee"]?["lastWrite"] is NSNull)
                    #expect(by["max"]?["disabled"] as? Bool == true)
                    #expect(users.allSatisfy { $0["stale"] as? Bool == false })
                }
                #expect(try group.b.rows("user", "review").isEmpty)
                #expect(try group.a.run("user", "review", "--days", "0").code == 2)
            }
        }

        @Test func `a user without a write for ninety days is stale`() async throws {
            try await Group.with { group in
                try group.central.done("user", "add", "kim", "--office", "A01")
                try group.central.done("user", "add", "lee", "--office", "A01")
                try group.sync()
                let past = Timestamp(
                    milliseconds: Clock.now().milliseconds - 91 * 86_400_000)
                try group.a.open { store in
                    let desk = try Desk(store, clock: { past })
                    let assignments = try ["family=Old", "given=Pat", "birthDate=1980-01-01"].map {
                        try Assignment(parsing: $0)
                    }
                    try desk.perform(
                        CreateRecord(.patient, assignments),
                        by: Signature(desk.actor(login: "kim")))
                }
                let stale = try group.a.rows("user", "review", "--stale")
                #expect(stale.map { $0.text("login") } == ["kim"])
                #expect(stale.first?.number("days") == 91)
            }
        }

        @Test func `a lost machine is cut off and its office's other machine works on`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                let second = group.site("A01-second")
                try second.done("join", "--token", group.token("A01"))
                try second.done("sync")
                let patient = try group.a.done(
                    "create", "patient", "family=One", "given=Pat", "birthDate=1980-01-01")
                try group.sync(group.a, second)
                #expect(try second.run("show", "patient", patient).code == 0)
                try group.hub.done("revoke", group.a.principal.replica.description)
                let position = try group.position
                try group.a.done("edit", "patient", patient, "language=French")
                let cut = try group.a.run("sync")
                #expect(cut.code == 1)
                #expect(cut.err.contains("revoked"))
                #expect(try group.position == position)
                try second.done("edit", "patient", patient, "preferredName=Ann")
                try second.done("sync")
                #expect(try group.position == position + 1)
                try group.central.done("sync")
                let fields = try second.fields("patient", patient)
                #expect(fields.text("preferredName") == "Ann")
                #expect(fields.text("language") == nil)
                #expect(
                    try second.done("digest") == group.hub.done("digest", "--office", "A01"))
            }
        }
    }
}
