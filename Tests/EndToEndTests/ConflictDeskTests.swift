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
    }
}
