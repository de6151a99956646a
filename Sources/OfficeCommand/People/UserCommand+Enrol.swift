import ArgumentParser
import Foundation
import Identity
import Merge
internal import Records
import Replica
import Store

extension UserCommand {
    /// A key for a person at this machine.
    struct Enrol: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a person a key at this machine, with an invitation from the hub.",
            discussion: """
                The hub's operator makes the invitation with `bridgework-hub invite-user LOGIN \
                --machine NAME`: it is good at that machine alone, and once. If nobody knows \
                whether it was used, because the power went, use it again: it goes on with the \
                same key.

                Who has a key proves himself at this machine's desk on the network with his \
                passphrase. The key's private half lies in the store's folder, sealed under the \
                passphrase, and never leaves this machine; the public half goes onto the person's \
                record. Nobody can tell a forgotten passphrase: `user forget`, and enrol again \
                with a new invitation.

                The passphrase is typed in the terminal, twice, and not shown; a program gives \
                --passphrase-file FILE, which may be /dev/fd/3. It is never an argument.
                """)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The login.")
        var user: String

        @Option(help: "The invitation, or - to read it from standard input.")
        var invitation: String

        @Option(help: "A file of your own whose first line is the passphrase.")
        var passphraseFile: String?

        func run() async throws {
            let console = Console.own
            let folder = try options.folder
            let machine = try MachineKeys(KeyFolder(folder.identity))
            let text = invitation == "-" ? (readLine() ?? "") : invitation
            let invited = try machine.invitation(text, now: SystemClock.now().date)
            let source = PassphraseSource(file: passphraseFile, console)
            let begun = try machine.begun(with: invited)
            let binding =
                if let begun {
                    try machine.again(begun, with: invited, under: source.known(user))
                } else {
                    try machine.make(with: invited, under: source.new(user))
                }
            let code = await Program.run(
                Bridgework.self,
                [
                    "user", "bind", user, "--store=\(folder.path)",
                    "--public-key=\(binding.publicKey.hexadecimal)",
                    "--voucher=\(binding.invitation.text)",
                    "--proof=\(binding.proof.hexadecimal)",
                ] + (options.login.map { ["--as=\($0)"] } ?? []), console: console)
            guard code == 0 else {
                // Who was refused has no public half on the record, and the key proves nobody. Who
                // heard nothing may have one.
                if code == Failure.refused, begun == nil {
                    try machine.folder.removePersonKey(of: invited.user)
                }
                throw ExitCode(code)
            }
            console.say("the key is made; it lies in \(folder.identity), sealed")
        }
    }

    /// The public half onto the record: the part of `enrol` that needs the store.
    struct Bind: DeskCommand, AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a public key onto a person's record, as `user enrol` does.",
            shouldDisplay: false)

        @OptionGroup var options: DeskOptions

        @Argument(help: "The login.")
        var user: String

        @Option(help: "A compressed point of P-256, in hexadecimal.")
        var publicKey: String

        @Option(help: "The invitation.")
        var voucher: String

        @Option(help: "What the key signed, in hexadecimal.")
        var proof: String

        @OptionGroup var rehearsal: DryRunOption

        func run(_ desk: Desk, _ console: Console) async throws {
            let known = try desk.reading { try $0.actor(login: user) }
            guard let known else { throw DeedProblem.noSuchUser }
            let binding = PersonBinding(
                user: known, machine: desk.replica.hexadecimal, publicKey: publicKey,
                voucher: voucher, proof: proof)
            guard let binding else { throw PersonKeyFault.badInvitation }
            let actor = try options.actor(at: desk) ?? known
            let deed = BindKey(
                binding, at: desk.replica, under: try desk.authority, now: desk.now.date)
            let done = try desk.perform(
                deed, by: Signature(actor, "key made at this machine"),
                isDryRun: rehearsal.dryRun)
            if case .stands = done.outcome {
                return console.say("this very key stands on the record already")
            }
            console.tell(receiptOf: done)
            guard !done.isRehearsed else { return }
            console.say("sync now: the hub takes the first key of an invitation")
        }
    }
}
