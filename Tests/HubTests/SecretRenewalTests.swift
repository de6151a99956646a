import Merge
import Sync
import Testing

@testable import Hub

/// A hub that draws a new secret for ids goes on with it, and finds what it derived before.
struct SecretRenewalTests {
    private static let schema = Schema(version: 1, types: [])
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)
    private let hub: TestHub

    init() throws {
        hub = try TestHub(schema: SecretRenewalTests.schema, now: SecretRenewalTests.now)
    }

    private func opened() throws -> HubDesk {
        try hub.desk { SecretRenewalTests.now }
    }

    @Test func `the next secret counts at once, also at desks that stand already`() throws {
        let desk = try opened()
        // As the server's: it was made before the operator's command came.
        let server = try desk.withVault()
        let first = desk.secret
        #expect(try desk.renewSecret() == 2)
        #expect(server.secret.version == 2 && server.secret.bytes != first.bytes)
        #expect(try server.renewSecret() == 3)
        let secrets = desk.keyring.secrets
        #expect(secrets.former.map(\.version) == [2, 1] && secrets.former.last == first)
        let office = RecordID(bits: 7)
        let peer = Peer(
            replica: ReplicaID(bits: 1), role: .office, office: office,
            scopes: [.group, .office(office)])
        #expect(server.secret.handed(to: peer) == secrets.current.ofOffice(office))
        try desk.store.close()
        try hub.remove()
    }

    @Test func `a hub that starts anew goes on with the last one`() throws {
        let before = try opened()
        _ = try before.renewSecret()
        let secrets = before.keyring.secrets
        try before.store.close()
        let after = try opened()
        #expect(after.secret == secrets.current)
        #expect(after.keyring.secrets.former == secrets.former)
        #expect(try after.store.problems() == [])
        try after.store.close()
        try hub.remove()
    }
}
