import ArgumentParser
import Backups
import Foundation
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

            The scratch folder holds the group's keys and records while this runs. A signal \
            removes it; what a killed process left there, the next `verify` removes.
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
        guard let key else { return try BackupReader(path).checkBytes(saying: console) }
        let place =
            scratch.map { console.absolute($0) } ?? FileManager.default.temporaryDirectory.path
        let contents = try OpenHub.tried(path, with: RecoveryKey(from: key), in: place)
        console.line(contents.summary)
    }
}
