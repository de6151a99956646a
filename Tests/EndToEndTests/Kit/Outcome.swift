import Foundation
import Testing

/// What a finished program left: exit code and both outputs.
struct Outcome: Equatable, CustomStringConvertible {
    let code: Int32
    let out: String
    let err: String

    var description: String { "exit \(code)\n\(out)\(err)" }

    /// Standard output without the end of its last line.
    var text: String { out.trimmingCharacters(in: .newlines) }

    var lines: [String] { text.split(separator: "\n").map(String.init) }

    /// Standard output as an array of JSON objects.
    var rows: [[String: Any]] {
        get throws {
            let json = try JSONSerialization.jsonObject(with: Data(out.utf8))
            return try #require(json as? [[String: Any]])
        }
    }

    /// Standard output as one JSON object.
    var object: [String: Any] {
        get throws {
            let json = try JSONSerialization.jsonObject(with: Data(out.utf8))
            return try #require(json as? [String: Any])
        }
    }
}

extension [String: Any] {
    func text(_ key: String) -> String? { self[key] as? String }
    func number(_ key: String) -> Int? { self[key] as? Int }
}
