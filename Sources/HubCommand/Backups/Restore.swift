import ArgumentParser
import Backups
import Foundation
import Hub
import Identity
import OfficeCommand
import Store
import Sync

/// Makes a hub of a backup.
struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a hub of a backup, on this machine or a new one.",
        discussion: """
            DIR must hold no store yet; it appears whole or not at all. Then `bridgework-hub serve \
            --store DIR`: offices call as before, find that the hub has gone back, and bring what \
            they wrote since. Where the hub has another name or address, give --host.

            The backup does not know whom you shut out after it was made; the machines do. So at \
            first the hub only listens: each machine that calls hands over who was shut out, \
            signed by the group's authority, and is told to come again. Once all have called, the \
            hub serves; for one that will not call: `bridgework-hub resume --without NAME`. Name \
            whom you remember yourself: --revoke.

            Machines that joined after the backup are known by their certificates; invitations \
            that were open are spent.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "The recovery key's file, or - to type its words.")
    var key: String

    @Option(help: "Where offices reach the hub from now on, where that has changed.")
    var host: String?

    @Option(help: "The port for replicas, where that has changed; joining uses the next one.")
    var port: Int?

    @Option(help: "A machine that was shut out after the backup was made; may be given again.")
    var revoke: [String] = []

    @OptionGroup var sealing: SealOptions

    @Argument(help: "The backup.")
    var file: String

    func validate() throws {
        if let port, !(1...65_534).contains(port) {
            throw ValidationError("--port takes a number from 1 to 65534.")
        }
    }

    func run() throws {
        let console = Console.own
        let path = console.absolute(file)
        let folder = try options.folder
        var unknown: [String] = []
        let contents = try OpenHub.restored(
            path, with: RecoveryKey(from: key), to: folder,
            sealing: { try sealing.prepare($0, console) }
        ) { desk, contents in
            guard let manifest = contents.manifest else { return }
            unknown = try desk.resume(
                from: BackupEntry(
                    madeAt: manifest.madeAt, position: manifest.head.position,
                    byteCount: contents.byteCount, hash: contents.hash, path: path),
                host: host, port: port, revoking: revoke)
        }
        console.line(contents.summary)
        for word in unknown {
            console.say(
                "the backup knows no machine \(word): if it joined later it is let in by its "
                    + "certificate, unless a machine that calls first says that it was shut out; "
                    + "give its whole id to be sure")
        }
        console.say(
            "next: bridgework-hub serve --store \(folder.path); it serves once every machine has "
                + "called, and `bridgework-hub status` says for whom it waits")
    }
}

/// Does without machines that a restored hub waits for.
struct Resume: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "After a restoration: serve without waiting for a machine that will not call.",
        discussion: """
            A restored hub serves nobody before it has heard every machine: one of them may be \
            the only one that knows whom you shut out since the backup. Where one is broken, or \
            its office is closed: --without NAME. It comes in when it calls, unless it was shut \
            out.

            Without an option the machines are listed for which the hub waits.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "A machine that is not waited for; may be given again.")
    var without: [String] = []

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let left = try without.isEmpty ? desk.awaited() : desk.resume(without: without)
        for name in left { console.line(name) }
        console.say(left.isEmpty ? "the hub serves" : "the hub waits for \(left.count)")
    }
}
