import Merge
import Simulator
import Sync
import Testing

/// Who is handed what to derive ids with.
struct IDSecretHandoverTests {
    private static let secret = IDSecret(1, 2)
    private static let office = RecordID(bits: 7)

    private static let admission = Admission(
        rules: SmallSchema.rules, hub: SmallGroup.hubReplica, now: Timestamp(milliseconds: 0),
        secret: secret)

    private static func hello(of peer: Peer) -> OfficeMessage {
        .hello(
            OfficeMessage.Hello(
                group: SmallGroup.id, replica: peer.replica, schemaVersion: 1, top: .origin,
                cursor: .origin, clock: Timestamp(milliseconds: 0), pending: 0, scopes: []))
    }

    private func welcome(_ peer: Peer) throws -> HubMessage.Welcome? {
        var hub = MemoryHub()
        hub.principals[peer.replica] = peer
        var session = HubSession(peer: peer)
        let answers = try session.receive(
            Self.hello(of: peer), admission: Self.admission, group: SmallGroup.id,
            now: Timestamp(milliseconds: 0), ledger: &hub)
        guard case .welcome(let welcome)? = answers.first else { return nil }
        return welcome
    }

    private func peer(_ role: Role, _ office: RecordID?, _ scopes: [Scope]) -> Peer {
        Peer(replica: ReplicaID(bits: 1), role: role, office: office, scopes: scopes)
    }

    @Test func `an office is handed its own, whatever else it may see`() throws {
        let own = Self.secret.ofOffice(Self.office)
        let other = Scope.office(RecordID(bits: 8))
        let peers = [
            peer(.office, Self.office, [.group, .office(Self.office)]),
            peer(.office, Self.office, [.group, .office(Self.office), other, .credentialing]),
        ]
        for peer in peers { #expect(try welcome(peer)?.idSecret == own) }
    }

    @Test func `a central replica is handed the group's`() throws {
        let desk = peer(.coordinator, nil, [.group, .central])
        #expect(try welcome(desk)?.idSecret == Self.secret)
    }

    @Test func `who sees nothing of the centre's is handed none`() throws {
        let auditor = peer(.admin, nil, [.group])
        let welcome = try #require(try welcome(auditor))
        #expect(welcome.idSecret == nil)
    }

    private static let next = IDSecret(version: 2, 3, 4)

    /// An exchange in which the peer has been greeted, and may have said that it waits.
    private func session(_ peer: Peer, waits: Bool) throws -> HubSession {
        var hub = MemoryHub()
        hub.principals[peer.replica] = peer
        var session = HubSession(peer: peer)
        var messages: [OfficeMessage] = [Self.hello(of: peer)]
        if waits { messages.append(.pull(OfficeMessage.Pull(cursor: .origin, waits: true))) }
        for message in messages {
            _ = try session.receive(
                message, admission: Self.admission, group: SmallGroup.id,
                now: Timestamp(milliseconds: 0), ledger: &hub)
        }
        return session
    }

    @Test func `a live replica is overtaken by the next secret once it waits`() throws {
        let office = peer(.office, Self.office, [.group, .office(Self.office)])
        let waiting = try session(office, waits: true)
        #expect(waiting.isOvertaken(by: Self.next))
        #expect(!waiting.isOvertaken(by: Self.secret))
        #expect(!waiting.isOvertaken(by: nil))
        #expect(try !session(office, waits: false).isOvertaken(by: Self.next))
    }

    @Test func `who was handed no secret is overtaken by none`() throws {
        let auditor = peer(.admin, nil, [.group])
        #expect(try !session(auditor, waits: true).isOvertaken(by: Self.next))
    }
}
