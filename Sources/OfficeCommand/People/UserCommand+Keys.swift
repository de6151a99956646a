import ArgumentParser
import Foundation
import Identity
import Merge
internal import Records
import Replica
import Rulebook
import Store
internal import Tables

extension UserCommand {
    /// Who can prove himself, and where.
    struct Keys: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the keys with which people prove themselves, and which count.",
            discussion: """
                counts says yes, or why not: unvouched (the group's authority let nobody make it), \
                disputed (two were made with one invitation), retired. here says whether its \
                private half lies at this machine.

                JSON: key, login, machine (a replica's id), counts, here.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "A login; everybody's keys if not given.")
        var user: String?

        @OptionGroup var output: ListingOptions

        func run(_ desk: Desk, _ console: Console) async throws {
            let wanted = try user.map { name in
                try desk.reading { try $0.find(.user, name) }
            }
            let root = try desk.authority
            var listing = Table(["key", "login", "machine", "counts", "here"], of: "key")
            let found = try desk.reading { lookup in
                lookup.records(.user).filter { wanted == nil || $0.id == wanted }.flatMap { view in
                    StandingKey.all(of: view, under: root).map { (view, $0) }
                }
            }
            for (view, key) in found {
                let isHere =
                    try key.binding?.machine == desk.replica
                    && desk.keyFolder.personKey(of: view.id) != nil
                listing.add([
                    .init(key.number.prefix(8).description, json: "\"\(key.number)\""),
                    .init(view[User.login] ?? ""),
                    .init(optional: key.binding?.machine.description),
                    .init(key.doubt?.rawValue ?? "yes"), .init(isHere),
                ])
            }
            try output.print(listing, heldBy: desk.office, to: console)
        }
    }

    /// Another passphrase for the same key.
    struct ChangePassphrase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "passphrase",
            abstract: "Change the passphrase of a person's key at this machine.",
            discussion: """
                Nothing else changes: sessions go on, and other machines have keys of their own. \
                A copy of the key's file that was made before opens with the passphrase of then: \
                where somebody may have one, retire the key.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The login.")
        var user: String

        @Option(help: "A file of your own whose first line is the passphrase of now.")
        var passphraseFile: String?

        @Option(help: "A file of your own whose first line is the new one.")
        var newPassphraseFile: String?

        func run() async throws {
            let console = Console.own
            let folder = try options.folder
            let machine = try MachineKeys(KeyFolder(folder.identity))
            let id = try await UserCommand.id(of: user, in: folder)
            let old = try PassphraseSource(file: passphraseFile, console).known(user)
            let new = try PassphraseSource(file: newPassphraseFile, console).new(user)
            try machine.reseal(of: id, from: old, to: new)
            console.say("the passphrase is changed")
        }
    }

    /// The end of a key, everywhere.
    struct RetireKeyCommand: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retire-key",
            abstract: "Have a person's key count no more, at every machine and for good.",
            discussion: """
                An open desk on the network shuts its session out with the next click, once the \
                word has come to that machine. `user disable` shuts the person out with all keys.
                """)

        @OptionGroup var options: DeskOptions
        @OptionGroup var deed: DeedOptions

        @Argument(help: "The login.")
        var user: String

        @Argument(help: "The key, or its beginning, as `user keys` lists it.")
        var key: String

        func run(_ desk: Desk, _ console: Console) async throws {
            let id = try desk.reading { try $0.find(.user, user) }
            let done = try perform(RetireKey(key, of: id), at: desk, deed)
            console.tell(receiptOf: done)
        }
    }

    /// A key's private half away from this machine.
    struct Forget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a person's key from this machine.",
            discussion: """
                The public half stays on the record, so that what was signed can be checked; \
                `user retire-key` says that nothing more is to count.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The login.")
        var user: String

        func run() async throws {
            let folder = try options.folder
            let machine = try MachineKeys(KeyFolder(folder.identity))
            let id = try await UserCommand.id(of: user, in: folder)
            guard try machine.folder.personKey(of: id) != nil else {
                throw PersonKeyFault.notEnrolled
            }
            try machine.folder.removePersonKey(of: id)
            Console.own.say("the key is gone from this machine")
        }
    }

    /// A login's record, by whichever process has the store.
    private static func id(of login: String, in folder: StoreFolder) async throws -> RecordID {
        let found = PrintedLines()
        let console = Console(workingDirectory: "/", width: .max) { found.take($0) }
        let code = await Program.run(
            Bridgework.self,
            ["show", "user", login, "--format=csv", "--store=\(folder.path)"], console: console)
        guard code == 0 else {
            Console.own.say(found.said)
            throw ExitCode(code)
        }
        for line in found.lines {
            let cells = line.split(separator: ",", maxSplits: 2).map(String.init)
            if cells.count > 1, cells[0] == "id", let id = RecordID(hexadecimal: cells[1]) {
                return id
            }
        }
        throw DeedProblem.noSuchUser
    }
}
