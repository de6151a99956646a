import Foundation
import Identity
import Merge
import Store
import Sync
import Testing

extension EndToEnd {
    /// One screen for people, one object for programs, one exit code for cron.
    struct StatusTests {
        private func setMeta(_ site: Site, _ key: String, hoursAgo: Int64) throws {
            let at = Clock.now().milliseconds - hoursAgo * 3_600_000
            try site.open { store in try store.write { try $0.setMeta(key, String(at)) } }
        }

        private func object(_ site: Site) throws -> [String: Any] {
            try #require(try site.rows("status").first)
        }

        @Test func `a replica that is well says nothing to cron`() async throws {
            try await Group.with { group in
                for site in group.replicas + [group.hub] {
                    let outcome = try site.run("status", "--check")
                    #expect(outcome == Outcome(code: 0, out: "", err: ""))
                }
            }
        }

        @Test func `a replica that missed its night has a line and exit code 1`() async throws {
            try await Group.with { group in
                try setMeta(group.a, "last-level", hoursAgo: 30)
                let outcome = try group.a.run("status", "--check")
                #expect(outcome.code == 1)
                #expect(outcome.lines.count == 1)
                #expect(outcome.out.contains("30 h"))
                #expect(outcome.out.contains("bridgework sync"))
                #expect(try object(group.a)["troubles"] as? [String] == ["not-level"])
                try group.a.done("sync")
                #expect(try group.a.run("status", "--check").code == 0)
            }
        }

        @Test func `what waits is counted with its age`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let coverage = try group.sharedCoverage(of: patient)
                try group.a.done("edit", "coverage", coverage, "memberId=AAA111")
                try group.b.done("edit", "coverage", coverage, "memberId=BBB222")
                try group.a.done("edit", "office", "A01", "region=North")
                let before = try object(group.a)
                #expect(before.number("pending") ?? 0 > 0)
                #expect(before.text("pendingSince") != nil)
                try group.sync()
                let after = try object(group.central)
                #expect(after.number("pending") == 0)
                #expect(after["pendingSince"] is NSNull)
                #expect(after.number("conflicts") == 1)
                #expect(after.number("blocking") == 1)
                #expect((after["conflictsByAge"] as? [String: Int])?["day"] == 1)
                #expect(after.number("proposals") == 1)
                #expect(after.number("lag") == 0)
                #expect(after.number("certificateDays") ?? 0 > 14)
                let versions = try #require(after["versions"] as? [String: Any])
                #expect(versions.number("protocol") == 2)
                let screen = try group.central.done("status")
                #expect(screen.split(separator: "\n").count <= 24)
                let hub = try object(group.hub)
                #expect(hub.number("conflicts") == 1)
                #expect(hub.number("proposals") == 1)
            }
        }

        @Test func `what the hub knows of and is not here is the lag`() async throws {
            try await Group.with { group in
                try group.b.done("create", "patient", "family=B", "given=B", "birthDate=1980-01-01")
                try group.b.done("sync")
                try group.a.done("create", "patient", "family=A", "given=A", "birthDate=1980-01-01")
                try group.a.open { store in
                    try store.write { transaction in
                        let top = try transaction.top
                        try transaction.raiseTop(
                            .init(position: top.position + 3, chain: top.chain))
                    }
                }
                #expect(try object(group.a).number("lag") == 3)
                try group.a.done("sync")
            }
        }

        @Test func `an office that misses three nights leads the hub's list`() async throws {
            try await Group.with { group in
                let replica = try group.b.principal.replica
                group.stopHub()
                try group.hub.open { store in
                    let past = Timestamp(
                        milliseconds: Clock.now().milliseconds - 75 * 3_600_000)
                    try store.write {
                        try $0.noteSeen(replica, at: past, address: "ipv4:127.0.0.1:1")
                    }
                }
                try group.serve()
                let outcome = try group.hub.run("status", "--check")
                #expect(outcome.code == 1)
                #expect(outcome.lines.count == 1)
                #expect(outcome.out.hasPrefix("B01 "))
                #expect(outcome.out.contains("3 nights"))
                let machines = try #require(try object(group.hub)["machines"] as? [[String: Any]])
                #expect(machines.count == 3)
                #expect(machines.first?.text("office") == "B01")
                #expect(machines.first?["troubles"] as? [String] == ["missed-nights"])
                #expect(
                    machines.dropFirst().allSatisfy { ($0["troubles"] as? [Any])?.isEmpty == true })
                try group.b.done("sync")
                #expect(try group.hub.run("status", "--check").code == 0)
            }
        }

        @Test func `a revoked replica troubles nobody, and a lost certificate is told`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                try group.hub.done("revoke", group.a.principal.replica.description)
                #expect(try group.hub.run("status", "--check").code == 0)
                #expect(try object(group.hub).number("replicas") == 2)
                try FileManager.default.removeItem(
                    atPath: group.b.folder + "/identity/replica.pem")
                let outcome = try group.b.run("status", "--check")
                #expect(outcome.code == 1)
                #expect(outcome.out.contains("join again"))
                #expect(try object(group.b)["certificateDays"] is NSNull)
            }
        }
    }
}
