import Foundation
import Merge
import Practice
import Replica
import Rulebook
import Store
import Testing

/// One store in its folder, with the program that works on it.
struct Site {
    let program: Binaries
    let folder: String

    /// Runs a command on this store.
    func run(_ arguments: [String]) throws -> Outcome {
        try Run(program.url, arguments + ["--store", folder]).end()
    }

    func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

    /// Runs a command that must succeed, and returns what it printed.
    @discardableResult
    func done(_ arguments: [String], at place: SourceLocation = #_sourceLocation) throws -> String {
        let outcome = try run(arguments)
        try #require(
            outcome.code == 0, "\(arguments.joined(separator: " ")): \(outcome)",
            sourceLocation: place)
        return outcome.text
    }

    @discardableResult
    func done(_ arguments: String..., at place: SourceLocation = #_sourceLocation) throws -> String
    {
        try done(arguments, at: place)
    }

    /// A listing as JSON rows.
    func rows(
        _ arguments: [String], at place: SourceLocation = #_sourceLocation
    ) throws -> [[String: Any]] {
        let text = try done(arguments + ["--format", "json"], at: place)
        return try Outcome(code: 0, out: text, err: "").rows
    }

    func rows(
        _ arguments: String..., at place: SourceLocation = #_sourceLocation
    ) throws -> [[String: Any]] {
        try rows(arguments, at: place)
    }

    /// The fields of one record.
    func fields(
        _ type: String, _ id: String, at place: SourceLocation = #_sourceLocation
    ) throws -> [String: Any] {
        let text = try done(["show", type, id, "--format", "json"], at: place)
        let object = try Outcome(code: 0, out: text, err: "").object
        return try #require(object["fields"] as? [String: Any])
    }

    func conflicts(at place: SourceLocation = #_sourceLocation) throws -> [[String: Any]] {
        try rows("conflicts", "list", at: place)
    }

    /// What a person who looks at a conflict names when he settles it.
    func seen(_ conflict: String, at place: SourceLocation = #_sourceLocation) throws -> String {
        let text = try done("conflicts", "show", conflict, "--format", "json", at: place)
        let sheet = try Outcome(code: 0, out: text, err: "").object
        return try #require(sheet.text("seen"), sourceLocation: place)
    }

    /// Opens the store in the test's own process, where a test plays a peer that asks nobody.
    func open<Answer>(_ body: (Store) throws -> Answer) throws -> Answer {
        let kind: StoreKind = program == .hub ? .hub : .replica
        let store = try Store.opened(StoreFolder(folder), as: kind)
        let answer = Result { try body(store) }
        try store.close()
        return try answer.get()
    }

    /// All bytes of all files of this store.
    func bytes() throws -> [String: Data] {
        var found: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
                continue
            }
            found[name] = data
        }
        return found
    }

    /// The files that hold this text.
    func files(holding text: String) throws -> [String] {
        try bytes().filter { $0.value.range(of: Data(text.utf8)) != nil }.keys.sorted()
    }
}
