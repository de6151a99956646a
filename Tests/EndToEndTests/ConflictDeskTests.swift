import Errands
import Foundation
import OfficeCommand
import Testing

extension EndToEnd {
    /// What an admin does about conflicts, with real processes.
    struct ConflictDeskTests {
        /// A conflict on the shared patient's sex, known everywhere.
        private func disagree(_ group: Group) throws -> (patient: String, conflict: String) {
            let patient = try group.sharedPatient()
            try group.a.done("edit", "patient", patient, "sexForClaims=M", "--reason", "her word")
            try group.b.done("edit", "patient", patient, "sexForClaims=F")
            try group.sync()
            let id = try #require(try group.central.conflicts().first?.text("id"))
            return (patient, id)
        }

        private func shown(_ site: Site, _ id: String) throws -> [String: Any] {
            let text = try site.done("conflicts", "show", id, "--format", "json")
            return try Outcome(code: 0, out: text, err: "").object
        }

        @Test func `a conflict says who, where, when, and what each had seen`() async throws {
            try await Group.with { group in
                let (patient, id) = try disagree(group)
                let own = try shown(group.a, id)
                #expect(own.text("record") == patient)
                #expect(own.text("severity") == "review")
                #expect(own["offices"] as? [String] == ["A01", "B01"])
                let candidates = try #require(own["candidates"] as? [[String: Any]])
                #expect(
                    candidates.map { $0.text("value") }.sorted { $0 ?? "" < $1 ?? "" } == [
                        "F", "M",
                    ])
                let mine = try #require(candidates.first { $0.text("value") == "M" })
                #expect(mine.text("office") == "A01")
                #expect(mine.text("reason") == "her word")
                #expect(mine.text("saw") == "no value; nothing of the other candidate")
                let advice = try #require(own["recommended"] as? [String: Any])
                #expect(advice.text("because")?.contains("latest") == true)
                #expect(own["choices"] as? [String] == ["take", "value"])
                // No other value of the record shows.
                let text = try group.a.done("conflicts", "show", id)
                #expect(!text.contains("Shared") && !text.contains("1980"))
            }
        }

        @Test func `a settlement that is taken back leaves both candidates`() async throws {
            try await Group.with { group in
                let (patient, id) = try disagree(group)
                try group.central.done(
                    "conflicts", "resolve", id, "--seen", group.central.seen(id), "--take", "2",
                    "--reason", "saw")
                try group.sync()
                for site in group.replicas { #expect(try site.conflicts().isEmpty) }
                #expect(try group.a.run("conflicts", "undo", id, "--reason", "no").code == 1)
                let again = try group.central.done("conflicts", "undo", id, "--reason", "wrong")
                #expect(again == id)
                try group.sync()
                for site in group.replicas {
                    #expect(try site.conflicts().map { $0.text("id") } == [id])
                    let found = try #require(try shown(site, id)["candidates"] as? [[String: Any]])
                    #expect(Set(found.compactMap { $0.text("value") }) == ["F", "M"])
                }
                // It can be settled for good.
                try group.a.done(
                    "conflicts", "resolve", id, "--seen", group.a.seen(id), "--value",
                    "sexForClaims=U", "--reason", "asked")
                try group.sync()
                for site in group.replicas {
                    #expect(try site.conflicts().isEmpty)
                    #expect(try site.fields("patient", patient).text("sexForClaims") == "U")
                }
            }
        }

        @Test func `two admins who settle one conflict differently have it again`() async throws {
            try await Group.with { group in
                let (patient, id) = try disagree(group)
                try group.a.done(
                    "conflicts", "resolve", id, "--seen", group.a.seen(id), "--take", "1",
                    "--reason", "one")
                try group.b.done(
                    "conflicts", "resolve", id, "--seen", group.b.seen(id), "--take", "2",
                    "--reason", "other")
                try group.sync()
                for site in group.replicas {
                    #expect(try site.conflicts().map { $0.text("id") } == [id])
                    let found = try shown(site, id)["candidates"] as? [[String: Any]]
                    #expect(Set((found ?? []).compactMap { $0.text("value") }) == ["F", "M"])
                    #expect(try site.fields("patient", patient).text("sexForClaims") != nil)
                }
            }
        }

        @Test func `what was seen is settled, and nothing that came since`() async throws {
            try await Group.with { group in
                let (patient, id) = try disagree(group)
                let seen = try group.central.seen(id)
                let second = try group.copy(group.central, to: "central-2")
                try second.done("sync")
                let take = ["conflicts", "resolve", id, "--take", "1", "--reason", "saw"]
                #expect(try group.central.run(take).code == 2)
                // Another desk has put a third value there meanwhile.
                try second.done(
                    "conflicts", "resolve", id, "--seen", second.seen(id), "sexForClaims=U",
                    "--reason", "asked")
                try group.a.done(
                    "conflicts", "resolve", id, "--seen", group.a.seen(id), "--take", "1",
                    "--reason", "card")
                try second.done("sync")
                try group.sync()
                #expect(try group.central.conflicts().map { $0.text("id") } == [id])
                let moved = try group.central.run(take + ["--seen", String(seen.prefix(8))])
                #expect(moved.code == 1 && moved.err.contains("look again"), "\(moved)")
                #expect(try group.central.run(take + ["--seen", "0"]).code == 1)
                try group.central.done(
                    take + ["--seen", String(group.central.seen(id).prefix(8))])
                try group.sync()
                for site in group.replicas { #expect(try site.conflicts().isEmpty) }
                #expect(try group.a.fields("patient", patient).text("sexForClaims") != nil)
            }
        }

        @Test func `a plain edit settles no conflict, and another unit's edit goes on`()
            async throws
        {
            try await Group.with { group in
                let (patient, id) = try disagree(group)
                let refused = try group.a.run(
                    "edit", "patient", patient, "sexForClaims=U", "language=Welsh")
                #expect(refused.code == 1 && refused.err.contains("conflicts show"), "\(refused)")
                #expect(try group.a.fields("patient", patient).text("language") == nil)
                try group.a.done("edit", "patient", patient, "language=Welsh")
                #expect(try group.a.conflicts().map { $0.text("id") } == [id])
            }
        }

        @Test func `who looks after a conflict, and until when it rests, travels`() async throws {
            try await Group.with { group in
                let (_, id) = try disagree(group)
                try group.central.done("create", "user", "login=kim", "offices+=A01")
                try group.sync()
                try group.central.done("conflicts", "assign", id, "kim")
                try group.a.done(
                    "conflicts", "defer", id, "--until", "2099-01-01", "--reason", "on leave")
                try group.sync()
                for site in group.replicas {
                    let found = try #require(try site.conflicts().first)
                    #expect(found.text("assignee") != nil)
                    #expect(found.text("deferredUntil") == "2099-01-01")
                    #expect(found.text("status") == "deferred")
                    #expect(try site.rows("conflicts", "list", "--status", "open").isEmpty)
                    #expect(try site.rows("list", "conflict_note").count == 1)
                }
                #expect(try group.a.rows("conflicts", "list", "--assignee", "kim").count == 1)
                #expect(try group.a.rows("conflicts", "list", "--assignee", "none").isEmpty)
                let past = try group.a.run(
                    "conflicts", "defer", id, "--until", "2001-01-01", "--reason", "x")
                #expect(past.code == 1 && past.err.contains("still to come"))
            }
        }

        @Test func `two records of one patient are linked, unlinked, or told apart`() async throws {
            try await Group.with { group in
                func make(_ site: Site, _ family: String) throws -> String {
                    try site.done(
                        "create", "patient", "family=\(family)", "given=Ana", "birthDate=1990-01-01"
                    )
                }
                let first = try make(group.a, "Smith")
                let second = try make(group.b, "Smyth")
                try group.sync()
                // An office sees its own patient alone; the centre sees both.
                #expect(try group.a.conflicts().isEmpty)
                let open = try #require(try group.central.conflicts().first)
                #expect(open.text("kind") == "duplicate-patient")
                let id = try #require(open.text("id"))
                let sheet = try shown(group.central, id)
                // The review reads what the command prints, of this kind too.
                let text = try group.central.done("conflicts", "show", id, "--format", "json")
                #expect(try ReviewCase(json: text).offers("distinct"))
                #expect(
                    sheet["reasons"] as? [String] == ["names that sound alike, same birth date"])
                let records = (sheet["candidates"] as? [[String: Any]])?.map { $0.text("record") }
                #expect(records == [first, second].sorted())
                try group.central.done(
                    "conflicts", "resolve", id, "--seen", group.central.seen(id), "--take", "1",
                    "--reason", "same")
                #expect(try group.central.conflicts().isEmpty)
                try group.central.done("patient", "unlink", first, second, "--reason", "wrong")
                #expect(try group.central.conflicts().map { $0.text("id") } == [id])
                try group.central.done(
                    "conflicts", "resolve", id, "--seen", group.central.seen(id), "--distinct",
                    "--reason", "twins")
                #expect(try group.central.conflicts().isEmpty)
                try group.central.done("conflicts", "undo", id, "--reason", "not sure")
                #expect(try group.central.conflicts().map { $0.text("id") } == [id])
                // Nothing was fused.
                try group.sync()
                #expect(try group.a.fields("patient", first).text("family") == "Smith")
                #expect(try group.b.fields("patient", second).text("family") == "Smyth")
            }
        }

        @Test func `what an office may not settle becomes a proposal`() async throws {
            try await Group.with { group in
                let second = try group.copy(group.central, to: "central-2")
                try group.central.done("edit", "payor", "P1", "name=One Inc")
                // The copied disk writes beside the first, as two coordinators do.
                try second.done("edit", "payor", "P1", "name=One Ltd")
                try group.central.done("sync")
                try second.done("sync")
                try group.sync()
                let id = try #require(
                    try group.a.conflicts().first { $0.text("type") == "payor" }?.text("id"))
                let outcome = try group.a.run(
                    "conflicts", "resolve", id, "--seen", group.a.seen(id), "--take", "1",
                    "--reason", "their letter")
                #expect(outcome.code == 0 && outcome.err.contains("propos"), "\(outcome)")
                #expect(try group.a.conflicts().count == 1)
                try group.sync()
                #expect(try group.central.rows("proposals", "list").count == 1)
                try group.central.done(
                    "conflicts", "resolve", id, "--seen", group.central.seen(id), "--take", "1",
                    "--reason", "so")
                try group.sync()
                for site in group.replicas { #expect(try site.conflicts().isEmpty) }
            }
        }

        @Test func `many conflicts of one cause are settled in batches`() async throws {
            try await Group.with { group in
                let ids = try (0..<12).map { _ in try group.sharedPatient() }
                for id in ids {
                    try group.a.done("edit", "patient", id, "sexForClaims=M")
                    try group.b.done("edit", "patient", id, "sexForClaims=F")
                }
                try group.sync()
                let page = try group.central.rows(
                    "conflicts", "list", "--kind", "siblings", "--limit", "5")
                let last = try #require(page.last?.text("id"))
                let rest = try group.central.rows(
                    "conflicts", "list", "--kind", "siblings", "--after", last)
                #expect(page.count == 5 && rest.count == 7)
                #expect(Set((page + rest).compactMap { $0.text("id") }).count == 12)
                let unnamed = try group.central.run(
                    "conflicts", "resolve", "--matching", "--take", "newest", "--reason", "x")
                #expect(unnamed.code == 1 && unnamed.err.contains("one cause"))
                let all = [
                    "conflicts", "resolve", "--matching", "--attribute", "sexForClaims", "--take",
                    "newest", "--reason", "one import", "--format", "json",
                ]
                let dry = try Outcome(
                    code: 0, out: group.central.done(all + ["--dry-run"]), err: ""
                ).rows
                #expect(dry.first?.number("conflicts") == 12)
                #expect(
                    try group.central.rows("conflicts", "list", "--kind", "siblings").count == 12)
                try group.central.done(all)
                try group.sync()
                for site in group.replicas {
                    #expect(try site.rows("conflicts", "list", "--kind", "siblings").isEmpty)
                    #expect(try site.fields("patient", ids[0]).text("sexForClaims") == "F")
                }
            }
        }
    }
}
