import ArgumentParser
import Hub
import Identity
import OfficeCommand
import Store

/// Makes the key that opens backups.
struct BackupKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make the recovery key: the one thing that opens this hub's backups.",
        discussion: """
            FILE gets the private half, as the screen does: seventeen words. The hub keeps the \
            public half alone. Print the words, or move the file to a safe place, and delete it \
            here: with it and a backup anybody has the whole group.

            --replace makes the next backups for a new key; those that were made before need the \
            old one.
            """)

    @OptionGroup var options: HubOptions

    @Flag(help: "There is a key already; the next backups are made for a new one.")
    var replace = false

    @Argument(help: "The file for the private half; it must not be there yet.")
    var file: String

    func run() async throws {
        let console = Console.own
        let key = RecoveryKey()
        let keyFile = RecoveryKeyFile(console.absolute(file), of: "hub")
        try keyFile.write(key)
        let code = await Program.run(
            BridgeworkHub.self,
            [
                "backup", "take-key", "--store", try options.folder.path,
                key.publicHalf.hexadecimal,
            ] + (replace ? ["--replace"] : []), console: console)
        guard code == 0 else {
            keyFile.withdraw(key, after: code, console)
            throw ExitCode(code)
        }
        keyFile.show(key, next: "bridgework-hub backup FILE", console)
    }
}

/// Hands the hub the public half of its recovery key: nothing for people.
struct BackupTakeKey: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take-key", abstract: "Make backups for that key.", shouldDisplay: false)

    @OptionGroup var options: HubOptions

    @Flag(help: "There is a key already.")
    var replace = false

    @Argument(help: "The public half.")
    var key: String

    func run(_ desk: HubDesk, _ console: Console) async throws {
        guard let key = RecoveryPublicKey(hexadecimal: key) else {
            throw BackupFault.noRecoveryKey
        }
        try desk.set(recovery: key, replacing: replace)
    }
}
