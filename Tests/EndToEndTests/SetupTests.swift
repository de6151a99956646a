import Foundation
import Testing

extension EndToEnd {
    /// A hub and a desk that were set up by answering questions.
    struct SetupTests {
        /// Types lines into a program.
        private func typing(
            _ lines: [String], _ site: Site, _ words: [String], in group: Group
        ) throws -> Outcome {
            let path = group.folder + "/typed"
            let text = lines.map { $0 + "\n" }.joined()
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let input = try #require(FileHandle(forReadingAtPath: path))
            return try Run(
                site.program.url, words + ["--store", site.folder], input: input
            ).end()
        }

        @Test func `two machines are set up by what they ask`() async throws {
            try await Group.with { group in
                #expect(group.stopHub() == 0)
                let hub = Site(program: .hub, folder: group.folder + "/asked")
                let made = try typing(
                    ["", "Maple Dental", "not a host", "localhost", "0", "\(group.port)"], hub,
                    ["setup"], in: group)
                #expect(made.code == 0, "\(made)")
                #expect(made.text.hasPrefix("bw1."))
                #expect(try hub.rows("status").first?.text("name") == "Maple Dental")
                let again = try typing([], hub, ["setup"], in: group)
                #expect(again.code == 0 && again.err.contains("already"))
                #expect(again.out.isEmpty)

                let daemon = try Daemon(
                    Binaries.hub.url,
                    ["serve", "--store", hub.folder, "--listen", "127.0.0.1:\(group.port)"],
                    log: group.folder + "/asked.log")
                #expect(Deadline.reached(within: 20) { FreePort.answers(group.port + 1) })
                let desk = group.site("asked-desk")
                let doubted = try typing([made.text, "no"], desk, ["setup"], in: group)
                #expect(doubted.code == 1 && doubted.err.contains("nothing was done"))
                let joined = try typing(["bw1.junk", made.text, "yes"], desk, ["setup"], in: group)
                #expect(joined.code == 0, "\(joined)")
                #expect(joined.err.contains("next: bridgework agent --store"))
                #expect(try desk.rows("status").first?.text("role") == "coordinator")
                #expect(try typing([], desk, ["setup"], in: group).err.contains("joined already"))
                #expect(daemon.stop() == 0)
                try group.serve()
            }
        }

        @Test func `where nobody answers, nothing is made`() async throws {
            try await Group.with { group in
                let hub = Site(program: .hub, folder: group.folder + "/none")
                let outcome = try typing([], hub, ["setup"], in: group)
                #expect(outcome.code == 1 && outcome.err.contains("nobody answered"))
                #expect(!FileManager.default.fileExists(atPath: hub.folder))
            }
        }
    }
}
