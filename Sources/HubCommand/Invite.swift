import ArgumentParser
import Foundation
import Hub
import Identity
import Merge
import OfficeCommand
internal import Tables

/// Lets one machine in, once.
struct Invite: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a one-time token with which a machine joins.",
        discussion: """
            The token carries the hub's address and its authority's certificate, so the joining \
            machine trusts nobody else; the hub keeps only a hash of its secret. Hand it over by a \
            way you trust, and compare the fingerprint.

            A machine that lost its store, or whose store is to start afresh, joins again with \
            --name and the name it has in `replicas`: when it joins, the replica that it was is \
            revoked, and nobody waits for that one any more.

            A whole group is invited with --list FILE --into FOLDER: a CSV file with a row for \
            each machine, under columns that are the options here (office or central; role, \
            scopes and name where needed). Every row is looked at before the first machine is \
            invited. FOLDER gets a sheet of text for each, to print and hand over, with a QR code \
            of the token where the program qrencode is installed; only its owner \
            reads it.

            JSON: token, fingerprint, expires (UTC), name, replaces (a replica's id, or null); of \
            a list, for each machine: name, sheet (its file), expires, replaces.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "The code of the office the machine stands in.")
    var office: String?

    @Option(help: "A name for a central replica, such as the coordinator's desk.")
    var central: String?

    @Option(help: "coordinator or admin, for a central replica.")
    var role: String = Role.coordinator.rawValue

    @Option(help: "Also credentialing or clinical; comma-separated.")
    var scopes: String = ""

    @Option(help: "How long the token is good: 30m, 24h or 7d.")
    var expires: String = "24h"

    @Option(
        help: """
            What lists call the machine, and whose place it takes where that machine is \
            registered; by default the office's code or the central name, with a number where \
            that is taken.
            """)
    var name: String?

    @Option(help: "A CSV file of machines to invite, a row each.")
    var list: String?

    @Option(help: "The folder for the sheets of a list; made if it is not there.")
    var into: String?

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func validate() throws {
        guard [office, central, list].count(where: { $0 != nil }) == 1 else {
            throw ValidationError(
                "Give --office CODE or --central NAME, one of the two. For many: --list FILE.")
        }
        guard (list == nil) == (into == nil) else {
            throw ValidationError("--list FILE needs --into FOLDER, and the other way round.")
        }
        guard [Role.coordinator.rawValue, Role.admin.rawValue].contains(role) else {
            throw ValidationError("--role takes coordinator or admin.")
        }
        _ = try lifetime
        _ = try granted
    }

    func run(_ desk: HubDesk, _ console: Console) async throws {
        if let list, let into {
            let rows = try InvitationList(at: console.absolute(list), expires: expires)
            return try await rows.invite(into: console.absolute(into), desk, console, format)
        }
        let invited = try invited(by: desk)
        let token = invited.token
        let expiry = token.expiry.formatted(.iso8601)
        guard format == .table else {
            var listing = Table(["token", "fingerprint", "expires", "name", "replaces"])
            listing.add([
                .init(token.text), .init(token.fingerprint.description), .init(expiry),
                .init(invited.name), .init(optional: invited.replaces?.description),
            ])
            return listing.print(format, to: console)
        }
        console.line(token.text)
        console.say("good once, until \(expiry); authority \(token.fingerprint.spoken)")
        if let replaces = invited.replaces {
            console.say("when it joins, replica \(replaces) of the same name is revoked")
        } else if invited.name != name ?? central ?? office {
            console.say(
                "a machine has that name already: this one will be \(invited.name); if it is that "
                    + "machine anew, invite it with --name, and the earlier replica is revoked")
        }
    }

    /// Writes the invitation down at the hub.
    func invited(by desk: HubDesk) throws -> Invited {
        let seat: HubDesk.Seat
        if let office {
            seat = .office(code: office)
        } else {
            seat = .central(role == Role.admin.rawValue ? .admin : .coordinator)
        }
        return try desk.invite(
            seat, name: name ?? central ?? office ?? "", namesMachine: name != nil,
            granted: granted, lifetime: lifetime)
    }

    private var granted: [Scope] {
        get throws {
            try scopes.split(separator: ",").map { word in
                switch word.trimmingCharacters(in: .whitespaces) {
                case "credentialing": .credentialing
                case "clinical": .clinical
                default: throw ValidationError("--scopes takes credentialing and clinical.")
                }
            }
        }
    }

    private var lifetime: Duration {
        get throws { try Duration(words: expires, of: "--expires") }
    }
}
