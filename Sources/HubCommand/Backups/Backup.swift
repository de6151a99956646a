import ArgumentParser
import Hub
import OfficeCommand
import Sync
internal import Tables

/// Backups of the hub.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Back the hub up while it serves; list, check and forget backups.",
        discussion: """
            `bridgework-hub backup key FILE` makes the recovery key, once. Its private half is in \
            that file and on the screen, as seventeen words, and nowhere else: keep both away from \
            the hub. Without it nobody opens a backup.

            `bridgework-hub backup FILE` writes one state of the hub, encrypted, while the hub \
            serves; `bridgework-hub backup DIR --keep 14` writes a new file there and removes \
            those but the last 14. The file appears whole or not at all, and once it was read \
            again and holds what was written. Put it into cron, and the files on another machine: \
            a backup beside the hub is lost with it.

            `bridgework-hub restore FILE --store DIR` makes a hub of it, on any machine. Offices \
            bring what came later: each keeps what it wrote until it is in the oldest backup that \
            the hub knows of. Tell the hub with `backup forget` when one is gone.
            """,
        subcommands: [
            BackupWrite.self, BackupKeyCommand.self, BackupList.self, BackupVerify.self,
            BackupForget.self, BackupNote.self, BackupTakeKey.self,
        ],
        defaultSubcommand: BackupWrite.self)
}

/// The backups that the hub knows of.
struct BackupList: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the backups that the hub knows of, the first one first.",
        discussion: """
            Offices keep what they wrote until it is in the first of them. A backup that is not \
            on this machine any more may have been moved to a safer one; of one that is lost tell \
            the hub: `bridgework-hub backup forget PATH`.

            JSON: made (UTC), position (the end of the history in it), bytes, sha256 (of all but \
            the last 32 bytes), path, here (whether the file is there).
            """)

    @OptionGroup var options: HubOptions

    @OptionGroup var output: ListingOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {
        try output.print(try desk.backups().listing, to: console)
    }
}

/// Forgets a backup that is lost.
struct BackupForget: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Tell the hub that a backup is gone; no file is touched.")

    @OptionGroup var options: HubOptions

    @Argument(help: "Its path as `backup list` has it.")
    var path: String

    func run(_ desk: HubDesk, _ console: Console) async throws {
        try desk.forget(backup: path)
        console.line("forgotten: \(path)")
    }
}

/// Tells the hub what `BackupWrite` has done beside it: nothing for people.
struct BackupNote: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Keep that a backup was made.", shouldDisplay: false)

    @OptionGroup var options: HubOptions

    @Option(help: "What was written, as text.")
    var entry: String

    @Option(help: "A backup that is gone.")
    var gone: [String] = []

    func run(_ desk: HubDesk, _ console: Console) async throws {
        guard let entry = BackupEntry(text: entry) else {
            throw ValidationError("--entry takes a line of the hub's own.")
        }
        try desk.note(entry, forgetting: Set(gone))
    }
}
