import Foundation
import Testing

extension EndToEnd {
    /// A hub's disk is lost, and the hub comes back from its backup.
    struct BackupTests {
        private func create(_ site: Site, _ family: String) throws {
            try site.done(
                "create", "patient", "family=\(family)", "given=Pat", "birthDate=1980-01-01")
        }

        private func families(_ site: Site) throws -> [String] {
            try site.rows("list", "patient").compactMap { $0.text("family") }.sorted()
        }

        /// Runs a command that names no store of its own.
        private func run(
            _ arguments: String..., input: FileHandle = .nullDevice
        ) throws -> Outcome {
            try Run(Binaries.hub.url, arguments, input: input).end()
        }

        @Test
        func `a hub made anew from its backup gets what came later, and shuts out whom it must`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                let (key, file) = (group.folder + "/recovery.key", group.folder + "/b")
                try create(group.a, "One")
                try group.sync()
                #expect(try group.hub.run("backup", file).code == 1)
                try group.hub.done("backup", "key", key)
                // While it serves, and while others write.
                let agent = try group.agent(group.a)
                for number in 1...3 {
                    try create(group.a, "During \(number)")
                    try group.hub.done("backup", file)
                }
                #expect(agent.stop() == 0)
                #expect(try run("backup", "verify", file).code == 0)
                #expect(try run("backup", "verify", file, "--key", key).code == 0)

                try create(group.a, "Late")
                try group.central.done("create", "payor", "code=P2", "name=Payor Two")
                try group.sync()
                let b = try #require(
                    try group.hub.rows("replicas").first { $0.text("name") == "B01" }?.text("id"))
                let digest = try group.hub.done("digest")
                try group.hub.done("revoke", b)
                #expect(group.stopHub() == 0)
                try FileManager.default.removeItem(atPath: group.hub.folder)

                #expect(try group.hub.run("restore", file, "--key", key).code == 1)
                #expect(!FileManager.default.fileExists(atPath: group.hub.folder))
                try group.hub.done("restore", file, "--key", key, "--revoke", b)
                #expect(
                    try group.hub.run("restore", file, "--key", key, "--revoke-none").code == 1)
                try group.hub.done("verify")
                try group.serve()
                for site in [group.a, group.central, group.a] { try site.done("sync") }
                #expect(try group.b.run("sync").code == 1)
                #expect(
                    try families(group.a) == ["During 1", "During 2", "During 3", "Late", "One"])
                #expect(try group.hub.done("digest") == digest)
                let events = try group.hub.rows("events").compactMap { $0.text("event") }
                #expect(events.contains("restored") && events.contains("backed-up"))
                // The backup that it came from is one that it has.
                #expect(try group.hub.rows("backup", "list").count == 1)
            }
        }

        @Test func `a folder keeps the last ones, and a file that is no backup is left alone`()
            async throws
        {
            try await Group.with { group in
                let (key, folder) = (group.folder + "/recovery.key", group.folder + "/backups")
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true)
                try Data("a list".utf8).write(to: URL(filePath: folder + "/list.txt"))
                try group.hub.done("backup", "key", key)
                for _ in 1...4 {
                    try group.hub.done("backup", folder, "--keep", "2")
                    // Names are by the second.
                    try await Task.sleep(for: .milliseconds(1_100))
                }
                let files = try FileManager.default.contentsOfDirectory(atPath: folder)
                #expect(files.count == 3 && files.contains("list.txt"))
                let known = try group.hub.rows("backup", "list")
                #expect(known.count == 2 && known.allSatisfy { $0["here"] as? Bool == true })
                #expect(try group.hub.run("backup", folder + "/list.txt").code == 1)
                #expect(try group.hub.run("backup", folder, "--keep", "0").code == 2)
                let path = try #require(known.first?.text("path"))
                try group.hub.done("backup", "forget", path)
                #expect(try group.hub.rows("backup", "list").count == 1)
                #expect(FileManager.default.fileExists(atPath: path))
                let other = group.folder + "/other.key"
                try group.hub.done("backup", "key", other, "--replace")
                #expect(try run("backup", "verify", path, "--key", other).code == 1)
                let words = try String(contentsOfFile: key, encoding: .utf8).split(separator: "\n")
                let typed = folder + "/typed"
                try Data((words.last ?? "").utf8).write(to: URL(filePath: typed))
                let input = try #require(FileHandle(forReadingAtPath: typed))
                #expect(try run("backup", "verify", path, "--key", "-", input: input).code == 0)
            }
        }
    }
}
