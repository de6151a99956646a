import Foundation
import NoteKit
import Testing

extension EndToEnd {
    /// Daemons under a supervisor that hears their notes, as under systemd.
    struct SupervisedTests {
        /// Reads notes until one holds `line`.
        ///
        /// - Returns: all lines up to it; empty where it did not come in time.
        private func lines(until line: String, in box: NoteBox) -> [String] {
            var lines: [String] = []
            let hasCome = Deadline.reached(within: 20) {
                lines += box.all()
                return lines.contains { $0.hasPrefix(line) }
            }
            return hasCome ? lines : []
        }

        private func environment(_ box: NoteBox) -> [String: String] {
            ["NOTIFY_SOCKET": box.address, "WATCHDOG_USEC": "900000"]
        }

        @Test func `a hub says when it serves, that it does, and that it stops`() async throws {
            try await Group.with { group in
                #expect(group.stopHub() == 0)
                let box = try NoteBox(isAbstract: true)
                let daemon = try Daemon(
                    Binaries.hub.url,
                    ["serve", "--store", group.hub.folder, "--listen", "127.0.0.1:\(group.port)"],
                    log: group.folder + "/hub.log", environment: environment(box))
                let start = lines(until: "READY", in: box)
                #expect(start.first == "READY=1", "\(daemon.said)")
                // Ready is ready: both ports and the commands, at once.
                #expect(FreePort.answers(group.port) && FreePort.answers(group.port + 1))
                #expect(try group.hub.run("status").code == 0)
                #expect(try group.a.run("sync").code == 0)
                let work = lines(until: "WATCHDOG", in: box)
                #expect(work.contains { $0.hasPrefix("STATUS=position ") })
                daemon.freeze()
                Deadline.pause(0.2)
                _ = box.all()
                Deadline.pause(1.2)
                #expect(box.all() == [])
                daemon.thaw()
                #expect(!lines(until: "WATCHDOG", in: box).isEmpty)
                #expect(daemon.stop() == 0)
                #expect(lines(until: "STOPPING", in: box).last == "STOPPING=1")
                try group.serve()
            }
        }

        @Test func `a hub whose port is taken is never ready`() async throws {
            try await Group.with { group in
                let other = group.folder + "/other"
                let hub = Site(program: .hub, folder: other)
                try hub.done("init", "--group", "Other", "--host", "localhost")
                let box = try NoteBox()
                let daemon = try Daemon(
                    Binaries.hub.url,
                    ["serve", "--store", other, "--listen", "127.0.0.1:\(group.port)"],
                    log: group.folder + "/other.log", environment: environment(box))
                #expect(Deadline.reached(within: 20) { !daemon.isRunning })
                #expect(!box.all().contains("READY=1"))
            }
        }

        @Test func `an agent joins with the token it finds, and says how it stands`() async throws {
            try await Group.with { group in
                let token = group.folder + "/token"
                let text = try group.hub.done("invite", "--office", "A01")
                try (text + "\n").write(toFile: token, atomically: true, encoding: .utf8)
                let box = try NoteBox()
                let site = group.site("fresh")
                let config = group.folder + "/agent.conf"
                try "live = yes\n".write(toFile: config, atomically: true, encoding: .utf8)
                let words = [
                    "agent", "--store", site.folder, "--token-file", token, "--config", config,
                ]
                let log = group.folder + "/fresh.log"
                var daemon = try Daemon(
                    Binaries.office.url, words, log: log, environment: environment(box))
                #expect(lines(until: "READY", in: box).first == "READY=1", "\(daemon.said)")
                #expect(try site.run("status").code == 0)
                #expect(lines(until: "WATCHDOG", in: box).contains { $0.contains(" to send") })
                #expect(
                    try Deadline.reached(within: 20) {
                        try site.rows("status").first?.number("position") == group.position
                    }, "live as the file says: \(daemon.said)")
                #expect(daemon.stop() == 0)
                #expect(lines(until: "STOPPING", in: box).last == "STOPPING=1")
                // The token is used up, and nobody asks for it again.
                daemon = try Daemon(
                    Binaries.office.url, words, log: log, environment: environment(box))
                #expect(lines(until: "READY", in: box).first == "READY=1", "\(daemon.said)")
                #expect(daemon.stop() == 0)
            }
        }

        @Test func `an agent without a store or a token says what is missing`() async throws {
            try await Group.with { group in
                let site = group.site("none")
                let none = try site.run("agent", "--token-file", group.folder + "/no-such-file")
                #expect(none.code == 1 && none.err.contains("there is no store"))
                let bad = group.folder + "/bad"
                try "no token".write(toFile: bad, atomically: true, encoding: .utf8)
                let refused = try site.run("agent", "--token-file", bad)
                #expect(refused.code == 1, "\(refused)")
                // A folder is there and holds no token.
                let unread = try site.run("agent", "--token-file", group.folder)
                #expect(unread.code == 1 && unread.err.contains("cannot be read"), "\(unread)")
            }
        }
    }
}
