package import ArgumentParser
import Foundation

/// All that a program says of itself in files: manual pages, completions, and a file of settings.
package struct Manual {
    /// Each file by its place under `/usr/share`, or under a folder that stands for it.
    package let files: [String: String]

    /// - Parameters:
    ///   - root: the program.
    ///   - daemon: its command that a service runs; its settings are drawn up.
    ///   - settings: what the package's file sets, by the names of the settings.
    package init(
        _ root: any ParsableCommand.Type, daemon: any ConfiguredCommand.Type,
        settings: [String: String], date: String
    ) throws {
        let sheet = try CommandSheet(of: root)
        let program = sheet.commandName
        var files: [String: String] = [:]
        for page in Manual.pages(sheet, version: root.configuration.version, date: date) {
            files["man/man1/\(page.name).1"] = page.text
        }
        for topic in (root as? any ExplainedProgram.Type)?.topics ?? [] {
            let page = ManualPage(
                topic, of: program, version: root.configuration.version, date: date)
            files["man/man7/\(page.name).7"] = page.text
        }
        let completions: [(CompletionShell, String)] = [
            (.bash, "bash-completion/completions/\(program)"),
            (.zsh, "zsh/vendor-completions/_\(program)"),
            (.fish, "fish/vendor_completions.d/\(program).fish"),
        ]
        for (shell, place) in completions {
            files[place] = root.completionScript(for: shell) + "\n"
        }
        let name = daemon._commandName
        files["\(program)/settings.conf"] = try Manual.settings(
            daemon, of: "\(program)-\(name)", settings)
        self.files = files
    }

    /// Writes every file into `folder`, and makes the folders that it needs.
    package func write(into folder: String) throws {
        for (place, text) in files.sorted(by: { $0.key < $1.key }) {
            let url = URL(filePath: folder).appending(path: place)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }

    /// A page for the program, and one for each of its commands.
    static func pages(_ sheet: CommandSheet, version: String, date: String) -> [ManualPage] {
        let commands = sheet.shownSubcommands
        let program = ManualPage(sheet, version: version, date: date, others: [])
        return [program]
            + commands.map {
                ManualPage($0, version: version, date: date, others: [sheet.commandName])
            }
    }

    /// Every setting with what its option says of it; those that are not set stand as comments.
    static func settings(
        _ daemon: any ConfiguredCommand.Type, of page: String, _ values: [String: String]
    ) throws -> String {
        var lines = ["# Settings of the service. One a line: NAME = VALUE. See \(page)(1)."]
        for setting in try daemon.settings {
            let usual = setting.kind == .flag ? "no" : setting.defaultValue
            lines += ["", "# \(setting.abstract ?? "")"]
            if let value = values[setting.name] {
                lines.append("\(setting.name) = \(value)")
            } else {
                lines.append("#\(setting.name) = " + (usual ?? ""))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
