internal import Foundation
internal import Merge

/// Who is told of what: a command that is run, or a webhook that is called.
package struct Hearer: Equatable, Sendable {
    enum Way: Equatable, Sendable {
        /// A line for the shell.
        case command(String)
        case webhook(URL)
    }

    let way: Way
    let kinds: Set<Announcement.Kind>
    /// By which its place in the feed is kept; it tells nothing of the command or address.
    let name: String

    /// Reads `KINDS COMMAND`, such as `conflict,gap mail -s ...`.
    package init(command text: String) throws(HearerProblem) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let kinds = parts.first, let command = parts.last else {
            throw .noCommand
        }
        try self.init(.command(String(command)), kinds: String(kinds), text: String(command))
    }

    /// Reads `URL`, or `KINDS URL`; an address alone hears all but plain changes.
    package init(webhook text: String) throws(HearerProblem) {
        let parts = text.split(separator: " ").map(String.init)
        guard let address = parts.last, parts.count <= 2 else { throw .noAddress }
        guard let url = URL(string: address), let host = url.host(), !host.isEmpty else {
            throw .noAddress
        }
        let isHere = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
        guard url.scheme == "https" || (url.scheme == "http" && isHere) else { throw .notSafe }
        let usual = Announcement.Kind.asked.filter { $0 != .change }.map(\.rawValue)
        try self.init(
            .webhook(url), kinds: parts.count == 2 ? parts[0] : usual.joined(separator: ","),
            text: address)
    }

    private init(_ way: Way, kinds: String, text: String) throws(HearerProblem) {
        guard text.utf8.count <= AnnouncementLimits.targetBytesMax else { throw .tooLong }
        var found: Set<Announcement.Kind> = []
        for word in kinds.split(separator: ",") {
            guard let kind = Announcement.Kind(rawValue: String(word)), kind != .missed else {
                throw .noKind(Announcement.Kind.asked.map(\.rawValue))
            }
            found.insert(kind)
        }
        guard !found.isEmpty else { throw .noKind(Announcement.Kind.asked.map(\.rawValue)) }
        self.way = way
        self.kinds = found
        let words = found.map(\.rawValue).sorted().joined(separator: ",") + " " + text
        self.name = String(
            SealedChangeSet.address(of: Array(words.utf8)[...]).hexadecimal.prefix(16))
    }

    /// For logs and people: what it is, and for which kinds; never the command or address, which
    /// may hold a secret.
    package var description: String {
        let way =
            switch way {
            case .command: "command"
            case .webhook: "webhook"
            }
        return way + " for " + kinds.map(\.rawValue).sorted().joined(separator: ",")
    }
}

/// Why nobody can be told so.
package enum HearerProblem: Error, Equatable, Sendable, CustomStringConvertible {
    case noCommand
    case noAddress
    case notSafe
    case noKind([String])
    case tooLong

    package var description: String {
        switch self {
        case .noCommand: "--on takes KINDS and a command: --on conflict,gap 'COMMAND'"
        case .noAddress: "--webhook takes an address, with KINDS before it if you like"
        case .notSafe: "--webhook takes https, or http on this machine"
        case .noKind(let kinds): "kinds are \(kinds.joined(separator: ", ")), commas between them"
        case .tooLong:
            "a command or address has at most \(AnnouncementLimits.targetBytesMax) bytes"
        }
    }
}
