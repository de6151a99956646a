import Backups
import Foundation
package import Identity

/// The file that holds a recovery key's private half, as seventeen words.
package struct RecoveryKeyFile {
    private let path: String
    private let owner: String

    /// - Parameter owner: whose backups it opens, as words: it is to be kept away from there.
    package init(_ path: String, of owner: String) {
        self.path = path
        self.owner = owner
    }

    /// Writes a new key; the file must not be there yet.
    package func write(_ key: RecoveryKey) throws {
        let text = """
            # Bridgework: the recovery key \(key.publicHalf.fingerprint)
            # It opens the backups of one \(owner). Keep it away from that \(owner).
            \(key.words)

            """
        do { try OutputFile(path).write(Array(text.utf8), replacing: false) } catch OutputFile
            .Problem.exists
        {
            throw BackupError.keyFileTaken(path)
        }
    }

    /// Removes it where the key was refused: nothing was made for it, and nothing will be.
    ///
    /// - Parameter code: how the command ended that handed the public half over.
    package func withdraw(_ key: RecoveryKey, after code: Int32, _ console: Console) {
        guard code == Failure.tryAgain else {
            unlink(path)
            return
        }
        console.say(
            "whether the \(owner) took the key is not known: keep \(path) until its `events` show "
                + "no recovery-key-set \(key.publicHalf.fingerprint)")
    }

    /// Shows the words once.
    package func show(_ key: RecoveryKey, next: String, _ console: Console) {
        console.line("recovery key \(key.publicHalf.fingerprint)")
        console.line(key.words)
        console.say(
            "the words are in \(path) too, and nowhere else: move them to a safe place. Next: "
                + next)
    }
}

extension RecoveryKey {
    /// - Parameter place: its file, or `-` for standard input.
    package init(from place: String) throws {
        let bytes: Data?
        if place == "-" {
            if isatty(STDIN_FILENO) == 1 {
                Console.own.say("the recovery key's seventeen words, in one line:")
                bytes = readLine().map { Data($0.utf8) }
            } else {
                bytes = try FileHandle.standardInput.readToEnd()
            }
        } else {
            bytes = FileManager.default.contents(atPath: Console.own.absolute(place))
        }
        guard let bytes, bytes.count < RecoveryKey.textBytesMax else {
            throw BackupError.unreadable(place)
        }
        try self.init(reading: String(decoding: bytes, as: UTF8.self))
    }

    private static let textBytesMax = 64 << 10
}
