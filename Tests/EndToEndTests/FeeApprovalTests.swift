import Foundation
import Testing

extension EndToEnd {
    /// Two people stand behind fees, whichever way they came into the draft.
    struct FeeApprovalTests {
        private func prepare(_ group: Group) throws -> Site {
            let site = group.central
            for user in ["cora", "dana"] { try site.done("user", "add", user) }
            try site.done("create", "fee_schedule", "code=PPO", "name=PPO", "kind=contracted")
            return site
        }

        private func take(
            _ fees: String, _ group: Group, as user: String? = nil
        ) throws {
            let path = group.folder + "/fees.csv"
            try ("Code,Fee\n" + fees).write(toFile: path, atomically: true, encoding: .utf8)
            let login = user.map { ["--as", $0] } ?? []
            try group.central.done(["fees", "import", path, "--schedule", "PPO"] + login)
        }

        /// Submits as one and approves as another, who gives no reason.
        private func approval(_ site: Site, _ submitter: String?, _ approver: String) throws
            -> Outcome
        {
            let login = submitter.map { ["--as", $0] } ?? []
            let out = try site.done(
                ["fees", "submit", "PPO", "--reason", "looked at"] + login)
            let digest = try #require(
                out.split(separator: "\n").first { $0.hasPrefix("digest ") }?.dropFirst(7))
            return try site.run([
                "fees", "approve", "PPO", "--digest", String(digest), "--as", approver,
            ])
        }

        @Test func `who edited a line by hand does not approve it`() async throws {
            try await Group.with { group in
                let site = try prepare(group)
                try take("X0001,45.00\nX0002,60.00\n", group, as: "cora")
                let draft = try #require(try site.rows("list", "fee_draft").first?.text("id"))
                try site.done(
                    "edit", "fee_draft", draft, "lines[X0001;]=priced;46.00", "--as", "dana")
                let own = try approval(site, "cora", "dana")
                #expect(own.code == 1 && own.err.contains("edited"))
            }
        }

        @Test func `who imported all but the last line does not approve`() async throws {
            try await Group.with { group in
                let site = try prepare(group)
                try take("X0001,45.00\nX0002,60.00\n", group, as: "cora")
                try take("X0002,61.00\n", group, as: "dana")
                let own = try approval(site, "dana", "cora")
                #expect(own.code == 1 && own.err.contains("edited"))
            }
        }

        @Test func `fees that nobody owns up to need a reason`() async throws {
            try await Group.with { group in
                let site = try prepare(group)
                try take("X0001,45.00\n", group)
                let unnamed = try approval(site, "cora", "dana")
                #expect(unnamed.code == 1 && unnamed.err.contains("without --as"))
            }
        }
    }
}
