import Merge

/// What the review does to a conflict: a command that the user could have typed.
package enum ReviewDeed: Equatable, Sendable {
    case take(Int)
    case value([String])
    case merge([String])
    case distinct
    case assign(String)
    case rest(until: String)
    case undo

    /// What the deed does, for the line that asks why.
    package var title: String {
        switch self {
        case .take(let number): "take \(number)"
        case .value: "new value"
        case .merge: "merge"
        case .distinct: "not the same"
        case .assign: "assign"
        case .rest: "defer"
        case .undo: "undo"
        }
    }

    package var needsReason: Bool {
        if case .assign = self { false } else { true }
    }

    /// Whether the conflict is gone afterwards.
    package var settles: Bool {
        switch self {
        case .take, .value, .merge, .distinct: true
        case .assign, .rest, .undo: false
        }
    }

    /// The command line after `bridgework`; values stand behind `=`, so that none reads as a flag.
    ///
    /// - Parameter seen: what the user saw of the conflict, for what settles it.
    package func arguments(_ id: String, seen: String, reason: String) -> [String] {
        var why = needsReason ? ["--reason=\(reason)"] : []
        if settles { why.insert("--seen=\(seen)", at: 0) }
        switch self {
        case .take(let number):
            return ["conflicts", "resolve", id, "--take=\(number)"] + why
        case .value(let pairs):
            return ["conflicts", "resolve", id] + pairs.map { "--value=\($0)" } + why
        case .merge(let pairs):
            return ["conflicts", "resolve", id] + pairs.map { "--merge=\($0)" } + why
        case .distinct: return ["conflicts", "resolve", id, "--distinct"] + why
        case .assign(let login): return ["conflicts", "assign", id, login]
        case .rest(let day): return ["conflicts", "defer", id, "--until=\(day)"] + why
        case .undo: return ["conflicts", "undo", id] + why
        }
    }

    /// `FIELD=VALUE` pairs of one line; a value may hold spaces.
    ///
    /// - Returns: `nil` when the line does not begin with a pair.
    package static func pairs(in line: String) -> [String]? {
        var pairs: [String] = []
        for word in line.split(separator: " ", omittingEmptySubsequences: true) {
            let isPair = word.contains(/^[A-Za-z][A-Za-z0-9]*\+?=/)
            if isPair {
                pairs.append(String(word))
            } else if let last = pairs.popLast() {
                pairs.append(last + " " + word)
            } else {
                return nil
            }
        }
        return pairs.isEmpty ? nil : pairs
    }
}
