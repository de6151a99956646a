import ArgumentParser
import Foundation
import Hub
import Identity
import Merge
import OfficeCommand
internal import Records
import Rulebook
internal import Tables

/// Lets one person make himself a key, once.
struct InviteUser: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print an invitation with which a person makes himself a key at one machine.",
        discussion: """
            With a key a person proves himself at a machine's desk on the network; its private \
            half never leaves that machine. The invitation is signed by the group's authority: \
            whoever may let machines in lets people in, and nobody at a coordinator's machine \
            can. It is good once, for this login and at this machine alone. Hand it to the person \
            himself, who types `bridgework user enrol LOGIN --invitation -` there; whoever else \
            works at that machine and reads it before can act in that name. `replicas` lists the \
            machines.

            JSON: invitation, login, machine (its replica's id), expires (UTC), number (what the \
            key will go by).
            """)

    @OptionGroup var options: HubOptions

    @Argument(help: "The login.")
    var user: String

    @Option(help: "Where he works: the machine's name, or its replica's id or the end of it.")
    var machine: String

    @Option(help: "How long the invitation is good: 30m, 24h or 7d.")
    var expires: String = "24h"

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func validate() throws { _ = try lifetime }

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let found = try desk.archive.lookingUp { lookup in
            guard let id = try lookup.actor(login: user) else { throw DeedProblem.noSuchUser }
            return id
        }
        let replica = try desk.replica(named: machine)
        let invitation = try desk.invite(person: found, at: replica, lifetime: lifetime)
        let expiry = invitation.expiry.formatted(.iso8601)
        guard format == .table else {
            var listing = Table(["invitation", "login", "machine", "expires", "number"])
            listing.add([
                .init(invitation.text), .init(user), .init("\(replica)"), .init(expiry),
                .init(invitation.number.hexadecimal),
            ])
            return listing.print(format, to: console)
        }
        console.line(invitation.text)
        console.say("good once, for \(user) at \(machine), until \(expiry)")
    }

    private var lifetime: Duration {
        get throws { try Duration(words: expires, of: "--expires") }
    }
}
