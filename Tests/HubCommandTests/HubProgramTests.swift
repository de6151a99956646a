import ArgumentParser
import Foundation
import HouseKit
import Store
import Testing

@testable import HubCommand

/// The hub's program: its words, its exit codes, and the store that each command opens itself.
struct HubProgramTests {
    @Test func `a command opens its store, and leaves it closed and sound`() async throws {
        let hub = try await LooseStore("hub")
        #expect(try await hub.row("status")["name"] == "Test Group")
        #expect(try await hub.done("invite --office A01").hasPrefix("bw1."))
        #expect(try await hub.rows("events").map { $0["event"] } == ["invited"])
        #expect(try await hub.done("verify") == "ok")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: hub.folderPath)
                .allSatisfy { !$0.hasSuffix("-wal") && !$0.hasSuffix(".sock") })
    }

    @Test func `a store that is none, or no hub's, is refused with what to do`() async throws {
        let office = try await LooseStore("A01")
        let hub = try await LooseStore("hub")
        let other = try await hub.bare("status --store \(office.folderPath)")
        #expect(other.code == 1 && other.err.hasPrefix("error: "))
        #expect(try await hub.bare("status --store /nowhere/at/all").code == 1)
        let unnamed = try await hub.bare("status")
        #expect(unnamed.code == 2)
        #expect(
            unnamed.err.contains(
                "No store is named: give --store DIR or set BRIDGEWORK_HUB_STORE."))
        #expect(try await hub.bare("bogus").code == 2)
        let help = try await hub.bare("--help")
        #expect(help.code == 0 && help.out.contains("renew-secret"))
        // What a hub starts itself is nothing for people.
        #expect(!help.out.contains("prove"))
        #expect(try await hub.bare("--version").out.hasPrefix("bridgework-hub "))
    }

    @Test func `what a serving hub is told must make sense before it begins`() async throws {
        let hub = try await LooseStore("hub")
        for words in [
            "--backup-keep 0", "--backup-every soon", "--listen nowhere", "--backup /nowhere",
        ] {
            let outcome = try await hub.run("serve \(words)")
            #expect(outcome.code == 1 || outcome.code == 2, "\(words): \(outcome)")
            #expect(!outcome.err.contains("hub on port"), "\(words)")
        }
        #expect(try await hub.done("verify") == "ok")
    }

    @Test(arguments: [
        ("30m", 1_800), ("24h", 86_400), ("7d", 604_800), ("1m", 60),
    ])
    func `a time is a number and a letter`(words: String, seconds: Int) throws {
        #expect(try Duration(words: words, of: "--x") == .seconds(seconds))
    }

    @Test(arguments: ["", "5", "h", "0m", "-1h", "1y", "1.5h", "99999999999d"])
    func `any other word is no time, and the option is named`(words: String) {
        #expect(throws: (any Error).self) { try Duration(words: words, of: "--x") }
    }

    @Test func `the store is the one that is named`() throws {
        #expect(throws: ValidationError.self) { try HubOptions.parse([]).folder }
        let options = try HubOptions.parse(["--store", "/somewhere"])
        #expect(try options.folder.path == "/somewhere")
        #expect(throws: ValidationError.self) { try HubOptions.parse(["--store", ""]).folder }
    }
}
