import Foundation

/// Where somebody types commands, which run in this process on a real store.
package protocol Workplace {
    /// Runs what was typed, without the program's name.
    func run(_ words: [String]) async throws -> CommandOutcome
    /// A folder that goes with the store.
    var folderPath: String { get }
}

extension Workplace {
    /// Runs a command as typed at a shell: words apart by spaces, `'of several words'` in quotes.
    package func run(_ line: String) async throws -> CommandOutcome {
        try await run(Self.words(line))
    }

    /// What a command printed that must succeed.
    @discardableResult
    package func done(_ line: String) async throws -> String {
        let outcome = try await run(line)
        try require(outcome.code == 0, "\(line): \(outcome)")
        return outcome.text
    }

    /// A listing's JSON objects.
    package func rows(_ line: String) async throws -> [JSONRow] {
        let text = try await done(line + " --format json")
        return try JSONRow.rows(text.hasPrefix("{") ? "[\(text)]" : text)
    }

    /// The one object of a listing.
    package func row(_ line: String) async throws -> JSONRow {
        let rows = try await rows(line)
        try require(rows.count == 1, "\(line): \(rows.count) rows")
        return rows[0]
    }

    /// What stands in one record, by its fields.
    package func fields(_ type: String, _ id: String) async throws -> JSONRow {
        let sheet = try await row("show \(type) \(id)")
        let fields = try sheet.rows("fields")
        try require(fields.count == 1, "show \(type) \(id): no fields")
        return fields[0]
    }

    /// The sentence with which a command is refused, exit code 1.
    package func refusal(_ line: String) async throws -> String {
        let outcome = try await run(line)
        try require(outcome.code == 1, "\(line): \(outcome)")
        return outcome.refusal
    }

    /// What is said of a command that cannot be understood, exit code 2.
    package func misuse(_ line: String) async throws -> String {
        let outcome = try await run(line)
        try require(outcome.code == 2, "\(line): \(outcome)")
        return outcome.refusal
    }

    private func require(_ isMet: Bool, _ words: String) throws {
        guard isMet else { throw OtherOutcome(description: words) }
    }

    /// A file for a command to read.
    package func file(_ name: String, _ text: String) throws -> String {
        let path = folderPath + "-" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// What a shell makes of a line.
    static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in line {
            switch character {
            case "'":
                isQuoted.toggle()
                word = word ?? ""
            case " " where !isQuoted:
                if let whole = word { words.append(whole) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}

/// A command came to something else than its test needs to go on.
private struct OtherOutcome: Error, CustomStringConvertible {
    let description: String
}
