import ArgumentParser
import Foundation
import Testing

@testable import HubCommand
@testable import OfficeCommand

// An error that names the next step is worth as much as that step. Texts outlive the commands they
// name: one that is renamed, or loses an option, leaves its old name in texts that nobody reads
// until something went wrong. So every command in a text of ours is looked up in the real programs,
// the office's and the hub's.

/// Commands that texts tell people to run: each exists, with the options it is given.
struct AdviceTests {
    @Test func `every command that a text names exists, and has the options it is named with`() {
        let texts = Self.sources().flatMap(Self.commands)
        #expect(texts.count > 100)
        #expect(texts.count { $0.program == .hub } > 15)
        let wrong = texts.compactMap { text in
            Self.fault(of: text.command, text.program).map { (text, $0) }
        }
        #expect(wrong.map { "\($0.0.place): \($0.0.command): \($0.1)" } == [])
    }

    @Test(arguments: [
        ("conflicts list", true), ("doctor matrices", false), ("fees diff X", true),
        ("doctor gaps --doctor NPI", true), ("doctor gaps --dentist NPI", false),
        ("nothing", false), ("doctor runs list", true), ("import undo", true),
    ])
    func `a command that does not exist is found out`(command: String, isRight: Bool) {
        #expect((Self.fault(of: command, .office) == nil) == isRight)
    }

    @Test(arguments: [
        ("verify --repair", true), ("invite --office CODE --name NAME", true), ("retire", false),
        ("events", true), ("event", false), ("cut X --reason TEXT", true), ("cut X --why", false),
    ])
    func `so is one of the hub's`(command: String, isRight: Bool) {
        #expect((Self.fault(of: command, .hub) == nil) == isRight)
        let line = "\"ask its operator: 'bridgework-hub \(command)'\""
        #expect(Self.commands(in: ("text", [line])).map(\.command) == [command])
    }

    // MARK: Reading texts

    private struct Text {
        let place: String
        let program: Program
        let command: String
    }

    /// Whose command it is.
    private enum Program: String, CaseIterable {
        case office = "bridgework"
        case hub = "bridgework-hub"

        var root: any ParsableCommand.Type {
            switch self {
            case .office: Bridgework.self
            case .hub: BridgeworkHub.self
            }
        }

        var names: Set<String> { Set(root.configuration.subcommands.map { $0._commandName }) }

        func help(_ command: any ParsableCommand.Type) -> String {
            switch self {
            case .office: Bridgework.helpMessage(for: command)
            case .hub: BridgeworkHub.helpMessage(for: command)
            }
        }
    }

    private static func sources() -> [(name: String, lines: [String])] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let modules = [
            "OfficeCommand", "HubCommand", "Replica", "Hub", "Practice", "Benefits",
            "Participation", "Fees", "Records", "Tables", "Store", "Sync", "Wire", "Identity",
            "Backups",
        ]
        return modules.flatMap { module -> [(String, [String])] in
            let folder = root.appending(path: module)
            let found = FileManager.default.enumerator(
                at: folder, includingPropertiesForKeys: nil)
            let files = (found?.allObjects ?? []).compactMap { $0 as? URL }
                .filter { $0.pathExtension == "swift" }
            return files.compactMap { file in
                guard let bytes = FileManager.default.contents(atPath: file.path) else {
                    return nil
                }
                let lines = String(decoding: bytes, as: UTF8.self)
                    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                return (file.lastPathComponent, lines)
            }
        }
    }

    private static func commands(in file: (name: String, lines: [String])) -> [Text] {
        file.lines.enumerated().flatMap { number, line -> [Text] in
            let isComment = line.drop { $0 == " " }.hasPrefix("//")
            guard !isComment else { return [] }
            let plain = withoutInterpolations(line)
            let quoted = plain.split(separator: "`", omittingEmptySubsequences: false)
                .enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
            let found =
                plain.contains("`")
                ? quoted.compactMap(ours)
                : Program.allCases.flatMap {
                    unquoted(plain, $0)
                }
            return found.map { program, command in
                Text(
                    place: "\(file.name):\(number + 1)", program: program, command: command)
            }
        }
    }

    /// What stands behind the program's name up to the end of its literal or of a quotation.
    ///
    /// A sentence may be about `bridgework` itself; only a command is behind the hub's.
    private static func unquoted(
        _ line: String, _ program: Program
    ) -> [(Program, String)] {
        line.ranges(of: program.rawValue + " ").compactMap { range in
            let rest = line[range.upperBound...].prefix { $0 != "\"" && $0 != "'" }
            let first = rest.prefix { $0 != " " }
            let isCommand =
                program == .hub
                ? first.first?.isLowercase == true : program.names.contains(String(first))
            return isCommand ? (program, String(rest)) : nil
        }
    }

    /// A quoted command; without a program's name it is the office's.
    private static func ours(_ text: String) -> (Program, String)? {
        for program in Program.allCases where text.hasPrefix(program.rawValue + " ") {
            let command = String(text.dropFirst(program.rawValue.count + 1))
            return command.hasPrefix("--") ? nil : (program, command)
        }
        let words = text.split(separator: " ")
        let isOurs = words.count > 1 && Program.office.names.contains(String(words[0]))
        return isOurs ? (.office, text) : nil
    }

    /// `\(…)` as `X`.
    private static func withoutInterpolations(_ line: String) -> String {
        var out = ""
        var rest = line[...]
        while let start = rest.range(of: "\\(") {
            out += rest[..<start.lowerBound] + "X"
            var depth = 1
            var index = start.upperBound
            while index < rest.endIndex, depth > 0 {
                if rest[index] == "(" { depth += 1 }
                if rest[index] == ")" { depth -= 1 }
                index = rest.index(after: index)
            }
            rest = rest[index...]
        }
        return out + rest
    }

    // MARK: Asking the program

    private static func name(_ command: any ParsableCommand.Type) -> String {
        command._commandName
    }

    /// - Returns: what is wrong with a command; `nil` where it can be typed so.
    private static func fault(of text: String, _ program: Program) -> String? {
        var command: any ParsableCommand.Type = program.root
        var words = text.split(separator: " ").map(String.init)[...]
        while let word = words.first {
            let children = command.configuration.subcommands
            guard let next = children.first(where: { name($0) == word }) else {
                let isName =
                    word.allSatisfy { $0.isLowercase || $0 == "-" }
                    && !word.hasPrefix("-")
                let takesNames =
                    command.configuration.defaultSubcommand.map {
                        program.help($0).contains("ARGUMENTS:")
                    } ?? false
                if isName, !children.isEmpty, !takesNames { return "no command \(word)" }
                break
            }
            command = next
            words = words.dropFirst()
        }
        guard command != program.root else { return "no command" }
        let usual = command.configuration.defaultSubcommand
        let help = ([command] + [usual].compactMap(\.self))
            .map(program.help).joined()
        let options = words.filter { $0.hasPrefix("--") }.map { option in
            String(option.prefix { $0 == "-" || $0.isLetter })
        }
        return options.first { !help.contains($0) }.map { "no option \($0)" }
    }
}
