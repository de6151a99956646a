import Foundation
import HouseKit
import Rulebook
import Store
import Testing

/// A hub's backup: made for a key, checked, and a hub again.
struct BackupCommandTests {
    /// A hub with a recovery key, and the key's file.
    private func keyed() async throws -> (hub: LooseStore, key: String) {
        let hub = try await LooseStore("hub")
        let key = hub.folderPath + ".key"
        try await hub.done("backup key \(key)")
        return (hub, key)
    }

    @Test func `a key is made once, for its owner's eyes, unless it is replaced`() async throws {
        let (hub, key) = try await keyed()
        let lines = try String(contentsOfFile: key, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 3 && lines[2].split(separator: " ").count == 17)
        let rights = try FileManager.default.attributesOfItem(atPath: key)
        #expect(rights[.posixPermissions] as? Int == 0o600)
        // A second one is refused, and leaves no file that opens nothing.
        #expect(try await hub.run("backup key \(key)2").code == 1)
        #expect(!FileManager.default.fileExists(atPath: key + "2"))
        #expect(try await hub.run("backup key \(key) --replace").code == 1)
        #expect(try await hub.run("backup key \(key)3 --replace").code == 0)
        #expect(try String(contentsOfFile: key + "3", encoding: .utf8) != lines.joined())
        try FileManager.default.removeItem(atPath: key)
        try FileManager.default.removeItem(atPath: key + "3")
    }

    @Test func `a key stays where nobody knows whether the hub took it`() async throws {
        let hub = try await LooseStore("hub")
        let key = hub.folderPath + ".key"
        // Another process has the store, and does not answer.
        let store = try Store.opened(StoreFolder(hub.folderPath), as: .hub)
        let outcome = try await hub.run("backup key \(key)")
        try store.close()
        #expect(outcome.code == 3)
        #expect(FileManager.default.fileExists(atPath: key))
        try FileManager.default.removeItem(atPath: key)
    }

    @Test func `without a key there is no backup`() async throws {
        let hub = try await LooseStore("hub")
        let file = hub.folderPath + ".backup"
        #expect(try await hub.run("backup \(file)").code == 1)
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(try await hub.rows("backup list").isEmpty)
        #expect(try await hub.run("backup \(file) --keep 2").code == 2)
        #expect(try await hub.run("backup /tmp --keep 0").code == 2)
    }

    @Test func `a backup is known to the hub, and its bytes are checked with and without the key`()
        async throws
    {
        let (hub, key) = try await keyed()
        let file = hub.folderPath + ".backup"
        #expect(try await hub.run("backup \(file)").code == 0)
        let row = try await hub.row("backup list")
        #expect(row["path"] == file && row["here"] == "true" && row["position"] == "2")
        #expect(row["sha256"]?.count == 64)
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
        #expect(row["bytes"] == size.map(String.init))
        for more in ["", " --key \(key)"] {
            #expect(try await hub.bare("backup verify \(file)\(more)").code == 0, "\(more)")
        }
        #expect(try await hub.bare("backup verify \(key)").code == 1)
        #expect(try await hub.bare("backup verify \(file) --key \(file)").code == 1)
        // One that is gone is told, and no file is touched by that.
        #expect(try await hub.done("backup forget \(file)") == "forgotten: \(file)")
        #expect(FileManager.default.fileExists(atPath: file))
        #expect(try await hub.rows("backup list").isEmpty)
        for path in [key, file] { try FileManager.default.removeItem(atPath: path) }
    }

    @Test func `a bit that fell over is found`() async throws {
        let (hub, key) = try await keyed()
        let file = hub.folderPath + ".backup"
        try await hub.run("backup \(file)").requireDone()
        var bytes = try Data(contentsOf: URL(filePath: file))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: file))
        for more in ["", " --key \(key)"] {
            #expect(try await hub.bare("backup verify \(file)\(more)").code == 1, "\(more)")
        }
        let anew = LooseStore(hubAt: hub.folderPath + "-anew")
        #expect(try await anew.run("restore \(file) --key \(key)").code == 1)
        #expect(!FileManager.default.fileExists(atPath: anew.folderPath))
        for path in [key, file] { try FileManager.default.removeItem(atPath: path) }
    }

    @Test func `a hub is made of its backup, with whoever was shut out since shut out`()
        async throws
    {
        let (hub, key) = try await keyed()
        let file = hub.folderPath + ".backup"
        try await hub.run("backup \(file)").requireDone()
        let anew = LooseStore(hubAt: hub.folderPath + "-anew")
        let line = "restore \(file) --key \(key)"
        for wrong in [" --host a/b", " --port 0", " --key \(file)"] {
            #expect(try await anew.run(line + wrong).code > 0, "\(wrong)")
            #expect(!FileManager.default.fileExists(atPath: anew.folderPath))
        }
        // Whom the backup does not know is told of, and nothing else.
        let more = " --revoke A01 --revoke nobody --host hub.example"
        #expect(try await anew.run(line + more).code == 0)
        #expect(try await anew.done("verify") == "ok")
        #expect(try await anew.done("digest") == hub.done("digest"))
        let states = try await anew.rows("replicas")
        #expect(states.first { $0["name"] == "A01" }?["status"] == "revoked")
        #expect(states.filter { $0["status"] == "active" }.count == 2)
        #expect(try await anew.rows("events").contains { $0["event"] == "restored" })
        #expect(try await anew.row("backup list")["path"] == file)
        #expect(try await anew.run(line).code == 1)
        // It waits for those that it may serve, and does without whom its operator names.
        let awaited = try await anew.done("resume").split(separator: "\n").map(String.init)
        #expect(awaited.count == 2 && !awaited.contains("A01"))
        #expect(try await anew.run("resume --without A01").code == 1)
        for name in awaited { _ = try await anew.done("resume --without \(name)") }
        #expect(try await anew.done("resume") == "")
        #expect(try await anew.run("resume --without B01").code == 1)
        for path in [key, file] { try FileManager.default.removeItem(atPath: path) }
    }

    @Test func `in a folder the backup gets a name by its time`() async throws {
        let (hub, key) = try await keyed()
        let folder = hub.folderPath + "-backups"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        try Data("a list".utf8).write(to: URL(filePath: folder + "/list.txt"))
        try await hub.run("backup \(folder) --keep 1").requireDone()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.count == 2 && files.contains("list.txt"))
        // What is no backup is never written over.
        #expect(try await hub.run("backup \(folder)/list.txt").code == 1)
        #expect(try String(contentsOfFile: folder + "/list.txt", encoding: .utf8) == "a list")
        for path in [key, folder] { try FileManager.default.removeItem(atPath: path) }
    }
}

extension CommandOutcome {
    fileprivate func requireDone() throws { try #require(code == 0, "\(self)") }
}
