import ArgumentParser
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

            The backup does not know whom you shut out after it was made, and would let them in: \
            give --revoke for each, or --revoke-none. Machines that joined since have to join \
            again: `bridgework-hub invite --name NAME`.
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

    @Flag(help: "Nobody was shut out after the backup was made.")
    var revokeNone = false

    @Argument(help: "The backup.")
    var file: String

    func validate() throws {
        if let port, !(1...65_534).contains(port) {
            throw ValidationError("--port takes a number from 1 to 65534.")
        }
        guard revoke.isEmpty || !revokeNone else {
            throw ValidationError("Give --revoke or --revoke-none, not both.")
        }
    }

    func run() throws {
        guard revokeNone || !revoke.isEmpty else { throw BackupError.nobodyNamed }
        let console = Console.own
        let path = console.absolute(file)
        let folder = try options.folder
        let contents = try OpenHub.restored(path, with: RecoveryKey(from: key), to: folder) {
            desk, contents in
            guard let manifest = contents.manifest else { return }
            try desk.resume(
                from: BackupEntry(
                    madeAt: manifest.madeAt, position: manifest.head.position,
                    byteCount: contents.byteCount, hash: contents.hash, path: path),
                host: host, port: port, revoking: revoke)
        }
        console.line(contents.summary)
        console.say("next: bridgework-hub serve --store \(folder.path)")
    }
}
