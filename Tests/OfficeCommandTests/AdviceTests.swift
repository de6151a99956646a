import ArgumentParser
import Foundation
import Testing

@testable import OfficeCommand

// An error that names the next step is worth as much as that step. Texts outlive the commands they
// name: one that is renamed, or loses an option, leaves its old name in texts that nobody reads
// until something went wrong. So every command in a text of ours is looked up in the real program.

/// Commands that texts tell people to run: each exists, with the options it is given.
struct AdviceTests {
    @Test func `every command that a text names exists, and has the options it is named with`() {
        let texts = Self.sources().flatMap(Self.commands)
        #expect(texts.count > 100)
        let wrong = texts.compactMap { text in Self.fault(of: text.command).map { (text, $0) } }
        #expect(wrong.map { "\($0.0.place): \($0.0.command): \($0.1)" } == [])
    }

    @Test(arguments: [
        ("conflicts list", true), ("doctor matrices", false), ("fees diff X", true),
        ("doctor gaps --doctor NPI", true), ("doctor gaps --dentist NPI", false),
        ("nothing", false), ("doctor runs list", true), ("import undo", true),
    ])
    func `a command that does not exist is found out`(command: String, isRight: Bool) {
        #expect((Self.fault(of: command) == nil) == isRight)
    }

    // MARK: Reading texts

    private struct Text {
        let place: String
        let command: String
    }

    private static func sources() -> [(name: String, lines: [String])] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let modules = ["OfficeCommand", "Replica", "Practice"]
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
            let bare = plain.contains("`") ? [] : unquoted(plain)
            return (quoted.filter(isOurs) + bare).map {
                Text(place: "\(file.name):\(number + 1)", command: strip($0))
            }
        }
    }

    /// What stands behind `bridgework ` up to the end of its literal.
    private static func unquoted(_ line: String) -> [String] {
        line.ranges(of: "bridgework ").compactMap { range in
            let rest = line[range.upperBound...].prefix { $0 != "\"" }
            let first = rest.prefix { $0 != " " }
            return names.contains(String(first)) ? "bridgework " + rest : nil
        }
    }

    private static func isOurs(_ text: String) -> Bool {
        if text.hasPrefix("bridgework ") { return !text.hasPrefix("bridgework --") }
        let words = text.split(separator: " ")
        return words.count > 1 && names.contains(String(words[0]))
    }

    private static func strip(_ text: String) -> String {
        text.hasPrefix("bridgework ") ? String(text.dropFirst(11)) : text
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

    private static let names = Set(
        Bridgework.configuration.subcommands.map(AdviceTests.name))

    private static func name(_ command: any ParsableCommand.Type) -> String {
        command._commandName
    }

    /// - Returns: what is wrong with a command; `nil` where it can be typed so.
    private static func fault(of text: String) -> String? {
        var command: any ParsableCommand.Type = Bridgework.self
        var words = text.split(separator: " ").map(String.init)[...]
        while let word = words.first {
            let children = command.configuration.subcommands
            guard let next = children.first(where: { name($0) == word }) else {
                let isName =
                    word.allSatisfy { $0.isLowercase || $0 == "-" }
                    && !word.hasPrefix("-")
                let takesNames =
                    command.configuration.defaultSubcommand.map {
                        Bridgework.helpMessage(for: $0).contains("ARGUMENTS:")
                    } ?? false
                if isName, !children.isEmpty, !takesNames { return "no command \(word)" }
                break
            }
            command = next
            words = words.dropFirst()
        }
        guard command != Bridgework.self else { return "no command" }
        let usual = command.configuration.defaultSubcommand
        let help = ([command] + [usual].compactMap(\.self))
            .map { Bridgework.helpMessage(for: $0) }.joined()
        let options = words.filter { $0.hasPrefix("--") }.map { option in
            String(option.prefix { $0 == "-" || $0.isLetter })
        }
        return options.first { !help.contains($0) }.map { "no option \($0)" }
    }
}
