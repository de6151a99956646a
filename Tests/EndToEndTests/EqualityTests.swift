import Foundation
import Testing

extension EndToEnd {
    /// Every sync proves that an office holds what the hub holds for it; what differs is repaired,
    /// and said.
    struct EqualityTests {
        /// Any SQL on a store that nobody has open, as a curious person or a failing disk does it.
        private func tamper(_ site: Site, _ sql: String) throws {
            try SQLiteFile(site.folder).run(sql)
        }

        private func create(_ site: Site, _ family: String) throws -> String {
            try site.done(
                "create", "patient", "family=\(family)", "given=Pat", "birthDate=1980-01-01",
                "offices+=A01", "offices+=B01")
        }

        private func blob(_ id: String) -> String {
            "x'\(id.replacing("-", with: "").trimmingCharacters(in: .whitespacesAndNewlines))'"
        }

        private func events(_ site: Site) throws -> [String] {
            try site.rows("events").compactMap { $0.text("event") }
        }

        @Test func `a sync with nothing wrong proves it and reports nothing`() async throws {
            try await Group.with { group in
                _ = try create(group.a, "One")
                try group.sync()
                for site in group.replicas {
                    let row = try #require(try site.rows("sync").first)
                    #expect(row["equal"] as? Bool == true)
                    #expect(row.number("repaired") == 0)
                    #expect(try events(site) == [])
                    #expect(try site.done("verify") == "ok")
                }
                let differs = try group.hub.rows("events").filter {
                    $0.text("event") == "base-differs"
                }
                #expect(differs.isEmpty)
            }
        }

        @Test func `a lost record comes back with the next sync, and both sides say so`()
            async throws
        {
            try await Group.with { group in
                let lost = try create(group.a, "Lost")
                let kept = try create(group.a, "Kept")
                try group.sync()
                try tamper(group.a, "DELETE FROM record WHERE id = \(blob(lost))")
                try group.a.done("edit", "patient", kept, "preferredName=Pending")
                let verify = try group.a.run("verify")
                #expect(verify.code == 1)
                #expect(verify.out.contains("bridgework sync"))
                // The other office works on it: the page builds on what is lost.
                try group.b.done("edit", "patient", lost, "preferredName=Newer")
                try group.sync(group.b)
                let sync = try group.a.run("sync")
                #expect(sync.code == 0)
                #expect(sync.err.contains("repaired 1 record unlike the hub's"))
                #expect(try group.a.fields("patient", lost)["preferredName"] as? String == "Newer")
                #expect(
                    try group.a.fields("patient", kept)["preferredName"] as? String == "Pending")
                #expect(try events(group.a) == ["base-repaired", "record-repaired"])
                #expect(
                    try group.hub.rows("events").contains { $0.text("event") == "base-differs" })
                #expect(try group.a.done("verify") == "ok")
            }
        }

        @Test func `a damaged record is named, forgotten on request and brought back`() async throws
        {
            try await Group.with { group in
                let id = try create(group.a, "Torn")
                try group.sync()
                try group.a.done("edit", "patient", id, "preferredName=Waiting")
                try tamper(
                    group.a,
                    "UPDATE record SET state = zeroblob(length(state)) WHERE id = \(blob(id))")
                let verify = try group.a.run("verify")
                #expect(verify.code == 1)
                #expect(verify.out.contains("cannot be read"))
                let show = try group.a.run("show", "patient", id)
                #expect(show.code == 1)
                #expect(show.err.contains("verify --repair"))
                #expect(!show.err.contains("Torn"))
                #expect(try group.a.run("verify", "--repair").out.contains("forgot record"))
                let sync = try group.a.run("sync")
                #expect(sync.code == 0)
                #expect(sync.err.contains("repaired"))
                let fields = try group.a.fields("patient", id)
                #expect(fields["family"] as? String == "Torn")
                #expect(fields["preferredName"] as? String == "Waiting")
                #expect(try group.a.done("verify") == "ok")
            }
        }

        @Test func `a row that was written by hand is drawn anew`() async throws {
            try await Group.with { group in
                _ = try create(group.a, "True")
                try group.sync()
                try tamper(group.a, "UPDATE patient SET family = 'Forged'")
                #expect(try group.a.run("verify").code == 1)
                #expect(try group.a.run("verify", "--repair").out.contains("readable rows anew"))
                #expect(try group.a.rows("list", "patient").first?.text("family") == "True")
            }
        }

        @Test func `a live office notices and repairs without being asked`() async throws {
            try await Group.with { group in
                let lost = try create(group.a, "Lost")
                try group.sync()
                try tamper(group.a, "DELETE FROM record WHERE id = \(blob(lost))")
                let agent = try group.agent(group.a)
                let isBack = try Deadline.reached(within: 30) {
                    try events(group.a).contains("base-repaired")
                }
                #expect(isBack)
                #expect(try group.a.fields("patient", lost)["family"] as? String == "Lost")
                _ = try create(group.b, "Fresh")
                try group.sync(group.b)
                let isThere = try Deadline.reached(within: 30) {
                    try group.a.rows("list", "patient").count == 2
                }
                #expect(isThere)
                agent.stop()
            }
        }

        @Test(arguments: [
            "DELETE FROM change_set WHERE ordinal = (SELECT max(ordinal) / 2 FROM change_set)",
            "UPDATE change_set SET verdicts = x'02' WHERE ordinal = 2",
            """
            UPDATE change_set SET bytes = (SELECT bytes FROM change_set WHERE ordinal = 3)
            WHERE ordinal = 2
            """,
            "UPDATE change_set SET ordinal = 100000 - ordinal WHERE ordinal IN (2, 3)",
            "DELETE FROM change_set WHERE ordinal = (SELECT max(ordinal) FROM change_set)",
        ])
        func `a hub's history that was tampered with is found by verify`(sql: String) async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                _ = try create(group.a, "One")
                try group.sync()
                #expect(group.stopHub() == 0)
                #expect(try group.hub.run("verify").code == 0)
                try tamper(group.hub, sql)
                let verify = try group.hub.run("verify")
                #expect(verify.code == 1)
                #expect(!verify.out.contains("One"))
            }
        }

        @Test func `a hub whose end was cut is told by the next office, at both ends`() async throws
        {
            try await Group.with { group in
                _ = try create(group.a, "One")
                try group.sync()
                #expect(group.stopHub() == 0)
                let backup = try group.copy(group.hub, to: "backup")
                try group.serve()
                _ = try create(group.a, "Two")
                try group.sync()
                #expect(group.stopHub() == 0)
                try group.restore(group.hub, from: backup)
                // A restored copy is whole in itself: only who heard more can tell.
                #expect(try group.hub.run("verify").code == 0)
                try group.serve()
                try group.sync()
                #expect(try events(group.a) == ["hub-history-lost"])
                let line = try #require(try group.a.rows("events").first)
                #expect(line.text("detail")?.contains("was cut") == true)
                let told = try group.hub.rows("events").filter {
                    $0.text("event") == "history-unknown"
                }
                // Whoever comes later may find what the first brought back.
                #expect(told.count >= 1)
                #expect(try group.a.rows("list", "patient").count == 2)
            }
        }
    }
}
