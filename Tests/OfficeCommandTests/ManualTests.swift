import ArgumentParser
import Foundation
import Testing

@testable import HubCommand
@testable import OfficeCommand

/// Manual pages and settings files, made of what the commands declare.
struct ManualTests {
    private func page(
        _ name: String, of root: any ParsableCommand.Type = Bridgework.self
    ) throws -> String {
        let pages = Manual.pages(try CommandSheet(of: root), version: "p 1", date: "2026-11-30")
        return try #require(pages.first { $0.name == name }).text
    }

    @Test func `a program has a page, and so has each command that people see`() throws {
        let sheet = try CommandSheet(of: Bridgework.self)
        let names = Manual.pages(sheet, version: "", date: "").map(\.name)
        let shown = Bridgework.configuration.subcommands
            .filter { $0.configuration.shouldDisplay }.map { "bridgework-" + $0._commandName }
        #expect(names == ["bridgework"] + shown)
        #expect(!names.contains("bridgework-manual"))
        let hub = Manual.pages(try CommandSheet(of: BridgeworkHub.self), version: "", date: "")
        #expect(hub.map(\.name).contains("bridgework-hub-serve"))
        #expect(!hub.map(\.name).contains("bridgework-hub-prove"))
    }

    @Test func `a page says what the command says of itself`() throws {
        let text = try page("bridgework-agent")
        #expect(text.contains(".TH \"BRIDGEWORK-AGENT\" 1 \"2026-11-30\" \"p 1\"\n"))
        #expect(text.contains("\\fBbridgework\\-agent\\fR \\- keep this replica level"))
        #expect(text.contains(".TP\n\\fB\\-\\-nightly\\fR \\fInightly\\fR\nWhen to sync"))
        #expect(text.contains("Usually 02:00."))
        #expect(text.contains("[\\fB\\-\\-live\\fR]"))
        #expect(!text.contains("width"))
    }

    @Test func `a command's own commands are sections, with what stands below them`() throws {
        let text = try page("bridgework-fees")
        #expect(text.contains(".SS \"fees lookup\"\n\\fBbridgework fees lookup\\fR\n"))
        #expect(text.contains(".SH SEE ALSO\n\\fBbridgework\\fR(1)\n"))
    }

    @Test func `no line is taken for an order, and what is typed keeps its hyphens`() {
        #expect(RoffText.prose(".hidden 'x'") == "\\&.hidden \\(aqx\\(aq")
        #expect(RoffText.prose("a `b-c --d` e") == "a \\fBb\\-c \\-\\-d\\fR e")
        #expect(RoffText.prose("an odd ` stays") == "an odd \\(ga stays")
        #expect(RoffText.prose("a\\b") == "a\\eb")
        #expect(RoffText.quoted("say \"so\"") == "\"say \\(dqso\\(dq\"")
    }

    @Test func `every page holds only macros that a reader knows`() throws {
        let known: Set<String> = [
            ".\\\"", ".TH", ".SH", ".SS", ".TP", ".PP", ".nf", ".fi", ".nh", ".ad",
        ]
        for root in [Bridgework.self, BridgeworkHub.self] as [any ParsableCommand.Type] {
            for page in Manual.pages(try CommandSheet(of: root), version: "1", date: "") {
                for line in page.text.split(separator: "\n") where line.hasPrefix(".") {
                    let macro = String(line.prefix { $0 != " " })
                    #expect(known.contains(macro), "\(page.name): \(line)")
                }
                #expect(!page.text.contains("\n'"), "\(page.name)")
                #expect(!page.text.contains("\n\n"), "\(page.name)")
            }
        }
    }

    @Test func `a package's settings file is one that the command takes`() throws {
        let text = try Manual.settings(
            AgentCommand.self, of: "bridgework-agent", ["store": "/var/lib/bridgework"])
        #expect(text.contains("\nstore = /var/lib/bridgework\n"))
        #expect(text.contains("\n#nightly = 02:00\n"))
        #expect(text.contains("\n#live = no\n"))
        let file = try SettingsFile(text, path: "agent.conf")
        #expect(try file.options(of: AgentCommand.self) == ["--store=/var/lib/bridgework"])
        // What stands there as a comment is right as well, where it names a default.
        let daring = text.replacing("#nightly", with: "nightly").replacing("#live", with: "live")
        #expect(
            try SettingsFile(daring, path: "").options(of: AgentCommand.self)
                == ["--store=/var/lib/bridgework", "--nightly=02:00"])
    }

    @Test func `both programs' files lie beside each other on one machine`() throws {
        let office = try Manual(
            Bridgework.self, daemon: AgentCommand.self, settings: [:], date: ""
        ).files
        let hub = try Manual(BridgeworkHub.self, daemon: Serve.self, settings: [:], date: "").files
        // A package that has another's file is refused.
        #expect(Set(office.keys).isDisjoint(with: hub.keys))
    }

    @Test func `everything is written where a package has it`() throws {
        let folder = NSTemporaryDirectory() + "bridgework-manual-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Manual(
            BridgeworkHub.self, daemon: Serve.self, settings: [:], date: "2026-11-30"
        ).write(into: folder)
        let files = Set(try FileManager.default.subpathsOfDirectory(atPath: folder))
        for place in [
            "man/man1/bridgework-hub.1", "man/man1/bridgework-hub-serve.1",
            "bash-completion/completions/bridgework-hub",
            "zsh/vendor-completions/_bridgework-hub",
            "fish/vendor_completions.d/bridgework-hub.fish", "bridgework-hub/settings.conf",
        ] {
            #expect(files.contains(place), "\(place)")
        }
    }
}
