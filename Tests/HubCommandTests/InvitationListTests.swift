import Foundation
import HouseKit
import Identity
import Testing

@testable import HubCommand

/// A group that is invited with one file.
struct InvitationListTests {
    private func invite(
        _ store: LooseStore, _ text: String, into folder: String? = nil
    ) async throws -> CommandOutcome {
        let list = try store.file("list.csv", text)
        let folder = folder ?? store.folderPath + "-sheets"
        return try await store.run(["invite", "--list", list, "--into", folder])
    }

    private func sheets(_ store: LooseStore) -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(
            atPath: store.folderPath + "-sheets")
        return (found ?? []).sorted()
    }

    @Test func `each machine gets a sheet with a token of its own`() async throws {
        let hub = try await LooseStore("hub")
        let outcome = try await invite(
            hub, "office,central,role,name\nA01,,,\nA01,,,Front desk\n,claims,admin,\n")
        #expect(outcome.code == 0, "\(outcome)")
        #expect(sheets(hub) == ["A01.txt", "Front-desk.txt", "claims.txt"])
        let tokens = try sheets(hub).map { name in
            let path = hub.folderPath + "-sheets/" + name
            let rights = try FileManager.default.attributesOfItem(atPath: path)
            #expect(rights[.posixPermissions] as? Int == 0o600)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("bw1.") })
            let token = try InviteToken(text: String(line))
            #expect(text.contains(token.fingerprint.spoken))
            return token.secretHash
        }
        #expect(Set(tokens).count == 3)
        let events = try await hub.rows("events").filter { $0["event"] == "invited" }
        #expect(events.count == 3)
        #expect(!outcome.out.contains("bw1."))
    }

    @Test func `a code for a camera is drawn where there is a program that draws it`() async throws
    {
        #expect(await QRPicture.of("bw1.text", folders: "/nowhere:") == nil)
        let folder = NSTemporaryDirectory() + "bridgework-qr-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        // It gets the token where nobody else reads it, and says so with a picture.
        let stand = "#!/bin/sh\necho \"$*\"\ncat\n"
        try stand.write(toFile: folder + "/qrencode", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700], ofItemAtPath: folder + "/qrencode")
        #expect(
            await QRPicture.of("bw1.text", folders: "/nowhere:\(folder)")
                == "-t UTF8i -l L -m 2 -o -\nbw1.text")
        try "#!/bin/sh\nexit 1\n".write(
            toFile: folder + "/qrencode", atomically: false, encoding: .utf8)
        #expect(await QRPicture.of("bw1.text", folders: folder) == nil)
    }

    @Test(arguments: [
        ("office\nA01\nNOPE\n", ":3: the hub knows no office by that code"),
        ("office,central\nA01,desk\n", ":2: Give --office CODE or --central NAME"),
        ("office\nA01\nA01\n", ":3: two machines would be called alike"),
        ("central,role\ndesk,boss\n", ":2: --role takes coordinator or admin."),
        ("central,scopes\ndesk,everything\n", ":2: --scopes takes credentialing and clinical."),
        ("office,password\nA01,x\n", ":1: there is no column password"),
        ("office,name\nA01\n", ":2: "),
        ("office\n", "names no machine"),
        ("", "names no machine"),
    ])
    func `a row that cannot be done is named, and nobody is invited`(text: String, words: String)
        async throws
    {
        let hub = try await LooseStore("hub")
        let outcome = try await invite(hub, text)
        #expect(outcome.code == 1 && outcome.refusal.contains(words), "\(outcome)")
        #expect(try await hub.rows("events").isEmpty)
        #expect(sheets(hub) == [])
    }

    @Test func `a sheet that is there is not written over, and nobody is invited`() async throws {
        let hub = try await LooseStore("hub")
        #expect(try await invite(hub, "office\nA01\n").code == 0)
        let again = try await invite(hub, "office\nB01\nA01\n")
        #expect(again.code == 1 && again.refusal.contains("exists"))
        #expect(try await hub.rows("events").count == 1)
        #expect(sheets(hub) == ["A01.txt"])
    }

    @Test func `a list needs a folder, and stands alone`() async throws {
        let hub = try await LooseStore("hub")
        for words in ["--list a.csv", "--into x --office A01", "--list a --into b --office A01"] {
            #expect(try await hub.run("invite \(words)").code == 2)
        }
        let none = try await hub.run("invite --list /nowhere/at/all --into /nowhere/at/all")
        #expect(none.code == 1)
    }
}
