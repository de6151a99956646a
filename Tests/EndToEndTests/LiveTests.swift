import Foundation
import Testing

extension EndToEnd {
    /// Daemons: the line stays open, commands reach the store, and everything stops cleanly.
    struct LiveTests {
        @Test func `a sync with nothing to say is one small round trip`() async throws {
            try await Group.with { group in
                let row = try #require(try group.a.rows("sync").first)
                #expect(row.number("messagesSent") == 1)
                #expect(row.number("messagesReceived") == 2)
                #expect(try #require(row.number("bytesSent")) < 1_024)
                #expect(try #require(row.number("bytesReceived")) < 1_024)
                #expect(row.number("pushed") == 0)
                #expect(row.number("received") == 0)
            }
        }

        @Test func `a live office sees another's edit without asking`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let agents = [try group.agent(group.a), try group.agent(group.b)]
                for round in 1...3 {
                    let (from, to) = round % 2 == 1 ? (group.a, group.b) : (group.b, group.a)
                    try from.done("edit", "patient", patient, "preferredName=Name\(round)")
                    let hasArrived = try Deadline.reached(within: 20) {
                        try to.fields("patient", patient).text("preferredName") == "Name\(round)"
                    }
                    #expect(hasArrived, "round \(round)")
                }
                for agent in agents { #expect(agent.stop() == 0) }
            }
        }

        @Test func `edits still travel at once after the hub was restarted`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let agents = [try group.agent(group.a), try group.agent(group.b)]
                #expect(group.stopHub() == 0)
                try group.serve()
                // Both lines are up again once each has seen the other's edit.
                for (round, (from, to)) in [(group.b, group.a), (group.a, group.b)].enumerated() {
                    try from.done("edit", "patient", patient, "preferredName=Back\(round)")
                    let hasArrived = try Deadline.reached(within: 40) {
                        try to.fields("patient", patient).text("preferredName") == "Back\(round)"
                    }
                    #expect(hasArrived, "round \(round)")
                }
                for agent in agents { #expect(agent.stop() == 0) }
            }
        }

        @Test func `commands through the agent print what they print without one`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let commands = [
                    ["list"], ["list", "patient"], ["list", "patient", "--format", "json"],
                    ["show", "patient", patient, "--history"], ["digest", "--format", "csv"],
                    ["conflicts", "list", "--format", "json"], ["show", "patient", "ffffffff"],
                    ["edit", "patient", patient, "birthDate=tomorrow"], ["edit", "patient"],
                    ["list", "--help"], ["verify"],
                ]
                let alone = try commands.map { try group.a.run($0) }
                let agent = try group.agent(group.a, ["--nightly", "03:00"])
                for (command, expected) in zip(commands, alone) {
                    #expect(try group.a.run(command) == expected, "\(command)")
                }
                #expect(agent.stop() == 0)
            }
        }

        @Test func `a command asks for a sync while the agent is live`() async throws {
            try await Group.with { group in
                let agent = try group.agent(group.a)
                try group.b.done("edit", "office", "B01", "phone=4135550100")
                try group.b.done("sync")
                let outcome = try group.a.run("sync")
                #expect(outcome.code == 0, "\(outcome)")
                #expect(try group.a.fields("office", "B01").text("phone") == "4135550100")
                #expect(agent.isRunning)
                #expect(agent.stop() == 0)
            }
        }

        @Test func `a second agent on one store is refused`() async throws {
            try await Group.with { group in
                let agent = try group.agent(group.a)
                let second = try group.a.run("agent", "--live")
                #expect([1, 3].contains(second.code), "\(second)")
                #expect(second.err.contains("stop it"))
                #expect(agent.isRunning)
                #expect(agent.stop() == 0)
            }
        }

        @Test func `an agent waits out a hub that is away`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let agent = try group.agent(group.a)
                group.killHub()
                try group.a.done("edit", "patient", patient, "preferredName=Alone")
                try group.serve()
                let isLevel = try Deadline.reached(within: 60) {
                    try group.a.rows("status").first?.number("pending") == 0
                }
                #expect(isLevel, "\(agent.said)")
                #expect(agent.stop() == 0)
            }
        }

        @Test func `a hub that is told to stop ends cleanly with offices on the line`()
            async throws
        {
            try await Group.with { group in
                let agent = try group.agent(group.a)
                #expect(group.stopHub() == 0)
                #expect(try group.hub.done("verify") == "ok")
                #expect(agent.stop() == 0)
                for site in [group.hub, group.a] {
                    let left = try FileManager.default.contentsOfDirectory(atPath: site.folder)
                    #expect(!left.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") })
                }
                try group.serve()
            }
        }
    }
}
