package import ArgumentParser
import Foundation

// A daemon that a supervisor starts gets its options from a file. A line there is an option of the
// command without its dashes: `nightly = 02:00` is `--nightly 02:00`, and `live = yes` is `--live`.
// So there is no second list of settings, and what the command refuses, the file is refused for.

/// A file of settings: lines NAME = VALUE, empty ones, and comments after `#`.
package struct SettingsFile: Equatable, Sendable {
    /// One line that sets something.
    package struct Line: Equatable, Sendable {
        package let number: Int
        package let name: String
        package let value: String
    }

    package let path: String
    package let lines: [Line]

    /// No file of settings is longer.
    package static let bytesMax = 64 << 10

    /// Where packages put them.
    package static let folder = "/etc/bridgework"

    /// Reads the file at `path`.
    ///
    /// - Throws: `SettingsProblem` with the line that cannot be understood.
    package init(path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path),
            let bytes = try? file.read(upToCount: SettingsFile.bytesMax + 1)
        else { throw SettingsProblem.unreadable(path) }
        guard bytes.count <= SettingsFile.bytesMax, let text = String(bytes: bytes, encoding: .utf8)
        else { throw SettingsProblem.noText(path) }
        try self.init(text, path: path)
    }

    /// - Parameter path: names the file in refusals.
    package init(_ text: String, path: String) throws {
        var lines: [Line] = []
        let texts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, text) in texts.enumerated() {
            let number = index + 1
            let plain = text.trimmingCharacters(in: .whitespaces)
            guard !plain.isEmpty, !plain.hasPrefix("#") else { continue }
            let parts = plain.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, !parts[0].isEmpty else {
                throw SettingsProblem.line(path, number, "a line is NAME = VALUE")
            }
            guard !parts[1].isEmpty else {
                throw SettingsProblem.line(path, number, "\(parts[0]) has no value")
            }
            lines.append(Line(number: number, name: parts[0], value: parts[1]))
        }
        self.path = path
        self.lines = lines
    }

    package subscript(name: String) -> String? { lines.first { $0.name == name }?.value }

    /// The folder that an installed program keeps its store in, as its settings say.
    ///
    /// - Parameter name: the file's name in `folder`.
    /// - Returns: `nil` where there is no such file, or it names no store.
    package static func installedStore(_ name: String) throws -> String? {
        let path = folder + "/" + name
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try SettingsFile(path: path)["store"]
    }

    /// The options that the file gives a command.
    ///
    /// - Parameter command: takes no subcommand.
    /// - Throws: `SettingsProblem` for a name that is no setting of it, and for a value that it
    ///   refuses.
    package func options(of command: any ConfiguredCommand.Type) throws -> [String] {
        let settings = try command.settings
        return try lines.flatMap { line in
            guard let setting = settings.first(where: { $0.name == line.name })
            else {
                let known = settings.map(\.name).joined(separator: ", ")
                throw SettingsProblem.line(
                    path, line.number, "there is no setting \(line.name); there are \(known)")
            }
            let earlier = lines.first { $0.name == line.name && $0.number < line.number }
            if let earlier, !setting.isRepeating {
                throw SettingsProblem.line(
                    path, line.number, "\(line.name) stands in line \(earlier.number) already")
            }
            let words = try options(line, setting)
            do { _ = try command.parse(words) } catch {
                throw SettingsProblem.line(path, line.number, command.message(for: error))
            }
            return words
        }
    }

    private func options(_ line: Line, _ setting: CommandSheet.Argument) throws -> [String] {
        guard setting.kind == .flag else { return ["--\(line.name)=\(line.value)"] }
        switch line.value {
        case "yes": return ["--\(line.name)"]
        case "no": return []
        default: throw SettingsProblem.line(path, line.number, "\(line.name) is yes or no")
        }
    }
}

/// A command whose options may stand in a file.
package protocol ConfiguredCommand: ParsableCommand {
    /// The file; `nil` where none is named.
    var config: String? { get }
}

extension ConfiguredCommand {
    /// Every option that the command shows, but for the one that names the file, and who types.
    package static var settings: [CommandSheet.Argument] {
        get throws {
            try CommandSheet(of: Self.self).shownArguments.filter { argument in
                argument.kind != .positional
                    && !["config", "help", "version", "as"].contains(argument.name)
            }
        }
    }
}

/// What is wrong with a file of settings; nothing was done.
package enum SettingsProblem: Error, Equatable, CustomStringConvertible {
    case unreadable(String)
    case noText(String)
    case line(String, Int, String)

    package var description: String {
        switch self {
        case .unreadable(let path):
            "\(path) cannot be read: see whether it is there, and who may read it"
        case .noText(let path): "\(path) is no file of settings: it is no text, or too long"
        case .line(let path, let number, let words): "\(path):\(number): \(words)"
        }
    }
}
