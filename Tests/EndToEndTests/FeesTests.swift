import Foundation
import Merge
import Practice
import Replica
import Store
import Testing

extension EndToEnd {
    /// A fee schedule from a file to every office: two people, one digest, each office's calendar.
    struct FeesTests {
        private func write(_ text: String, _ name: String, in group: Group) throws -> String {
            let path = group.folder + "/" + name
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return path
        }

        /// Users Ann and Bob, and a schedule without a version.
        private func prepare(_ group: Group) throws {
            try group.central.done("user", "add", "ann", "--role", "coordinator")
            try group.central.done("user", "add", "bob", "--role", "approver")
            try group.central.done(
                "create", "fee_schedule", "code=PPO", "name=PPO fees", "kind=contracted")
        }

        /// Imports, submits and approves; returns the digest.
        private func approve(_ fees: String, _ name: String, _ group: Group) throws -> String {
            let file = try write(fees, name, in: group)
            let out = try group.central.done(
                "fees", "import", file, "--schedule", "PPO", "--as", "ann")
            let digest = try #require(
                out.split(separator: "\n").first { $0.hasPrefix("digest ") }?.dropFirst(7))
            try group.central.done(
                "fees", "submit", "PPO", "--as", "ann", "--reason", "looked at")
            try group.central.done(
                "fees", "approve", "PPO", "--as", "bob", "--digest", String(digest.prefix(12)))
            return String(digest)
        }

        private func publish(
            _ fees: String, from day: Day, _ group: Group, audience: String = "all"
        ) throws {
            _ = try approve(fees, "fees-\(day).csv", group)
            try group.central.done(
                "fees", "publish", "PPO", "--as", "ann", "--effective", day.description,
                "--audience", audience, "--reason", "as the letter says")
        }

        private func fee(_ site: Site, _ code: String, on day: Day) throws -> String? {
            let outcome = try site.run([
                "fees", "lookup", code, "--schedule", "PPO", "--on", day.description,
                "--format", "json",
            ])
            return outcome.code == 0 ? try outcome.rows.first?.text("amount") : nil
        }

        private var today: Day {
            let days = Int64(Date().timeIntervalSince1970 / 86_400)
            return Day(number: days)
        }

        private func states(_ group: Group, version: Int) throws -> [String: String] {
            let rows = try group.central.rows("fees", "rollout", "PPO")
            return Dictionary(
                rows.filter { $0.number("version") == version }.map {
                    ($0.text("office") ?? "", $0.text("state") ?? "")
                }, uniquingKeysWith: { first, _ in first })
        }

        @Test func `a published schedule reaches live offices at once, and an offline one later`()
            async throws
        {
            try await Group.with { group in
                try prepare(group)
                let third = try group.join("C01")
                try group.sync()
                let agents = [
                    try group.agent(group.a), try group.agent(group.b),
                    try group.agent(group.central),
                ]
                try publish("Code,Fee\nD0120,45.00\nD0140,60.00\n", from: today, group)
                for site in [group.a, group.b] {
                    let hasArrived = try Deadline.reached(within: 20) {
                        try fee(site, "D0120", on: today) == "45.00"
                    }
                    #expect(hasArrived)
                }
                let isReceipted = try Deadline.reached(within: 20) {
                    let states = try states(group, version: 1)
                    return states["A01"] == "appliedToReplica"
                        && states["B01"] == "appliedToReplica"
                }
                #expect(isReceipted)
                #expect(try states(group, version: 1)["C01"] == "awaited")
                let late = try group.central.rows("fees", "rollout", "PPO", "--late")
                #expect(late.map { $0.text("office") } == ["C01"])
                #expect(try fee(third, "D0120", on: today) == nil)
                try third.done("sync")
                #expect(try fee(third, "D0120", on: today) == "45.00")
                let isLevel = try Deadline.reached(within: 20) {
                    try states(group, version: 1)["C01"] == "appliedToReplica"
                }
                #expect(isLevel)
                for agent in agents { #expect(agent.stop() == 0) }
            }
        }

        @Test func `an office offline over the effective day switches by its own calendar`()
            async throws
        {
            try await Group.with { group in
                try prepare(group)
                try publish("Code,Fee\nD0120,45.00\n", from: today.advanced(by: -30), group)
                try group.sync()
                try publish("Code,Fee\nD0120,50.00\n", from: today.advanced(by: 2), group)
                try group.sync()
                #expect(try states(group, version: 2)["A01"] == "staged")
                #expect(try fee(group.a, "D0120", on: today.advanced(by: 1)) == "45.00")
                #expect(try fee(group.a, "D0120", on: today.advanced(by: 2)) == "50.00")
                // Three days later, with no line: the same store under a later clock.
                try group.a.open { store in
                    let later: @Sendable () -> Timestamp = {
                        Timestamp(milliseconds: Clock.now().milliseconds + 3 * 86_400_000)
                    }
                    let desk = try Desk(store, clock: later)
                    #expect(try desk.receiptFees())
                    #expect(try !desk.receiptFees())
                }
                try group.a.done("sync")
                try group.central.done("sync")
                let rows = try group.central.rows("fees", "rollout", "PPO")
                let row = try #require(
                    rows.first { $0.number("version") == 2 && $0.text("office") == "A01" })
                #expect(row.text("state") == "appliedToReplica")
                #expect(row.text("applied") == today.advanced(by: 3).description)
                #expect(try states(group, version: 2)["B01"] == "staged")
            }
        }

        @Test func `a recall after offices applied falls back, and names who applied`()
            async throws
        {
            try await Group.with { group in
                try prepare(group)
                try publish("Code,Fee\nD0120,45.00\n", from: today.advanced(by: -30), group)
                try group.sync()
                try publish("Code,Fee\nD0120,50.00\n", from: today.advanced(by: -1), group)
                try group.sync()
                #expect(try fee(group.a, "D0120", on: today) == "50.00")
                try group.a.done("fees", "confirm-pms", "PPO", "--method", "typed in")
                try group.sync()
                let applied = try group.central.rows(
                    "fees", "recall", "PPO", "2", "--reason", "wrong column", "--as", "ann",
                    "--approver", "bob")
                #expect(applied.map { $0.text("office") } == ["A01", "B01"])
                #expect(applied.first?.text("state") == "appliedInPms")
                try group.sync()
                for site in group.offices {
                    #expect(try fee(site, "D0120", on: today) == "45.00")
                    #expect(try fee(site, "D0120", on: today.advanced(by: -2)) == "45.00")
                }
            }
        }

        @Test func `what was changed after its approval is refused by the hub, with the reason`()
            async throws
        {
            try await Group.with { group in
                try prepare(group)
                try group.central.done("sync")
                let second = try group.secondCentral()
                _ = try approve("Code,Fee\nD0120,45.00\n", "a.csv", group)
                try group.sync(group.central, second)
                // The second desk changes a line; the first publishes without knowing.
                let draft = try #require(try second.rows("list", "fee_draft").first?.text("id"))
                try second.done("edit", "fee_draft", draft, "lines[D0120;]=priced;46.00;;")
                try second.done("sync")
                try group.central.done(
                    "fees", "publish", "PPO", "--effective", today.description,
                    "--audience", "A01")
                try group.sync(group.central)
                let rows = try group.central.rows("fees", "show", "PPO")
                let refusal = try #require(rows.first { $0.text("what") == "refused" })
                #expect(refusal.text("comment")?.contains("changed after") == true)
                #expect(rows.allSatisfy { $0.text("what") != "version" })
            }
        }

        @Test func `people are told what is wrong, and nothing is changed`() async throws {
            try await Group.with { group in
                try prepare(group)
                let bad = try write("Code,Fee\nD0120,4~5.00\nD0140,60.00\n", "bad.csv", in: group)
                let site = group.central
                let refused = try site.run("fees", "import", bad, "--schedule", "PPO")
                #expect(refused.code == 1)
                #expect(refused.err.contains("bad.csv: line 2"))
                #expect(!refused.err.contains("4~5"))
                #expect(try site.rows("list", "fee_draft").isEmpty)
                let odd = try write("a,b\n1,2\n", "odd.csv", in: group)
                let cases: [([String], Int32, String)] = [
                    (["fees", "import", odd, "--schedule", "PPO"], 1, "--map"),
                    (["fees", "import", bad, "--schedule", "NONE"], 1, "no fee_schedule"),
                    (["fees", "import", bad, "--schedule", "PPO", "--map", "x"], 2, "--map"),
                    (["fees", "import", group.folder, "--schedule", "PPO"], 1, "ordinary file"),
                    (["fees", "submit", "PPO"], 1, "no open draft"),
                    (["fees", "publish", "PPO", "--effective", "soon"], 2, "effective"),
                    (["fees", "recall", "PPO", "7", "--reason", "x"], 1, "no version 7"),
                    (["fees", "lookup", "??", "--schedule", "PPO"], 1, "no procedure code"),
                    (["fees", "lookup", "D0120"], 1, "no assignment fits"),
                    (["fees", "lookup", "D0120", "--schedule", "PPO"], 1, "no version holds"),
                    (["fees", "confirm-pms", "PPO"], 2, "--method"),
                    (["fees", "assign", "PPO"], 1, "--contract"),
                    (["codes", "diff", "CDT 1", "CDT 2"], 1, "code_set_release"),
                ]
                for (arguments, code, words) in cases {
                    let outcome = try site.run(arguments)
                    #expect(outcome.code == code, "\(arguments): \(outcome)")
                    #expect(outcome.err.contains(words), "\(arguments): \(outcome)")
                }
                let fine = try write("Code,Fee\nD0120,45.00\n", "fine.csv", in: group)
                try site.done("fees", "import", fine, "--schedule", "PPO", "--as", "ann")
                let early = try site.run(
                    "fees", "publish", "PPO", "--effective", today.description,
                    "--audience", "all")
                #expect(early.code == 1)
                #expect(early.err.contains("not approved"))
                try site.done("fees", "submit", "PPO", "--as", "ann")
                let unseen = try site.run(
                    "fees", "approve", "PPO", "--as", "bob", "--digest", "00000000")
                #expect(unseen.err.contains("does not have that digest"))
                let digest = try #require(
                    try site.rows("fees", "show", "PPO").first?.text("digest"))
                let own = try site.run(
                    "fees", "approve", "PPO", "--as", "ann", "--digest", digest)
                #expect(own.code == 1)
                #expect(own.err.contains("another user"))
            }
        }

        @Test func `codes, volumes and assignments find their way into diffs and lookups`()
            async throws
        {
            try await Group.with { group in
                try prepare(group)
                let site = group.central
                let codes = try write("code,label\nD0120,secret words\n", "c.csv", in: group)
                try site.done("import", "codes", codes, "--system", "CDT", "--edition", "2025")
                let listed = try site.done("list", "code_set_release")
                #expect(!listed.contains("secret"))
                try publish("Code,Fee\nD0120,45.00\n", from: today.advanced(by: -9), group)
                try group.sync()
                let volumes = try write(
                    "code,office_code,count,period\nD0120,A01,100,2025\n", "v.csv", in: group)
                #expect(try site.done("import", "volumes", volumes).hasPrefix("1 created"))
                let next = try write("0120\t46.50\tx\ty\nD9999\t1.00\tx\ty\n", "n.tsv", in: group)
                try site.done("import", "fees", next, "--schedule", "PPO")
                let diff = try site.rows("fees", "diff", "PPO", "--volumes")
                #expect(diff.map { $0.text("code") } == ["D0120", "D9999"])
                #expect(diff.first?.text("worth") == "150.00")
                let own = try site.run("fees", "diff", "PPO", "--number", "1")
                #expect(own.code == 0)
                let help = try site.run("fees", "diff", "--help").out
                #expect(help.components(separatedBy: "--version").count == 2)
                #expect(diff.last?["notices"] as? [String] == ["unknown-code"])
                try site.done("fees", "assign", "PPO", "--at", "A01")
                try group.sync()
                let found = try group.a.rows("fees", "lookup", "D0120")
                #expect(found.first?.text("amount") == "45.00")
                let why = try group.a.run("fees", "lookup", "D0120", "--explain")
                #expect(why.err.contains("v1 from"))
            }
        }
    }
}
