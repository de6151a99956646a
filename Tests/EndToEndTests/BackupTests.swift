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

        /// A restored hub hears everybody before it serves anybody.
        private func listen(_ group: Group, _ c: Site) throws {
            try group.hub.done("verify")
            try group.serve()
            // Whom it has shut out since, and who comes first, gets nothing.
            #expect(try group.b.run("sync").code == 3)
            #expect(try group.hub.done("resume").contains("A01"))
            #expect(try c.run("sync").code == 3)
            #expect(try group.a.run("sync").code == 3)
            #expect(try group.b.run("sync").code == 1)
            #expect(try group.hub.run("status", "--check").out.contains("serves nobody"))
            #expect(try group.hub.run("resume", "--without", "B01").code == 1)
            #expect(try group.central.run("sync").code == 3)
            #expect(try group.hub.run("resume").code == 0)
        }

        @Test func `an office purges nothing that a hub of too old a backup lacks`() async throws {
            try await Group.with(isQuietAtEnd: false) { group in
                let (key, folder) = (group.folder + "/recovery.key", group.folder + "/backups")
                let old = group.folder + "/old"
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true)
                try group.hub.done("backup", "key", key)
                try group.hub.done("backup", old)
                try create(group.a, "One")
                try group.sync()
                try group.hub.done("backup", folder, "--keep", "1")
                try group.hub.done("backup", "forget", old)
                // What is in the only backup, the office lets go of.
                try group.sync()
                try create(group.a, "Two")
                try group.sync()
                #expect(group.stopHub() == 0)
                try FileManager.default.removeItem(atPath: group.hub.folder)
                try group.hub.done("restore", old, "--key", key)
                try group.serve()
                for site in [group.central, group.b, group.a] {
                    #expect(try site.run("sync").code == 3)
                }
                let outcome = try group.a.run("sync")
                #expect(outcome.code == 1 && outcome.err.contains("--accept-loss"))
                #expect(try families(group.a) == ["One", "Two"])
                let events = try group.hub.rows("events").compactMap { $0.text("event") }
                #expect(events.contains("released-lost"))
                try accept(group)
            }
        }

        /// Somebody decides that what is lost is lost: a copy stays, and the rest goes on.
        private func accept(_ group: Group) throws {
            try group.a.done("sync", "--accept-loss")
            #expect(try families(group.a) == ["Two"])
            let beside = try FileManager.default.contentsOfDirectory(atPath: group.folder)
            let copy = try #require(beside.first { $0.hasPrefix("A01.before-loss-") })
            let kept = Site(program: .office, folder: group.folder + "/" + copy)
            #expect(try families(kept) == ["One", "Two"])
            try group.a.done("sync")
        }

        @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
        func `a restoration that a signal ends leaves nothing`(signal: Int32) throws {
            let folder = NSTemporaryDirectory() + "restoring-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false)
            defer { _ = Result { try FileManager.default.removeItem(atPath: folder) } }
            let hub = Site(program: .hub, folder: folder + "/hub")
            try hub.done("init", "--group", "Group", "--host", "127.0.0.1", "--port", "7443")
            let (key, pipe) = (folder + "/recovery.key", folder + "/pipe")
            try hub.done("backup", "key", key)
            // A backup that comes slowly: the program has its scratch folder by then.
            #expect(mkfifo(pipe, 0o600) == 0)
            let arguments = ["restore", pipe, "--key", key, "--store", folder + "/anew"]
            let run = try Run(Binaries.hub.url, arguments)
            func scratch() throws -> [String] {
                try FileManager.default.contentsOfDirectory(atPath: folder)
                    .filter { $0.hasPrefix("anew") }
            }
            let end = ContinuousClock.now + .seconds(30)
            while try scratch().isEmpty, run.process.isRunning, ContinuousClock.now < end {
                usleep(10_000)
            }
            #expect(try scratch().count == 1)
            // The handler is set once the folder is there.
            usleep(500_000)
            #expect(kill(run.process.processIdentifier, signal) == 0)
            #expect(try run.end().code == 128 + signal)
            #expect(try scratch().isEmpty)
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
                let c = try group.join("C01")
                try group.sync()
                try create(c, "Newcomer")
                try c.done("sync")
                try group.sync()
                let b = try #require(
                    try group.hub.rows("replicas").first { $0.text("name") == "B01" }?.text("id"))
                let digest = try group.hub.done("digest")
                try group.hub.done("revoke", b)
                try group.a.done("sync")
                #expect(group.stopHub() == 0)
                try FileManager.default.removeItem(atPath: group.hub.folder)

                try group.hub.done("restore", file, "--key", key)
                #expect(try group.hub.run("restore", file, "--key", key).code == 1)
                try listen(group, c)
                for site in [group.a, group.central, c, group.a] { try site.done("sync") }
                #expect(try group.b.run("sync").code == 1)
                #expect(try families(c) == ["Newcomer"])
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
