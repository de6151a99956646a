// A page is roff with the man macros: TH its title, SH a section, SS one inside it, TP a term and
// what is said of it, PP a paragraph. `man`, `mandoc` and `groff` all read it.

/// One page of the manual, about a command and the commands below it.
package struct ManualPage: Equatable, Sendable {
    /// As it is asked for: `man bridgework-doctor`.
    package let name: String
    package let text: String

    init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// - Parameters:
    ///   - version: the program's, such as "bridgework 1.2.3".
    ///   - date: of the release, as a reader is told.
    ///   - others: pages that this one points to.
    package init(_ sheet: CommandSheet, version: String, date: String, others: [String]) {
        name = sheet.path.joined(separator: "-")
        var lines = [
            ".\\\" Made from the command's own declaration: `\(sheet.path[0]) manual`.",
            ".TH \(RoffText.quoted(name.uppercased())) 1 \(RoffText.quoted(date)) "
                + RoffText.quoted(version),
            // No words are broken, and the right side stays ragged.
            ".nh", ".ad l",
            ".SH NAME", "\(RoffText.bold(name)) \\- \(ManualPage.summary(sheet))",
            ".SH SYNOPSIS", ManualPage.synopsis(sheet),
            ".SH DESCRIPTION",
        ]
        // A section begins a paragraph by itself.
        lines += ManualPage.paragraphs(sheet.discussion ?? sheet.abstract ?? "").dropFirst()
        let options = ManualPage.terms(sheet.shownArguments)
        if !options.isEmpty { lines += [".SH OPTIONS"] + options }
        let commands = sheet.shownSubcommands
        // A program has a page for each command; a command has all of its own on one.
        if sheet.path.count == 1 {
            lines +=
                [".SH COMMANDS"]
                + commands.flatMap { command in
                    [
                        ".TP", RoffText.bold(command.path.joined(separator: "-")) + "(1)",
                        RoffText.prose(command.abstract ?? ""),
                    ]
                }
        } else if !commands.isEmpty {
            lines += [".SH SUBCOMMANDS"] + commands.flatMap(ManualPage.section)
        }
        if !others.isEmpty {
            let list = others.map { RoffText.bold($0) + "(1)" }.joined(separator: ",\n")
            lines += [".SH SEE ALSO", list]
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    /// A command below the page's own, with those below it.
    private static func section(_ sheet: CommandSheet) -> [String] {
        let title = sheet.path.dropFirst().joined(separator: " ")
        return [".SS \(RoffText.quoted(title))", synopsis(sheet)]
            + paragraphs(sheet.abstract ?? "") + paragraphs(sheet.discussion ?? "")
            + terms(sheet.shownArguments.filter { !isUsual($0) })
            + sheet.shownSubcommands.flatMap(section)
    }

    /// What every command has, and what the page says once.
    private static func isUsual(_ argument: CommandSheet.Argument) -> Bool {
        ["help", "version", "store", "as"].contains(argument.preferredName?.name ?? "")
    }

    /// The summary of a name section is no sentence, and no roff font may stand in it.
    private static func summary(_ sheet: CommandSheet) -> String {
        let words = (sheet.abstract ?? "").replacing("`", with: "")
        let text = words.hasSuffix(".") ? String(words.dropLast()) : words
        return RoffText.prose(text.prefix(1).lowercased() + text.dropFirst())
    }

    private static func synopsis(_ sheet: CommandSheet) -> String {
        var words = [RoffText.bold(sheet.path.joined(separator: " "))]
        if !sheet.shownSubcommands.isEmpty {
            let isNeeded = sheet.defaultSubcommand == nil
            words.append(isNeeded ? RoffText.italic("command") : "[\(RoffText.italic("command"))]")
        }
        for argument in sheet.shownArguments where !["help", "version"].contains(argument.name) {
            let word = use(of: argument) + (argument.isRepeating ? " ..." : "")
            words.append(argument.isOptional ? "[\(word)]" : word)
        }
        return words.joined(separator: "\n")
    }

    /// How an argument is typed.
    private static func use(of argument: CommandSheet.Argument) -> String {
        let value = RoffText.italic(argument.valueName ?? "value")
        switch argument.kind {
        case .positional: return value
        case .flag: return RoffText.bold(argument.preferredName?.typed ?? "")
        case .option: return RoffText.bold(argument.preferredName?.typed ?? "") + " " + value
        }
    }

    private static func terms(_ arguments: [CommandSheet.Argument]) -> [String] {
        arguments.flatMap { argument in
            let value = RoffText.italic(argument.valueName ?? "value")
            let names = (argument.names ?? []).map { RoffText.bold($0.typed) }
                .joined(separator: ", ")
            let term =
                switch argument.kind {
                case .positional: value
                case .flag: names
                case .option: names + " " + value
                }
            var words = [argument.abstract, argument.discussion].compactMap(\.self)
                .joined(separator: " ")
            if argument.kind == .option, let usual = argument.defaultValue, !usual.isEmpty {
                words += " Usually \(usual)."
            }
            return [".TP", term, RoffText.prose(words.isEmpty ? "See above." : words)]
        }
    }

    /// Paragraphs are apart by an empty line; one whose lines are indented stays as it is.
    private static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n\n").flatMap { paragraph -> [String] in
            let lines = paragraph.split(separator: "\n").map(String.init)
            guard lines.allSatisfy({ $0.hasPrefix("  ") }) else {
                return [".PP"] + lines.map(RoffText.prose)
            }
            return [".PP", ".nf"] + lines.map(RoffText.prose) + [".fi"]
        }
    }
}
