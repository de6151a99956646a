package import ArgumentParser

// What a command does stands in its own help. A topic tells what people mean by a word, and which
// commands belong to it, in the order of the work.

/// One matter of the day in the words of whoever has it: `bridgework help conflicts`.
package struct HelpTopic: Sendable {
    /// What is typed behind `help`.
    package let name: String
    package let title: String
    package let paragraphs: [String]
    /// Commands, each in backticks, with what they are for.
    package let commands: [(command: String, purpose: String)]

    package init(
        _ name: String, _ title: String, _ paragraphs: [String],
        commands: [(command: String, purpose: String)]
    ) {
        self.name = name
        self.title = title
        self.paragraphs = paragraphs
        self.commands = commands
    }

    /// Lines of at most `width` columns, but for commands that are longer.
    package func text(width: Int) -> String {
        let width = min(max(width, 40), 80)
        var lines = HelpTopic.wrapped(title, width: width) + [""]
        for paragraph in paragraphs { lines += HelpTopic.wrapped(paragraph, width: width) + [""] }
        return (lines + table(width: width)).joined(separator: "\n")
    }

    /// The commands beside what they are for, or above it where there is too little room.
    private func table(width: Int) -> [String] {
        let names = commands.map { $0.command.replacing("`", with: "") }
        let room = (names.map(\.count).max() ?? 0) + 2
        let isNarrow = room + 20 > width
        let indent = isNarrow ? 4 : room
        var lines: [String] = []
        for (name, command) in zip(names, commands) {
            let purpose = HelpTopic.wrapped(command.purpose, width: width - indent)
            let rows = isNarrow ? [""] + purpose : purpose
            for (number, line) in rows.enumerated() {
                let left = number == 0 ? name : ""
                let gap = String(repeating: " ", count: max(0, indent - left.count))
                lines.append(line.isEmpty ? left : left + gap + line)
            }
        }
        return lines
    }

    /// Words in lines of at most `width` columns; a longer word has a line of its own.
    static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}

/// A program that explains matters beside its commands.
package protocol ExplainedProgram: ParsableCommand {
    static var topics: [HelpTopic] { get }
}

extension ExplainedProgram {
    /// What `help TOPIC` prints; `nil` where that is a command of this program.
    ///
    /// - Throws: `ValidationError` where it is neither.
    package static func explanation(of name: String, width: Int) throws -> String? {
        guard let topic = topics.first(where: { $0.name == name.lowercased() }) else {
            let isKnown = configuration.subcommands.contains {
                ([$0._commandName] + $0.configuration.aliases).contains(name)
            }
            guard isKnown || name.hasPrefix("-") else {
                throw ValidationError(
                    "There is no command or topic \(name). Topics: "
                        + topics.map(\.name).joined(separator: ", ") + ".")
            }
            return nil
        }
        let isCommand = configuration.subcommands.contains { $0._commandName == topic.name }
        let program = configuration.commandName ?? ""
        return topic.text(width: width)
            + (isCommand ? "\n\nThe command itself: \(program) \(topic.name) --help" : "")
    }

    /// The topics in one sentence, for the end of the program's own help.
    package static func topicList(_ topics: [HelpTopic]) -> String {
        "In words: help " + topics.map(\.name).joined(separator: ", help ") + "."
    }
}
