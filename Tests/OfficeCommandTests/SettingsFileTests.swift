import ArgumentParser
import Foundation
import HouseKit
import Testing

@testable import HubCommand
@testable import OfficeCommand

/// Options that stand in a file: the same words, the same refusals, and a line to look at.
struct SettingsFileTests {
    private func options(
        _ text: String, of command: any ConfiguredCommand.Type = AgentCommand.self
    ) throws -> [String] {
        try SettingsFile(text, path: "agent.conf").options(of: command)
    }

    private func refusal(
        _ text: String, of command: any ConfiguredCommand.Type = AgentCommand.self
    ) -> String {
        do {
            return "taken: \(try options(text, of: command))"
        } catch let problem as SettingsProblem {
            return problem.description
        } catch {
            return "\(error)"
        }
    }

    @Test func `a line is an option, a flag is yes or no, and the rest is for people`() throws {
        let text = """
            # The office's agent.

              store=/srv/a b=c
            live = yes\t
            #nightly = 05:00
            nightly =  03:30
            """
        #expect(
            try options(text) == ["--store=/srv/a b=c", "--live", "--nightly=03:30"])
        #expect(try options("live = no\r\nstore = x\r\n") == ["--store=x"])
        #expect(try options("") == [])
        // What may be typed again may stand again.
        #expect(
            try options("webhook = https://a.test/1\nwebhook = https://b.test/2")
                == ["--webhook=https://a.test/1", "--webhook=https://b.test/2"])
        #expect(
            try options("with-central = yes\nbackup-keep = 3", of: Serve.self)
                == ["--with-central", "--backup-keep=3"])
    }

    @Test func `every option that the command shows is a setting`() throws {
        #expect(
            try AgentCommand.settings.map(\.name)
                == [
                    "store", "nightly", "live", "token-file", "on", "webhook", "api-listen",
                    "metrics", "seal", "key-file", "key-command", "passphrase-file", "log-format",
                    "log-level",
                ])
        #expect(
            try Serve.settings.map(\.name)
                == [
                    "store", "listen", "with-office", "with-central", "backup", "backup-every",
                    "backup-keep", "metrics", "log-format", "log-level",
                ])
    }

    @Test(arguments: [
        ("nightley = 02:00", "1: there is no setting nightley; there are store, nightly, live"),
        ("# one\nconfig = x", "2: there is no setting config"),
        ("as = cora", "1: there is no setting as"),
        ("width = 3", "1: there is no setting width"),
        ("--live = yes", "1: there is no setting --live"),
        ("\n\nnightly = noon", "3: --nightly takes a time like 02:00."),
        ("live = true", "1: live is yes or no"),
        ("live", "1: a line is NAME = VALUE"),
        ("= yes", "1: a line is NAME = VALUE"),
        ("store =", "1: store has no value"),
        ("store = a\nstore = b", "2: store stands in line 1 already"),
    ])
    func `what is not understood is refused with its line`(text: String, words: String) {
        #expect(refusal(text).hasPrefix("agent.conf:" + words), "\(refusal(text))")
    }

    @Test func `a number that the hub refuses, its file is refused for`() {
        #expect(
            refusal("backup-keep = 0", of: Serve.self)
                == "agent.conf:1: --backup-keep takes a number from 1.")
        #expect(refusal("backup-keep = many", of: Serve.self).contains("agent.conf:1: "))
    }

    @Test func `a file that is none, is too long or no text is refused`() throws {
        let folder = NSTemporaryDirectory() + "bridgework-settings-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/a.conf"
        #expect(throws: SettingsProblem.unreadable(path)) { try SettingsFile(path: path) }
        #expect(throws: SettingsProblem.unreadable(folder)) { try SettingsFile(path: folder) }
        try Data([0xFF, 0xFE]).write(to: URL(filePath: path))
        #expect(throws: SettingsProblem.noText(path)) { try SettingsFile(path: path) }
        let comment = "#" + String(repeating: "x", count: SettingsFile.bytesMax - 1)
        try comment.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try SettingsFile(path: path).lines == [])
        try (comment + "x").write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: SettingsProblem.noText(path)) { try SettingsFile(path: path) }
    }

    @Test func `what is typed counts more than the file, and a bad file is a refusal`()
        async throws
    {
        let store = try await LooseStore("A01")
        let bad = try store.file("bad.conf", "nightly = 25:99\n")
        let outcome = try await store.run("agent --config \(bad)")
        #expect(outcome.code == 1)
        #expect(outcome.refusal == "\(bad):1: --nightly takes a time like 02:00.")
        let none = try await store.bare("agent --config /nowhere/at/all")
        #expect(none.code == 1 && none.refusal.contains("cannot be read"))
        // The file names a store that is none; what is typed names another one that is none.
        let conf = try store.file("a.conf", "store = /nowhere/in/file\n")
        let byFile = try await store.bare("agent --config \(conf)")
        #expect(byFile.code == 1 && byFile.refusal.contains("/nowhere/in/file"))
        let typed = try await store.bare("agent --config \(conf) --store /nowhere/typed")
        #expect(typed.code == 1 && typed.refusal.contains("/nowhere/typed"))
    }
}
