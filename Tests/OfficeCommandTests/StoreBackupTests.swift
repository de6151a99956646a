import Foundation
import HouseKit
import Identity
import Merge
import Rulebook
import Store
import Testing

@testable import OfficeCommand

/// An office's own backup: made for a key, checked, and a store again.
struct StoreBackupTests {
    /// An office with a recovery key, a patient that was never sent, and a document.
    private func keyed() async throws -> (office: LooseStore, key: String) {
        let office = try await LooseStore("A01")
        let key = office.folderPath + ".key"
        try await office.done("backup key \(key)")
        try await office.done("create patient family=Unsent given=Pat birthDate=1980-01-01")
        let card = try office.file("card.txt", "a card")
        try await office.done("document add \(card) --kind card --title Card")
        try FileManager.default.removeItem(atPath: card)
        return (office, key)
    }

    private func remove(_ paths: String...) throws {
        for path in paths { try FileManager.default.removeItem(atPath: path) }
    }

    @Test func `without a key there is none, and a key gives way only to whoever says so`()
        async throws
    {
        let office = try await LooseStore("A01")
        let (file, key) = (office.folderPath + ".backup", office.folderPath + ".key")
        #expect(try await office.refusal("backup \(file)").contains("no recovery key"))
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(try await office.row("status")["lastBackup"] == nil)
        try await office.done("backup key \(key)")
        #expect(try await office.run("backup key \(key)2").code == 1)
        #expect(!FileManager.default.fileExists(atPath: key + "2"))
        // The same key is no other, and a file without words is none.
        #expect(try await office.run("backup key \(key) --existing").code == 0)
        try Data("no words".utf8).write(to: URL(filePath: key + "3"))
        #expect(try await office.run("backup key \(key)3 --existing").code == 1)
        #expect(try await office.row("status").list("troubles").contains("backup-late"))
        #expect(try await office.run("backup \(file) --keep 2").code == 2)
        try remove(key, key + "3")
    }

    @Test func `a store is made of its backup, with what was not sent, and no key of a machine`()
        async throws
    {
        let (office, key) = try await keyed()
        let file = office.folderPath + ".backup"
        #expect(try await office.run("backup \(file)").code == 0)
        let status = try await office.row("status")
        #expect(status["lastBackup"] != nil)
        #expect(try await office.row("backup list")["path"] == file)
        for more in ["", " --key \(key)"] {
            #expect(try await office.bare("backup verify \(file)\(more)").code == 0, "\(more)")
        }
        let anew = LooseStore(officeAt: office.folderPath + "-anew")
        #expect(try await anew.run("restore \(file) --key \(file)").code == 1)
        #expect(!FileManager.default.fileExists(atPath: anew.folderPath))
        #expect(try await anew.run("restore \(file) --key \(key)").code == 0)
        #expect(try await anew.run("restore \(file) --key \(key)").code == 1)
        #expect(try await anew.done("digest") == office.done("digest"))
        #expect(try await anew.done("verify") == "ok")
        let restored = try await anew.row("status")
        #expect(restored["pending"] == status["pending"] && status["pending"] != "0")
        #expect(restored["replica"] != status["replica"])
        #expect(restored["office"] == status["office"])
        #expect(!FileManager.default.fileExists(atPath: anew.folderPath + "/identity"))
        // The document's bytes came along: no other machine has them.
        let id = try #require(try await anew.row("list document")["id"])
        let out = office.folderPath + ".out"
        try await anew.done("document export \(id) \(out)")
        #expect(try String(contentsOfFile: out, encoding: .utf8) == "a card")
        // It can be worked at; only the hub does not know it.
        try await anew.done("create patient family=Later given=Pat birthDate=1980-01-01")
        #expect(try await anew.refusal("sync").contains("join"))
        try remove(key, file, out)
    }

    @Test func `a backup of the other kind, a damaged one and another key's are refused`()
        async throws
    {
        let (office, key) = try await keyed()
        let file = office.folderPath + ".backup"
        #expect(try await office.run("backup \(file)").code == 0)
        let hub = try await LooseStore("hub")
        #expect(try await hub.run("backup key \(key)h").code == 0)
        #expect(try await hub.run("backup \(file)h").code == 0)
        let hubAnew = LooseStore(hubAt: hub.folderPath + "-anew")
        let line = "restore \(file) --key \(key)"
        #expect(try await hubAnew.refusal(line).contains("replica's"))
        let anew = LooseStore(officeAt: office.folderPath + "-anew")
        #expect(try await anew.refusal("restore \(file)h --key \(key)h").contains("hub's"))
        #expect(try await anew.run("restore \(file) --key \(key)h").code == 1)
        var bytes = try Data(contentsOf: URL(filePath: file))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: file))
        #expect(try await anew.run(line).code == 1)
        #expect(try await anew.bare("backup verify \(file)").code == 1)
        let left = [anew.folderPath, hubAnew.folderPath].filter {
            FileManager.default.fileExists(atPath: $0)
        }
        #expect(left == [])
        try remove(key, file, key + "h", file + "h")
    }

    /// Where the office's one document lies.
    private func document(of office: LooseStore) throws -> String {
        let files = try #require(
            FileManager.default.enumerator(atPath: office.folderPath + "/documents"))
        let name = try #require(
            files.compactMap { $0 as? String }.first { $0.count > 64 })
        return office.folderPath + "/documents/" + name
    }

    @Test func `a document that cannot be read stops the backup, a damaged one is named`()
        async throws
    {
        let (office, key) = try await keyed()
        let (file, path) = (office.folderPath + ".backup", try document(of: office))
        let name = try #require(path.split(separator: "/").last.map { String($0) })
        try Data("a cord".utf8).write(to: URL(filePath: path))
        let now = Timestamp(milliseconds: 1_800_000_000_000)
        let written = try ReplicaBackup(of: StoreFolder(office.folderPath), at: now)
            .write { _ in file }
        #expect(written.damaged == [name])
        let restoration = ReplicaRestoration(of: file, with: try RecoveryKey(from: key), at: now)
        let tried = try RestoringFolder.trying(in: NSTemporaryDirectory()) {
            try restoration.run(in: $0)
        }
        #expect(tried.damaged == [name])
        let anew = LooseStore(officeAt: office.folderPath + "-anew")
        #expect(try await anew.run("restore \(file) --key \(key)").code == 0)
        let kept = try String(contentsOfFile: document(of: anew), encoding: .utf8)
        #expect(kept == "a cord")
        // A folder in its place stands for a file that the disk does not give.
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        #expect(try await office.refusal("backup \(file)2").contains("cannot be read"))
        #expect(!FileManager.default.fileExists(atPath: file + "2"))
        try remove(key, file)
    }

    @Test func `in a folder the last ones stay, and one that is gone is forgotten`() async throws {
        let (office, key) = try await keyed()
        let folder = office.folderPath + "-backups"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        for _ in 1...3 { #expect(try await office.run("backup \(folder) --keep 2").code == 0) }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(files.count == 2 && files.allSatisfy { $0.hasPrefix("bridgework-replica-") })
        let known = try await office.rows("backup list")
        #expect(known.count == 2)
        let path = try #require(known.first?["path"])
        try await office.done("backup forget \(path)")
        #expect(try await office.refusal("backup forget \(path)").contains("is known here"))
        #expect(try await office.rows("backup list").count == 1)
        try remove(key, folder)
    }
}
