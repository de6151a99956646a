import Foundation
import Testing

extension EndToEnd {
    /// A sealed disk shows nobody anything, and everything works on it.
    struct SealedTests {
        private static let canary = "Zyxwvcanary"

        /// A hub, a centre and an office; the office is sealed under a passphrase, the others under
        /// keys in files.
        private struct House {
            let group: Group
            let secrets: String

            init(seal: Bool = true) throws {
                group = Group(
                    folder: Template.newFolder(), port: FreePort.pair(), codes: [],
                    hasCentral: true)
                secrets = group.folder + "-secrets"
                for folder in [group.folder, secrets] {
                    try FileManager.default.createDirectory(
                        atPath: folder, withIntermediateDirectories: true,
                        attributes: [.posixPermissions: 0o700])
                }
                try write("correct horse battery", to: "passphrase")
                let file = seal ? ["--seal", "file"] : ["--seal", "none"]
                let typed =
                    seal
                    ? ["--seal", "passphrase", "--passphrase-file", secrets + "/passphrase"]
                    : ["--seal", "none"]
                try group.hub.done(
                    [
                        "init", "--group", "Test Group", "--host", "localhost", "--port",
                        "\(group.port)",
                    ] + file)
                try group.serve()
                let invitation = ["invite", "--central", "desk", "--role", "coordinator"]
                let token = try group.hub.done(invitation)
                try group.central.done(["join", "--token", token] + file)
                try group.central.done("create", "office", "code=A01", "name=Office A")
                try group.central.done("create", "payor", "code=P1", "name=Payor One")
                try group.central.done("sync")
                try group.a.done(["join", "--token", group.token("A01")] + typed)
                try group.a.done("sync")
            }

            func write(_ text: String, to name: String) throws {
                let path = secrets + "/" + name
                try Data((text + "\n").utf8).write(to: URL(filePath: path))
                chmod(path, 0o600)
            }

            func remove() {
                _ = try? group.a.run("key", "lock")
                group.remove()
                try? FileManager.default.removeItem(atPath: secrets)
            }

            /// Every file of the group's that holds the text: stores, logs, backups.
            func files(holding text: String) throws -> [String] {
                let files = FileManager.default
                return try files.subpathsOfDirectory(atPath: group.folder).filter { name in
                    let data = files.contents(atPath: group.folder + "/" + name)
                    return data?.range(of: Data(text.utf8)) != nil
                }
            }

            /// Writes the canary wherever records go: store, line, documents, backups.
            func work() throws {
                let patient = try group.a.done(
                    "create", "patient", "family=\(SealedTests.canary)", "given=Bird",
                    "birthDate=1980-01-01")
                let letter = secrets + "/letter.txt"
                try Data("Dear \(SealedTests.canary)".utf8).write(to: URL(filePath: letter))
                try group.a.done("document", "add", letter, "--kind", "letter", "--title", "Letter")
                let agent = try group.agent(group.a)
                try group.a.done("edit", "patient", patient, "given=\(SealedTests.canary)")
                try group.a.done("courier", "export", group.folder + "/up.courier")
                try group.sync(group.a, group.central)
                let key = secrets + "/recovery"
                try group.hub.done("backup", "key", key)
                try group.hub.done("backup", group.folder + "/hub.backup")
                #expect(agent.stop() == 0)
                #expect(
                    try group.a.fields("patient", patient).text("given") == SealedTests.canary)
            }
        }

        @Test func `no file of a sealed group holds a patient's name, and one in clear does`()
            throws
        {
            let house = try House()
            defer { house.remove() }
            try house.work()
            #expect(try house.files(holding: Self.canary) == [])
            #expect(house.group.stopHub() == 0)
            #expect(try house.files(holding: Self.canary) == [])
            let open = try House(seal: false)
            defer { open.remove() }
            try open.work()
            let found = Set(try open.files(holding: Self.canary).map { $0.prefix { $0 != "/" } })
            #expect(found.isSuperset(of: ["A01", "hub"]))
        }

        @Test func `a passphrase is asked for after a start, and is nowhere to be read`() throws {
            let house = try House()
            defer { house.remove() }
            let office = house.group.a
            let secret = house.secrets + "/passphrase"
            #expect(try office.done("verify") == "ok")
            try office.done("key", "lock")
            let locked = try office.run("verify")
            #expect(locked.code == 1)
            #expect(locked.err.contains("key unlock"), "\(locked)")
            try house.write("correct horse nothing", to: "wrong")
            let wrong = try office.run(
                "key", "unlock", "--passphrase-file", house.secrets + "/wrong")
            #expect(wrong.code == 1)
            #expect(wrong.err.contains("does not open it"), "\(wrong)")
            try office.done("key", "unlock", "--passphrase-file", secret)
            #expect(try office.done("verify") == "ok")
            #expect(try house.files(holding: "correct horse") == [])
            // Another passphrase; the pages stay.
            try house.write("staple of wrong horses", to: "next")
            try office.done(
                "key", "change", "--mode", "passphrase", "--passphrase-file",
                house.secrets + "/next")
            try office.done("key", "lock")
            #expect(try office.run("key", "unlock", "--passphrase-file", secret).code == 1)
            try office.done("key", "unlock", "--passphrase-file", house.secrets + "/next")
            #expect(try office.done("verify") == "ok")
        }

        @Test func `keys are changed, rotated and told of, and a store in clear is sealed`() throws
        {
            let house = try House(seal: false)
            defer { house.remove() }
            try house.work()
            let office = house.group.a
            let status = { try #require(try office.rows("key", "status").first) }
            #expect(try status()["sealed"] as? Bool == false)
            let key = house.secrets + "/office.key"
            let said = try office.run("key", "convert", "--key-file", key)
            #expect(said.code == 0, "\(said)")
            #expect(said.err.contains(key))
            #expect(try office.files(holding: Self.canary) == [])
            #expect(try status().text("mode") == "file")
            try office.done("key", "rotate")
            #expect(try status().number("dataKey") == 2)
            #expect(try status().number("documentsInClear") == 0)
            try house.write(String(repeating: "0b", count: 32), to: "given")
            try office.done(
                "key", "change", "--mode", "command", "--key-command",
                "tr b c < \(house.secrets)/given")
            #expect(try office.done("verify") == "ok")
            try house.write("nothing", to: "given")
            let refused = try office.run("verify")
            #expect(refused.code == 1)
            #expect(refused.err.contains("64 hexadecimal digits"), "\(refused)")
        }

        @Test func `a store whose key is gone says so, and is as it was when it is back`() throws {
            let house = try House()
            defer { house.remove() }
            let centre = house.group.central
            let path = try #require(try centre.rows("key", "status").first?.text("keyFile"))
            try FileManager.default.moveItem(atPath: path, toPath: path + ".gone")
            let refused = try centre.run("list", "payor")
            #expect(refused.code == 1)
            #expect(refused.err.contains(path), "\(refused)")
            try FileManager.default.moveItem(atPath: path + ".gone", toPath: path)
            #expect(try centre.done("verify") == "ok")
        }

        @Test func `neither program leaves a core or lets itself be looked into`() throws {
            let house = try House()
            defer { house.remove() }
            let agent = try house.group.agent(house.group.a)
            let hub = try #require(house.group.hubDaemon)
            for process in [agent.id, hub.id] {
                let limits = try String(
                    contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
                let core = try #require(
                    limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
                #expect(core.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
                // What cannot be dumped belongs to root in /proc, whoever runs it.
                let path = "/proc/\(process)/mem"
                var status = stat()
                #expect(stat(path, &status) == 0)
                #expect(status.st_uid == 0)
            }
            #expect(agent.stop() == 0)
        }

        @Test func `one reads a sealed store by statements of one's own, and only reads`() throws {
            let house = try House()
            defer { house.remove() }
            let centre = house.group.central
            let rows = try centre.rows("sql", "SELECT code, name FROM payor")
            #expect(rows.count == 1)
            #expect(rows.first?.text("name") == "Payor One")
            for refused in [
                "DELETE FROM payor", "ATTACH '\(house.secrets)/x' AS x", "PRAGMA user_version",
                "SELECT value FROM meta", "SELECT 1; SELECT 2", "SELEC 1",
                "SELECT load_extension('x')", "VACUUM INTO '\(house.secrets)/y'",
            ] {
                let outcome = try centre.run("sql", refused)
                #expect(outcome.code == 1, "\(refused): \(outcome)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: house.secrets).count == 1)
        }
    }
}
