import CoreFoundation
import Foundation
import Identity

/// Where a passphrase comes from: the terminal, or a file that a person or a program made for it.
///
/// It is never an argument and never in the environment, where every program of the machine's user
/// can read it.
struct PassphraseSource {
    private let file: String?

    /// - Parameter file: whose first line it is; also `/dev/fd/3` for a descriptor.
    init(file: String?, _ console: Console) {
        self.file = file.map { console.absolute($0) }
    }

    /// Asks for the passphrase of a key that exists.
    func known(_ login: String) throws -> Passphrase {
        try passphrase(try text("Passphrase of \(login)"))
    }

    /// Asks for a new one, in a terminal twice.
    func new(_ login: String) throws -> Passphrase {
        let first = try passphrase(try text("New passphrase of \(login)"))
        if let weakness = first.weakness(for: login) { throw weakness }
        guard file == nil else { return first }
        let second = try passphrase(try text("The same again"))
        guard first.isSame(as: second) else { throw PassphraseProblem.different }
        return first
    }

    private func passphrase(_ text: String) throws -> Passphrase {
        guard let passphrase = Passphrase(typed: text) else { throw PersonKeyFault.noPassphrase }
        return passphrase
    }

    private func text(_ question: String) throws -> String {
        guard let file else {
            guard let line = HiddenLine.read(question) else { throw PersonKeyFault.noPassphrase }
            return line
        }
        return try PassphraseSource.firstLine(of: file)
    }

    /// A file that others can read is refused: whoever has read it has the passphrase.
    private static func firstLine(of path: String) throws -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PassphraseProblem.unreadable(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw PassphraseProblem.unreadable(path) }
        let isFile = status.st_mode & S_IFMT == S_IFREG
        guard !isFile || status.st_mode & 0o077 == 0 else { throw PassphraseProblem.open(path) }
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count <= Passphrase.bytesMax {
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw PassphraseProblem.unreadable(path) }
            guard count == 1, byte != UInt8(ascii: "\n") else { break }
            bytes.append(byte)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PassphraseProblem.unreadable(path)
        }
        return text
    }
}

/// Why no passphrase could be had.
enum PassphraseProblem: Error, Equatable, CustomStringConvertible {
    case different
    case unreadable(String)
    case open(String)

    var description: String {
        switch self {
        case .different: "the two were not the same: nothing was done; try again"
        case .unreadable(let path): "\(path) cannot be read as a text: check the name"
        case .open(let path):
            "others can read \(path): take its permissions away (`chmod 600 \(path)`), and choose "
                + "another passphrase if anybody may have read it"
        }
    }
}
