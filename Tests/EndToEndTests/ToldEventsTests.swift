import Foundation
import Testing

extension EndToEnd {
    /// What real agents tell outside: at least once, whatever dies in between.
    struct ToldEventsTests {
        private func write(_ text: String, _ path: String) throws {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }

        /// The deliveries and kinds that a command wrote down, a line each.
        private func heard(_ path: String) -> [(delivery: String, kinds: [String])] {
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            return text.split(separator: "\n").compactMap { line in
                let json = try? JSONSerialization.jsonObject(with: Data(line.utf8))
                guard let object = json as? [String: Any],
                    let delivery = object["delivery"] as? String,
                    let events = object["events"] as? [[String: Any]]
                else { return nil }
                return (delivery, events.compactMap { $0["kind"] as? String })
            }
        }

        @Test func `what was told when the agent died before it knew is told again`() async throws {
            try await Group.with { group in
                let told = group.folder + "/told"
                let script = group.folder + "/hear"
                let options = ["--live", "--on", "change", "sh '\(script)'"]
                // Takes it, and does not come to an end.
                try write("cat >> '\(told)'; exec sleep 20\n", script)
                let first = try group.agent(group.a, options)
                let isFollowing = try Deadline.reached(within: 20) {
                    try group.a.done("status", "--format", "json").contains("command for change")
                }
                #expect(isFollowing)
                try group.a.done("create", "patient", "family=S", "given=A")
                #expect(Deadline.reached(within: 20) { heard(told).count == 1 }, "\(first.said)")
                first.kill()
                // Nothing else happened meanwhile; the next one hears the same, and takes it.
                try write("cat >> '\(told)'\n", script)
                let second = try group.agent(group.a, options)
                #expect(Deadline.reached(within: 20) { heard(told).count >= 2 }, "\(second.said)")
                let deliveries = heard(told)
                #expect(deliveries[0].kinds.contains("change"))
                #expect(deliveries[1].kinds.starts(with: deliveries[0].kinds))
                // And a third hears nothing of it, once the second has kept how far it came.
                let isKept = try Deadline.reached(within: 20) {
                    try group.a.done("status", "--format", "json").contains(#""waiting":0"#)
                }
                #expect(isKept)
                #expect(second.stop() == 0)
                let count = heard(told).count
                let third = try group.agent(group.a, options)
                try group.a.done("create", "patient", "family=T", "given=B")
                #expect(Deadline.reached(within: 20) { heard(told).count > count })
                #expect(!heard(told)[count...].contains { $0.delivery == deliveries[0].delivery })
                #expect(third.stop() == 0)
            }
        }

        @Test func `a webhook that fails is tried again, and status and log say so meanwhile`()
            async throws
        {
            try await Group.with { group in
                let told = group.folder + "/told"
                let gate = group.folder + "/open"
                let port = FreePort.pair()
                let server = try Daemon(
                    URL(filePath: "/usr/bin/python3"), ["-c", Self.server, "\(port)", told, gate],
                    log: group.folder + "/webhook.log")
                defer { server.kill() }
                #expect(Deadline.reached(within: 20) { FreePort.answers(port) })
                let secret = "http://127.0.0.1:\(port)/hook?key=Zzyzx"
                let agent = try group.agent(
                    group.a, ["--live", "--webhook", "change " + secret])
                let isFollowing = try Deadline.reached(within: 20) {
                    try group.a.done("status", "--format", "json").contains("webhook for change")
                }
                #expect(isFollowing)
                try group.a.done("create", "patient", "family=S", "given=A")
                let isTold = try Deadline.reached(within: 20) {
                    try group.a.run("status", "--check").out.contains("webhook answered 503")
                }
                #expect(isTold, "\(agent.said)")
                #expect(agent.said.contains("events were not taken, will be told again"))
                #expect(!agent.said.contains("Zzyzx"))
                #expect(try !group.a.done("status", "--format", "json").contains("Zzyzx"))
                try write("", gate)
                #expect(Deadline.reached(within: 40) { !heard(told).isEmpty }, "\(agent.said)")
                let isOver = try Deadline.reached(within: 20) {
                    try !group.a.run("status", "--check").out.contains("webhook")
                }
                #expect(isOver)
                #expect(agent.stop() == 0)
            }
        }

        @Test func `what is no listener is misuse, and what stands in a file works`() async throws {
            try await Group.with { group in
                for words in [
                    ["--on", "dragon", "true"], ["--on", "conflict"],
                    ["--webhook", "http://example.test/"],
                ] {
                    #expect(try group.a.run(["agent"] + words).code == 2, "\(words)")
                }
                let told = group.folder + "/told"
                let config = group.folder + "/agent.conf"
                try write("live = yes\non = change cat >> '\(told)'\n", config)
                let agent = try group.agent(group.a, ["--config", config])
                let isFollowing = try Deadline.reached(within: 20) {
                    try group.a.done("status", "--format", "json").contains("command for change")
                }
                #expect(isFollowing, "\(agent.said)")
                try group.a.done("create", "patient", "family=S", "given=A")
                #expect(Deadline.reached(within: 20) { !heard(told).isEmpty }, "\(agent.said)")
                let warning = "everybody on this machine can read the settings"
                #expect(agent.said.contains(warning))
                #expect(agent.stop() == 0)
                // Once others cannot, nothing is said.
                #expect(chmod(config, 0o640) == 0)
                let again = try group.agent(group.a, ["--config", config])
                #expect(again.said.components(separatedBy: warning).count == 2)
            }
        }

        @Test func `whoever started the agent does not keep it from seeing a command's end`()
            async throws
        {
            try await Group.with { group in
                let told = group.folder + "/told"
                // A shell that ignores its children's ends, as some supervisors do.
                let agent = try Daemon(
                    URL(filePath: "/bin/sh"),
                    [
                        "-c", "trap '' CHLD; exec \"$@\"", "sh", Binaries.office.url.path, "agent",
                        "--store", group.a.folder, "--live", "--on", "change", "cat >> '\(told)'",
                    ], log: group.folder + "/ignoring.log")
                defer { agent.kill() }
                let isFollowing = try Deadline.reached(within: 20) {
                    try group.a.run("status", "--format", "json").out.contains("command for change")
                }
                #expect(isFollowing, "\(agent.said)")
                try group.a.done("create", "patient", "family=S", "given=A")
                let isTaken = try Deadline.reached(within: 20) {
                    try !heard(told).isEmpty
                        && group.a.done("status", "--format", "json").contains(#""waiting":0"#)
                }
                #expect(isTaken, "\(agent.said)")
                #expect(agent.stop() == 0)
            }
        }

        /// Answers 503 until a file is there, then 204, and writes down what it took.
        private static let server = """
            import http.server, os, sys
            class Hook(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    body = self.rfile.read(int(self.headers["content-length"]))
                    isOpen = os.path.exists(sys.argv[3])
                    if isOpen:
                        with open(sys.argv[2], "ab") as file: file.write(body)
                    self.send_response(204 if isOpen else 503)
                    self.end_headers()
            http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Hook).serve_forever()
            """
    }
}
