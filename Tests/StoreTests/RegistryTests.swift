import Merge
import Sync
import Testing

@testable import Store

struct RegistryTests {
    private let peer = Peer(
        replica: ReplicaID(bits: 5), role: .office, office: Sample.id(1),
        scopes: [.group, .office(Sample.id(1))])

    private func registration(fingerprint: UInt8, expires: Int64) -> Registration {
        Registration(
            peer: peer, name: "front desk", fingerprint: [fingerprint],
            expiresAt: Timestamp(milliseconds: expires), registeredAt: Timestamp(milliseconds: 1))
    }

    @Test func `a replica is registered, renewed and revoked`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        #expect(try hub.store.read { try $0.principal(of: peer.replica) } == nil)
        try hub.store.write { try $0.register(registration(fingerprint: 1, expires: 10)) }
        #expect(try hub.store.read { try $0.principal(of: peer.replica) } == peer)
        try hub.store.write { try $0.register(registration(fingerprint: 2, expires: 20)) }
        try hub.store.write {
            try $0.noteSeen(peer.replica, at: Timestamp(milliseconds: 7), address: "10.0.0.1")
        }
        try hub.store.write { try $0.revoke(peer.replica, at: Timestamp(milliseconds: 8)) }
        try hub.store.write { try $0.revoke(peer.replica, at: Timestamp(milliseconds: 9)) }
        try hub.reopen()
        let found = try #require(try hub.store.read { try $0.registration(of: peer.replica) })
        #expect(
            found
                == Registration(
                    peer: peer, name: "front desk", fingerprint: [2],
                    expiresAt: Timestamp(milliseconds: 20),
                    registeredAt: Timestamp(milliseconds: 1),
                    revokedAt: Timestamp(milliseconds: 8),
                    lastSeenAt: Timestamp(milliseconds: 7), lastAddress: "10.0.0.1"))
        #expect(try hub.store.read { try $0.registrations() } == [found])
    }

    @Test func `a replica registered in a transaction is known in it`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        try hub.store.write { transaction in
            #expect(try transaction.principal(of: peer.replica) == nil)
            try transaction.register(registration(fingerprint: 1, expires: 10))
            #expect(try transaction.principal(of: peer.replica) == peer)
        }
    }

    @Test func `another machine's address is told, another port is not`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        try hub.store.write { try $0.register(registration(fingerprint: 1, expires: 10)) }
        let calls = ["ipv4:192.0.2.1:5001", "ipv4:192.0.2.1:5002", "ipv4:192.0.2.9:5003"]
        for (time, address) in calls.enumerated() {
            try hub.store.write {
                try $0.noteSeen(
                    peer.replica, at: Timestamp(milliseconds: Int64(time)), address: address)
            }
        }
        let lines = try hub.store.read { try $0.auditLines(limit: 10) }
        #expect(lines.map(\.event) == ["replica-moved"])
        #expect(lines.first?.detail == "from ipv4:192.0.2.1:5002 to ipv4:192.0.2.9:5003")
    }

    @Test func `an invitation works once`() throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        let secret: Bytes = [1, 2, 3]
        let invitation = Invitation(
            secretHash: secret, role: .admin, office: nil, scopes: [.central, .group],
            name: "centre", expiresAt: Timestamp(milliseconds: 99))
        try hub.store.write { try $0.invite(invitation) }
        #expect(try hub.store.read { try $0.invitation(secretHash: secret) } == invitation)
        #expect(try hub.store.read { try $0.invitation(secretHash: [9]) } == nil)
        let now = Timestamp(milliseconds: 50)
        try hub.store.write { try $0.use(invitation: secret, by: peer.replica, at: now) }
        #expect(try hub.store.read { try $0.invitation(secretHash: secret) }?.usedAt == now)
        #expect(throws: SpentInvitation()) {
            try hub.store.write { try $0.use(invitation: secret, by: peer.replica, at: now) }
        }
        #expect(throws: SpentInvitation()) {
            try hub.store.write { try $0.use(invitation: [9], by: peer.replica, at: now) }
        }
        let events = try hub.store.read { try $0.auditLines(limit: 10) }.map(\.event)
        #expect(events == ["replica-enrolled"])
    }
}
