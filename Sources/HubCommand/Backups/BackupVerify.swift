import ArgumentParser
import Foundation
import Hub
import Identity
import OfficeCommand
import Practice
import Rulebook
import Store
import Sync

/// Whether a backup could be restored.
struct BackupVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a backup: restore it to a scratch folder and read it, or check its bytes.",
        discussion: """
            With --key it is restored into a folder that is deleted afterwards, and compared with \
            what the backup says of itself: counts and digests by type, and the history's chain. \
            Without, only the file's bytes are checked: they are what was written, whatever that \
            is. No hub is needed.
            """)

    @Option(help: "The recovery key's file, or - to type its words.")
    var key: String?

    @Option(help: "Where the scratch folder is made; the system's temporary folder if not given.")
    var scratch: String?

    @Argument(help: "The backup.")
    var file: String

    func run() throws {
        let console = Console.own
        let path = console.absolute(file)
        guard let key else {
            let contents = try BackupReader(path).check(with: .none)
            console.line(
                "\(contents.byteCount) bytes as they were written, sha256 \(contents.hash)")
            console.line("what they say only the recovery key shows: give --key FILE")
            return
        }
        let place =
            scratch.map { console.absolute($0) } ?? FileManager.default.temporaryDirectory.path
        let folder = StoreFolder(place + "/bridgework-verify-\(UUID().uuidString)")
        defer { _ = Result { try FileManager.default.removeItem(atPath: folder.path) } }
        let contents = try OpenHub.restored(path, with: RecoveryKey(from: key), to: folder) {
            _, _ in
        }
        console.line(contents.summary)
    }
}

extension BackupReader.Contents {
    /// What a backup holds, in ids, counts and times.
    var summary: String {
        guard let manifest, let totals else { return "\(byteCount) bytes" }
        let counts = totals.counts
        return "made \(manifest.madeAt.date.formatted(.iso8601)) by \(manifest.software): "
            + "group \(manifest.group), history through position \(manifest.head.position), "
            + "\(counts.records) records, \(counts.replicas) replicas, \(counts.events) events; "
            + "restored, and read again as it was written"
    }
}

extension RecoveryKey {
    /// - Parameter place: its file, or `-` for standard input.
    init(from place: String) throws {
        let bytes: Data?
        if place == "-" {
            if isatty(STDIN_FILENO) == 1 { Console.own.say("the recovery key's seventeen words:") }
            bytes = readLine().map { Data($0.utf8) }
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
