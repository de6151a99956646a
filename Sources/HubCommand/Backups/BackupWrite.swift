import ArgumentParser
import Backups
import Hub
import Merge
import OfficeCommand
import Practice
import Store
import Sync

/// Writes a backup, beside a hub that serves or alone.
///
/// It reads the store through a connection of its own, so that the hub goes on meanwhile, and only
/// tells it what was written.
struct BackupWrite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Write a backup to a file, or a new one into a folder.")

    @OptionGroup var options: HubOptions

    @Option(help: "In a folder: how many of this hub's backups stay there; at least 1.")
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
        let (entry, gone) = try StoreSnapshot(
            of: folder, kind: .hub, schema: PracticeSchema.current
        ).read { transaction in
            let path =
                try into?.file(of: BackupWrite.group(transaction), at: now)
                ?? target.path(console)
            let writer = BackupWriter(
                to: path, of: HubHome(folder.path), schema: PracticeSchema.current,
                software: Versions.software, now: now)
            let entry = try writer.write(transaction)
            return (entry, into?.outlived(try transaction.backups(), by: path) ?? [])
        }
        let code = await Program.run(
            BridgeworkHub.self,
            ["backup", "note", "--store", folder.path, "--entry", entry.text]
                + gone.flatMap { ["--gone", $0.path] }, console: console)
        guard code == 0 else {
            console.say(
                "the backup \(entry.path) is written and whole, but the hub has not heard of it")
            throw ExitCode(code)
        }
        BackupFolder.remove(gone)
        console.tell(
            backedUp: entry.position, at: entry.path, bytes: entry.byteCount, gone: gone.count)
    }

    private static func group(_ transaction: any HubTransaction) throws -> RecordID {
        guard let group = RecordID(hexadecimal: try transaction.required("group")) else {
            throw transaction.damaged("group")
        }
        return group
    }
}
