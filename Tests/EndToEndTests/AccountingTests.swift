import Foundation
import Testing

extension EndToEnd {
    /// Every write accounted for, explained and listed, over real processes.
    struct AccountingTests {
        @Test func `the sums of a group are exact whatever became of each write`() async throws {
            try await Group.with { group in
                let before = try accounts(group)
                try busyMorning(in: group)
                let after = try accounts(group)
                let more = { (account: String, fate: String) in
                    (after[account]?[fate] ?? 0) - (before[account]?[fate] ?? 0)
                }
                #expect(more("A01", "conflict") == 1)
                #expect(more("B01", "conflict") == 1)
                #expect(more("A01", "outranked") + more("B01", "outranked") == 1)
                #expect(more("A01", "superseded") == 2)
                #expect(more("A01", "proposed") == 1)
                #expect(more("A01", "quarantined") == 1)
                #expect(more("B01", "custody") == 1)
                #expect(more("centre", "removal") == 1)
                #expect(after["total"]?["missing"] == 0)
                let sums = try #require(after["total"])
                let parts = sums.filter { $0.key != "writes" }.values.reduce(0, +)
                #expect(parts == sums["writes"])
                let reasons = try group.hub.rows("audit", "--office", "A01").first?["reasons"]
                #expect(reasons as? [String: Int] == ["foreign-entry": 1])

                try replicasAgree(group, after)
            }
        }

        /// Every replica accounts for its own writes; the centre asks the hub for an office's.
        private func replicasAgree(
            _ group: Group, _ hub: [String: [String: Int]]
        ) throws {
            for (site, code) in [(group.a, "A01"), (group.b, "B01")] {
                let own = try accounts(site)
                #expect(own["total"]?["missing"] == 0)
                #expect(own["total"]?["writes"] == hub[code]?["writes"])
                let asked = try accounts(group.central, "--office", code)
                #expect(asked[code] == hub[code])
            }
            #expect(try group.a.run("audit", "--office", "B01").code == 1)
            #expect(try accounts(group.a, "--office", "A01") == accounts(group.a))
            let listed = try group.hub.rows("audit", "--list", "quarantined")
            #expect(listed.map { $0.text("fate") } == ["foreign-entry"])
            let custody = try group.central.rows("audit", "--office", "B01", "--list", "custody")
            #expect(custody.count == 1)
            #expect(custody.first?.text("attribute") == "language")
            #expect(
                try group.hub.rows("audit", "--from", "2200-01-01").first?.number("writes") == 0)
        }

        /// Two offices and the centre write at once: a conflict, siblings, a proposal, a bad write,
        /// a write that comes too late.
        private func busyMorning(in group: Group) throws {
            let patient = try group.sharedPatient()
            try group.a.done("edit", "patient", patient, "family=One", "language=French")
            try group.b.done("edit", "patient", patient, "family=Two", "language=German")
            try group.a.appendUnasked([("office", "A01", ["region=Stolen"])])
            try group.a.appendForeign(record: patient)
            try group.sync()
            try group.b.done("edit", "patient", patient, "language=Spanish")
            try group.central.done("edit", "patient", patient, "offices-=B01")
            try group.sync(group.central, group.b, group.a)
        }

        private func accounts(
            _ site: Site, _ more: String...
        ) throws -> [String: [String: Int]] {
            let outcome = try site.run(["audit", "--format", "json"] + more)
            #expect(outcome.code == 0, "\(outcome)")
            var accounts: [String: [String: Int]] = [:]
            for row in try outcome.rows {
                accounts[row.text("account") ?? ""] = row.compactMapValues { $0 as? Int }
            }
            return accounts
        }

        private func accounts(_ group: Group) throws -> [String: [String: Int]] {
            try accounts(group.hub)
        }

        @Test(arguments: [
            "DELETE FROM record WHERE type = (SELECT number FROM name WHERE name = 'patient')",
            "DELETE FROM change_set WHERE ordinal = 3",
        ])
        func `an audit finds what somebody took out of a hub's file`(sql: String) async throws {
            try await Group.with { group in
                _ = try group.sharedPatient()
                group.stopHub()
                let copy = try group.copy(group.hub, to: "hub-copy")
                #expect(try copy.run("audit").code == 0)
                try SQLiteFile(copy.folder).run(sql)
                let outcome = try copy.run("audit")
                #expect(outcome.code == 1)
                #expect(outcome.err.contains("missing: "))
                #expect(
                    try copy.run("audit", "--list", "missing", "--format", "json").rows.count > 0)
                try group.serve()
            }
        }

        @Test func `a replica finds that one of its own change sets is gone`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                let patient = try group.sharedPatient()
                for language in ["French", "German", "Dutch"] {
                    try group.a.done("edit", "patient", patient, "language=\(language)")
                }
                try group.sync(group.a)
                #expect(try group.a.run("audit").code == 0)
                let copy = try group.copy(group.a, to: "a-copy")
                try SQLiteFile(copy.folder).run(
                    """
                    DELETE FROM change_set
                    WHERE ordinal = (SELECT max(ordinal) - 1 FROM change_set)
                    """
                )
                let outcome = try copy.run("audit")
                #expect(outcome.code == 1)
                #expect(outcome.err.contains("the whole change set"))
            }
        }
    }
}
