import ArgumentParser
import Backups
import Identity
import Store

/// Makes a replica's store of a backup.
struct StoreRestore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a store of a backup, on this machine or a new one.",
        discussion: """
            DIR must hold no store yet; it appears whole or not at all. Everything can be read and \
            written there at once. Then let it in again, under the machine's old name, so that it \
            takes the old one's place at the hub:

              bridgework-hub invite --office CODE --name NAME
              bridgework join --store DIR --token TOKEN
              bridgework sync --store DIR

            The sync hands in what the backup had not sent, under the ids that it always had, so \
            that nothing counts twice; the hub gives everything later. A backup holds no key and \
            no certificate: a store that is made of one is nobody until it joins, and never \
            speaks as a machine that is still at work.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "The recovery key's file, or - to type its words.")
    var key: String

    @OptionGroup var sealing: SealOptions

    @Argument(help: "The backup.")
    var file: String

    func run() throws {
        let console = Console.own
        let folder = try options.folder
        let restoration = ReplicaRestoration(
            of: console.absolute(file), with: try RecoveryKey(from: key), at: SystemClock.now())
        let restored = try RestoringFolder.making(folder) { draft in
            try sealing.prepare(draft, console)
            return try restoration.run(in: draft)
        }
        console.line(restored.contents.summary)
        console.warn(ofDamaged: restored.damaged)
        console.say(
            "next: bridgework join --token TOKEN --store \(folder.path), with an invitation under "
                + "the machine's name; then bridgework sync --store \(folder.path)")
    }
}
