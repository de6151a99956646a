import Foundation
import Merge
import Sync
import Testing

@testable import Wire

/// A hub on this machine that answers as a test tells it to, and clients to call it.
struct LoopbackHub: Sendable {
    let certificates: Certificates
    let listener: Listener
    let port: Int

    /// Runs a hub while `body` runs.
    static func with(
        names: String = "IP:127.0.0.1", lobby: Lobby = Lobby(),
        _ serve: @escaping @Sendable (HubExchange) async throws -> Void,
        renew: @escaping @Sendable (RenewalRequest, Caller) async throws -> Renewal = { _, _ in
            throw RegistrationRefusal.revoked
        },
        during body: (LoopbackHub) async throws -> Void
    ) async throws {
        let certificates = try Certificates(named: "group")
        let address = try #require(ListenAddress(address: "127.0.0.1", port: 0))
        let listener = Listener.exchange(
            at: address, identity: try certificates.identity("hub", names: names),
            authority: certificates.authority, exchange: ExchangeService(serve: serve),
            renewal: RenewalService(renew: renew), lobby: lobby)
        try await running(listener) {
            let port = try #require(await listener.port)
            try await body(
                LoopbackHub(certificates: certificates, listener: listener, port: port))
        }
        try certificates.remove()
    }

    static func running(
        _ listener: Listener, _ body: () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            try await body()
            group.cancelAll()
        }
    }

    func client(
        _ identity: TLSIdentity, authority: String? = nil, host: String = "127.0.0.1"
    ) -> HubClient {
        HubClient(
            host: host, port: port, identity: identity,
            authority: authority ?? certificates.authority)
    }

    static let hello = OfficeMessage.hello(
        OfficeMessage.Hello(
            group: Sample.group, replica: Sample.replica, schemaVersion: 7, top: Sample.head,
            cursor: Cursor(from: 3, through: 3), clock: Sample.clock, pending: 0,
            scopes: Sample.scopes))

    static let welcome = HubMessage.welcome(
        HubMessage.Welcome(
            isHistoryKnown: true, head: Sample.head, clock: Sample.clock, scopes: Sample.scopes,
            backedUpThrough: 3))

    static let emptyPage = HubMessage.page(
        HubMessage.Page(
            at: Cursor(from: 3, through: 3), to: 3, isLast: true, head: Sample.head, rows: []))
}
