import ArgumentParser
import Foundation
import Hub
import Identity
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

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep takes a number from 1.") }
        if keep != nil, !isFolder {
            throw ValidationError("--keep is for a folder of backups, and that is none: \(place)")
        }
    }

    private var isFolder: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    func run() async throws {
        let console = Console.own
        let folder = try options.folder
        let now = SystemClock.now()
        let into = isFolder ? BackupFolder(console.absolute(place), keep: keep) : nil
        let path = into?.file(at: now) ?? console.absolute(place)
        let writer = BackupWriter(
            to: path, of: HubHome(folder.path), schema: PracticeSchema.current,
            software: Versions.software, now: now)
        let (entry, known) = try StoreSnapshot(
            of: folder, kind: .hub, schema: PracticeSchema.current
        ).read { transaction in
            (try writer.write(transaction), try transaction.backups())
        }
        let gone = into?.outlived(known, by: path) ?? []
        let code = await Program.run(
            BridgeworkHub.self,
            ["backup", "note", "--store", folder.path, "--entry", entry.text]
                + gone.flatMap { ["--gone", $0.path] }, console: console)
        guard code == 0 else {
            console.say("the backup \(path) is written and whole, but the hub has not heard of it")
            throw ExitCode(code)
        }
        for backup in gone { unlink(backup.path) }
        console.line(
            "backed up through position \(entry.position): \(path), \(entry.byteCount) bytes")
        if !gone.isEmpty { console.line("removed \(gone.count) of before") }
    }
}
