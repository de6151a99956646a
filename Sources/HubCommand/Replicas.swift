import ArgumentParser
import Hub
import Merge
import OfficeCommand
import Store
import Sync

/// Who may connect.
struct Replicas: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the enrolled replicas.",
        discussion: """
            JSON: id, name, role, office (id or null), status (active, expired, revoked), \
            enrolled, expires, lastSeen (UTC or null), lastAddress, scopes.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    func run(_ desk: HubDesk, _ console: Console) async throws {
        var listing = Listing([
            "id", "name", "role", "office", "status", "enrolled", "expires", "lastSeen",
            "lastAddress", "scopes",
        ])
        for enrolment in try desk.store.read({ try $0.enrolments() }) {
            let id = enrolment.peer.replica.description
            let office = enrolment.peer.office
            let status =
                enrolment.revokedAt != nil
                ? "revoked" : desk.now > enrolment.expiresAt ? "expired" : "active"
            listing.add([
                .init(id, table: String(id.suffix(8))), .init(enrolment.name),
                .init(enrolment.peer.role.rawValue),
                office.map { .init($0.description, table: String($0.description.suffix(8))) }
                    ?? .init("", json: "null"),
                .init(status), .init(Listing.instant(enrolment.enrolledAt)),
                .init(Listing.instant(enrolment.expiresAt)),
                enrolment.lastSeenAt.map { .init(Listing.instant($0)) } ?? .init("", json: "null"),
                .init(enrolment.lastAddress ?? ""),
                .init(enrolment.peer.scopes.map(\.description).joined(separator: " ")),
            ])
        }
        listing.print(format, to: console)
    }
}
