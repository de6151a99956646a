internal import Foundation

/// Where the key comes from that a store's data keys are wrapped under.
package enum KeySource: Equatable, Sendable {
    /// A file outside the store: the store starts alone.
    case file(path: String)
    /// What a command prints, run by the shell.
    case command(String)
    /// What a person types after the machine was started.
    case passphrase(ScryptSalt)
    /// This process alone: for what is gone with it.
    case memory

    /// The mode's name, as commands take it.
    package var mode: KeyMode {
        switch self {
        case .file: .file
        case .command: .command
        case .passphrase: .passphrase
        case .memory: .memory
        }
    }

    /// For whoever reads an error or a status; says nothing secret.
    package var words: String {
        switch self {
        case .file(let path): "the key file \(path)"
        case .command: "the command's key"
        case .passphrase: "that passphrase"
        case .memory: "this process"
        }
    }

    /// The line of the key file.
    var line: String {
        switch self {
        case .file(let path): "file \(path)"
        case .command(let command): "command \(command)"
        case .passphrase(let salt): "passphrase \(salt.text)"
        case .memory: "memory alone"
        }
    }

    init?(line: Substring) {
        guard let space = line.firstIndex(of: " ") else { return nil }
        let rest = String(line[line.index(after: space)...])
        switch KeyMode(rawValue: String(line[..<space])) {
        case .file where rest.hasPrefix("/"): self = .file(path: rest)
        case .command where !rest.isEmpty: self = .command(rest)
        case .passphrase:
            guard let salt = ScryptSalt(text: rest) else { return nil }
            self = .passphrase(salt)
        case .memory: self = .memory
        default: return nil
        }
    }
}

/// How a store is unlocked.
package enum KeyMode: String, CaseIterable, Sendable {
    case file, command, passphrase, memory

    /// Those that a person chooses from.
    package static let chosen: [KeyMode] = [.file, .command, .passphrase]
}
