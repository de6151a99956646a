import ArgumentParser
import Hub
import Merge
import OfficeCommand
import Sync
internal import Tables

/// Who may connect.
struct Replicas: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the registered replicas.",
        discussion: """
            JSON: id, name, role, office (id or null), status (active, expired, revoked), \
            enrolled, expires, lastSeen (UTC or null), lastAddress, scopes.
            """)

    @OptionGroup var options: HubOptions

    @OptionGroup var output: ListingOptions

    func run(_ desk: HubDesk, _ console: Console) async throws {
        var listing = Table(
            [
                "id", "name", "role", "office", "status", "enrolled", "expires", "lastSeen",
                "lastAddress", "scopes",
            ], of: "replica")
        for registration in try desk.store.read({ try $0.registrations() }) {
            let id = registration.peer.replica.description
            let office = registration.peer.office
            let status =
                registration.revokedAt != nil
                ? "revoked" : desk.now > registration.expiresAt ? "expired" : "active"
            listing.add([
                .init(id, table: String(id.suffix(8))), .init(registration.name),
                .init(registration.peer.role.rawValue),
                office.map { .init($0.description, table: String($0.description.suffix(8))) }
                    ?? .blank,
                .init(status), .instant(registration.registeredAt),
                .instant(registration.expiresAt),
                registration.lastSeenAt.map { .instant($0) } ?? .blank,
                .init(registration.lastAddress ?? ""),
                .init(registration.peer.scopes.map(\.description).joined(separator: " ")),
            ])
        }
        try output.print(listing, to: console)
    }
}
