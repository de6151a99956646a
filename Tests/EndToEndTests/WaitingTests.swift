import Foundation
import Store
import Testing

extension EndToEnd {
    /// Nothing at an office waits without end: for the hub, for an agent, or for the store.
    struct WaitingTests {
        private static let person = ["family=Sample", "birthDate=1990-01-01", "offices+=A01"]

        @Test func `commands are answered while a sync waits for a hub that is silent`() throws {
            let group = try Template.copy()
            defer { group.remove() }
            let hub = try MuteListener(group.port)
            let sync = try Run(group.a.program.url, ["sync", "--store", group.a.folder])
            Deadline.pause(0.3)
            for arguments in [
                ["list", "patient"], ["create", "patient", "given=Pat"] + WaitingTests.person,
                ["status"],
            ] {
                let outcome = try group.a.run(arguments)
                #expect(outcome.code == 0, "\(outcome)")
            }
            #expect(sync.process.isRunning)
            let second = try group.a.run("sync")
            #expect(second.code == 3, "\(second)")
            let outcome = try sync.end()
            #expect(outcome.code == 3)
            #expect(outcome.err.contains("localhost:\(group.port)"), "\(outcome)")
            #expect(outcome.err.contains("(TLS) within 10 s"), "\(outcome)")
            hub.stop()
            // The socket has gone with the command, and the failure is kept.
            let socket = group.a.folder + "/socket"
            #expect(!FileManager.default.fileExists(atPath: socket))
            let kept = try group.a.open { store in
                try store.read { try ($0.meta("last-failure-at"), $0.meta("last-failure")) }
            }
            #expect(kept.0.flatMap { Int64($0) } != nil)
            #expect(kept.1?.contains("(TLS)") == true)
            try group.serve()
            try group.a.done("sync")
            let after = try group.a.open { store in
                try store.read { try $0.meta("last-failure-at") }
            }
            #expect(after == "")
        }

        @Test func `a frozen agent is named within seconds, and harms nothing`() throws {
            let group = try Template.copy()
            defer { group.remove() }
            try group.serve()
            let agent = try group.agent(group.a, ["--nightly", "02:00"])
            agent.freeze()
            let start = Date()
            let outcome = try group.a.run("status", "--check")
            #expect(outcome.code == 3, "\(outcome)")
            #expect(outcome.err.contains("(\(agent.id)) does not answer"), "\(outcome)")
            #expect(Date().timeIntervalSince(start) < 20)
            agent.thaw()
            try group.a.done("status")
            #expect(agent.stop() == 0)
        }

        @Test func `twelve edits at once all succeed`() throws {
            let group = try Template.copy()
            defer { group.remove() }
            let runs = try (1...12).map { number in
                try Run(
                    group.a.program.url,
                    ["create", "patient", "given=P\(number)", "--store", group.a.folder]
                        + WaitingTests.person)
            }
            for run in runs {
                let outcome = try run.end()
                #expect(outcome.code == 0, "\(outcome)")
            }
            #expect(try group.a.rows("list", "patient").count == 12)
        }

        @Test func `a store that stays held is left with the holder's name`() throws {
            let group = try Template.copy()
            defer { group.remove() }
            let outcome = try group.a.open { _ in try group.a.run("status") }
            #expect(outcome.code == 3)
            #expect(outcome.err.contains("in use by process \(getpid())"), "\(outcome)")
            #expect(!outcome.err.contains("stop it"))
        }

        @Test func `a hub that starts beside other commands starts`() throws {
            let group = try Template.copy()
            defer { group.remove() }
            for _ in 1...3 {
                let invitations = try (1...3).map { _ in
                    try Run(
                        group.hub.program.url,
                        ["invite", "--office", "A01", "--store", group.hub.folder])
                }
                try group.serve()
                for invitation in invitations {
                    let outcome = try invitation.end()
                    #expect(outcome.code == 0, "\(outcome)")
                }
                #expect(group.stopHub() == 0)
            }
        }

        @Test func `a machine that joins while its hub starts waits for it`() throws {
            let group = try Template.empty()
            defer { group.remove() }
            let token = try group.hub.done("invite", "--central", "desk")
            let join = try Run(
                group.central.program.url,
                ["join", "--token", token, "--store", group.central.folder])
            Deadline.pause(0.5)
            try group.serve()
            let outcome = try join.end()
            #expect(outcome.code == 0, "\(outcome)")
            #expect(group.stopHub() == 0)
        }

        @Test func `a hub that dies during a sync is a reason to try again`() throws {
            let group = try Template.copy()
            defer { group.remove() }
            for round in 1...6 {
                try group.serve()
                try group.a.done(
                    ["create", "patient", "given=Round\(round)"] + WaitingTests.person)
                let sync = try Run(group.a.program.url, ["sync", "--store", group.a.folder])
                Deadline.pause(0.05 * Double(round))
                group.killHub()
                let outcome = try sync.end()
                #expect([0, 3].contains(outcome.code), "\(outcome)")
            }
        }

        @Test func `a house whose room is busy goes on, and opens it when it is free`() throws {
            let group = try Template.empty()
            defer { group.remove() }
            try group.serve(["--with-office", "MAIN"])
            let office = group.site("hub/office-main")
            let isUp = Deadline.reached(within: 60) { group.answers(office) }
            try #require(isUp, "\(group.hubDaemon?.said ?? "")")
            #expect(group.stopHub() == 0)
            try office.open { _ in
                try group.serve(["--with-office", "MAIN"])
                let isTold = Deadline.reached(within: 30) {
                    group.hubDaemon?.said.contains("room is not open, will try again") == true
                }
                #expect(isTold)
                #expect(group.answers(group.hub))
            }
            let isOpen = Deadline.reached(within: 60) { group.answers(office) }
            #expect(isOpen, "\(group.hubDaemon?.said ?? "")")
            #expect(group.stopHub() == 0)
        }
    }
}
