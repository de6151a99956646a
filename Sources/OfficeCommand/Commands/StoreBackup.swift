import ArgumentParser
import Backups
import Foundation
import Identity
import Merge
import Replica
import Store
import Sync
internal import Tables

/// Backups of a replica's store.
struct StoreBackup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back this store up while its agent runs; list, check and forget backups.",
        discussion: """
            The hub gives a lost machine everything back but what it had not sent, what is held \
            back, and documents' bytes. A backup has those too: records, writes on their way, what \
            waits for a person, settings, documents, and what can be undone.

            `bridgework backup key FILE` makes the recovery key, once; `bridgework backup key FILE \
            --existing` takes one that is there, such as the group's. Only its public half stays \
            here. `bridgework backup FILE` writes one state of the store, encrypted, while the \
            agent runs; `bridgework backup DIR --keep 14` writes a new file there and removes \
            those but the last 14. The file appears whole or not at all, and once it was read \
            again. Put it into cron, and the files on another machine.

            `bridgework restore FILE --key FILE --store DIR` makes a store of it. The machine's \
            key is in no backup: the store joins by a new invitation.
            """,
        subcommands: [
            StoreBackupWrite.self, StoreBackupKey.self, StoreBackupList.self,
            StoreBackupVerify.self, StoreBackupForget.self, StoreBackupNote.self,
            StoreBackupTakeKey.self,
        ],
        defaultSubcommand: StoreBackupWrite.self)
}

/// Writes a backup, beside an agent or alone: it reads through a connection of its own, and only
/// tells the agent what was written.
struct StoreBackupWrite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Write a backup to a file, or a new one into a folder.")

    @OptionGroup var options: DeskOptions

    @Option(help: "In a folder: how many of this store's backups stay there; at least 1.")
    var keep: Int?

    @Argument(help: "The file, or a folder that is there.")
    var place: String

    func validate() throws { _ = try BackupPlace(place, keep: keep) }

    func run() async throws {
        let console = Console.own
        let folder = try options.folder
        let now = SystemClock.now()
        let target = try BackupPlace(place, keep: keep)
        let into = target.folder(console)
        let (entry, known, damaged) = try ReplicaBackup(of: folder, at: now).write { replica in
            into?.file(of: replica, at: now) ?? target.path(console)
        }
        let gone = into?.outlived(known, by: entry.path) ?? []
        let code = await Program.run(
            Bridgework.self,
            ["backup", "note", "--store", folder.path, "--entry", entry.text]
                + gone.flatMap { ["--gone", $0.path] }, console: console)
        guard code == 0 else {
            console.say(
                "the backup \(entry.path) is written and whole, but the store has not heard of it")
            throw ExitCode(code)
        }
        BackupFolder.remove(gone)
        console.warn(ofDamaged: damaged)
        console.tell(
            backedUp: entry.position, at: entry.path, bytes: entry.byteCount, gone: gone.count)
    }
}

/// Makes the key that opens this store's backups, or takes one that is there.
struct StoreBackupKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make the recovery key: the one thing that opens this store's backups.",
        discussion: """
            FILE gets the private half, as the screen does: seventeen words. The store keeps the \
            public half alone. Print the words, or move the file to a safe place, and delete it \
            here: with it and a backup anybody has all that this office sees.

            --existing reads a key that is in FILE, such as the group's own, and shows nothing. \
            --replace makes the next backups for another key; those that were made before need \
            theirs.
            """)

    @OptionGroup var options: DeskOptions

    @Flag(help: "There is a key already; the next backups are made for another.")
    var replace = false

    @Flag(help: "FILE holds a recovery key that is there; nothing is written.")
    var existing = false

    @Argument(help: "The file for the private half; it must not be there yet.")
    var file: String

    func run() async throws {
        let console = Console.own
        let key = existing ? try RecoveryKey(from: file) : RecoveryKey()
        let keyFile = RecoveryKeyFile(console.absolute(file), of: "store")
        if !existing { try keyFile.write(key) }
        let code = await Program.run(
            Bridgework.self,
            [
                "backup", "take-key", "--store", try options.folder.path,
                key.publicHalf.hexadecimal,
            ] + (replace ? ["--replace"] : []), console: console)
        guard code == 0 else {
            if !existing { keyFile.withdraw(key, after: code, console) }
            throw ExitCode(code)
        }
        guard !existing else {
            return console.line("recovery key \(key.publicHalf.fingerprint)")
        }
        keyFile.show(key, next: "bridgework backup FILE", console)
    }
}

/// The backups that the store knows of.
struct StoreBackupList: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the backups that this store knows of, the first one first.",
        discussion: """
            JSON: made (UTC), position (the highest of the hub's history that was known), bytes, \
            sha256 (of all but the last 32 bytes), path, here (whether the file is there).
            """)

    @OptionGroup var options: DeskOptions

    @OptionGroup var output: ListingOptions

    func run(_ desk: Desk, _ console: Console) async throws {
        try output.print(try desk.store.read { try $0.backups() }.listing, to: console)
    }
}

/// Whether a backup could be restored.
struct StoreBackupVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a backup: restore it to a scratch folder and read it, or check its bytes.",
        discussion: """
            With --key it is restored into a folder that is deleted afterwards, and compared with \
            what the backup says of itself. Without, only the file's bytes are checked: they are \
            what was written, whatever that is. No store is needed.

            The scratch folder holds the office's records while this runs. A signal removes it; \
            what a killed process left there, the next `verify` removes.
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
        let restoration = ReplicaRestoration(
            of: path, with: try RecoveryKey(from: key), at: SystemClock.now())
        let restored = try RestoringFolder.trying(in: place) { try restoration.run(in: $0) }
        console.line(restored.contents.summary)
        console.warn(ofDamaged: restored.damaged)
    }
}

/// Forgets a backup that is lost.
struct StoreBackupForget: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Tell the store that a backup is gone; no file is touched.")

    @OptionGroup var options: DeskOptions

    @Argument(help: "Its path as `backup list` has it.")
    var path: String

    func run(_ desk: Desk, _ console: Console) async throws {
        try desk.store.write { try $0.forget(backup: path, at: desk.now) }
        console.line("forgotten: \(path)")
    }
}

/// Tells the store what `StoreBackupWrite` has done beside it: nothing for people.
struct StoreBackupNote: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Keep that a backup was made.", shouldDisplay: false)

    @OptionGroup var options: DeskOptions

    @Option(help: "What was written, as text.")
    var entry: String

    @Option(help: "A backup that is gone.")
    var gone: [String] = []

    func run(_ desk: Desk, _ console: Console) async throws {
        guard let entry = BackupEntry(text: entry) else {
            throw ValidationError("--entry takes a line of the store's own.")
        }
        try desk.store.write { transaction in
            try transaction.note(entry, at: desk.now)
            _ = try transaction.forget(
                backups: Set(gone).subtracting([entry.path]), at: desk.now)
        }
    }
}

/// Hands the store the public half of its recovery key: nothing for people.
struct StoreBackupTakeKey: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take-key", abstract: "Make backups for that key.", shouldDisplay: false)

    @OptionGroup var options: DeskOptions

    @Flag(help: "There is a key already.")
    var replace = false

    @Argument(help: "The public half.")
    var key: String

    func run(_ desk: Desk, _ console: Console) async throws {
        guard let key = RecoveryPublicKey(hexadecimal: key) else {
            throw BackupFault.noRecoveryKey
        }
        try desk.store.write { try $0.set(recovery: key, replacing: replace, at: desk.now) }
    }
}
