import Foundation
import Identity
import Merge
import Sync
import Testing

@testable import Hub

/// Invitations and the registry at the operator's desk, over SQLite.
struct InvitationTests {
    private static let schema = Schema(
        version: 1,
        types: [
            RecordType(
                "thing", "Something of the group.", visibility: .group, writers: .offices,
                [.register("label", .text(max: 40), .latest)])
        ])
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)
    private static let elm = RecordID(bits: 7)
    private let hub: TestHub
    private let desk: HubDesk

    init() throws {
        hub = try TestHub(schema: Self.schema, now: Self.now)
        let rules = HubRules(
            schema: Self.schema, permission: { _, _ in .allow }, reactions: { _, _, _ in [] },
            offices: { code, _ in
                switch code {
                case "ELM": [Self.elm]
                case "TWO": [RecordID(bits: 8), RecordID(bits: 9)]
                default: []
                }
            })
        desk = try hub.desk(rules: rules) { Self.now }
    }

    private func register(_ number: UInt64, _ name: String, office: RecordID? = elm) throws {
        let role: Role = office == nil ? .coordinator : .office
        let peer = Peer(
            replica: ReplicaID(bits: UInt128(number)), role: role, office: office, scopes: [.group])
        try desk.store.write { transaction in
            try transaction.register(
                Registration(
                    peer: peer, name: name, fingerprint: [UInt8](repeating: 1, count: 32)[...],
                    expiresAt: Timestamp(milliseconds: Self.now.milliseconds + 86_400_000),
                    registeredAt: Self.now), at: Self.now)
        }
    }

    private func invite(
        _ seat: HubDesk.Seat, _ name: String, namesMachine: Bool = false
    ) throws -> Invited {
        try desk.invite(
            seat, name: name, namesMachine: namesMachine, granted: [], lifetime: .seconds(600))
    }

    @Test func `a token holds where to call, for how long, and a secret that the hub only hashes`()
        throws
    {
        defer { try? hub.remove() }
        let invited = try invite(.office(code: "ELM"), "front")
        let token = try InviteToken(text: invited.token.text)
        #expect(
            token.host == "127.0.0.1" && token.syncPort == 7443 && token.registrationPort == 7444)
        #expect(token.group == desk.group)
        #expect(Timestamp(date: token.expiry).milliseconds == Self.now.milliseconds + 600_000)
        let hash = token.secret.hash.bytes[...]
        let kept = try #require(try desk.store.read { try $0.invitation(secretHash: hash) })
        #expect(kept.office == Self.elm && kept.role == .office && kept.usedAt == nil)
        #expect(kept.scopes == [.group, .office(Self.elm)])
        let other = try desk.store.read {
            try $0.invitation(secretHash: token.secret.bytes[...])
        }
        #expect(other == nil)
    }

    @Test func `an office is one, a name is short, and neither leaves an invitation`() throws {
        defer { try? hub.remove() }
        #expect(throws: HubError.noSuchOffice) { try invite(.office(code: "OAK"), "x") }
        #expect(throws: HubError.ambiguousOffice([RecordID(bits: 8), RecordID(bits: 9)])) {
            try invite(.office(code: "TWO"), "x")
        }
        for name in ["", String(repeating: "x", count: HubDesk.nameMax + 1)] {
            #expect(throws: HubError.badName) { try invite(.central(.admin), name) }
            #expect(throws: HubError.badName) { try HubDesk.check(groupName: name) }
        }
        #expect(try desk.store.read { try $0.auditLines(limit: 9) }.isEmpty)
    }

    @Test func `a name that is taken gets a number, or is taken over by the same seat`() throws {
        defer { try? hub.remove() }
        try register(1, "front")
        #expect(try invite(.office(code: "ELM"), "front").name == "front-2")
        let again = try invite(.office(code: "ELM"), "front", namesMachine: true)
        #expect(again.name == "front" && again.replaces == ReplicaID(bits: 1))
        #expect(throws: HubError.nameTaken) {
            try invite(.central(.coordinator), "front", namesMachine: true)
        }
        #expect(try invite(.central(.coordinator), "desk", namesMachine: true).replaces == nil)
    }

    @Test func `whoever is meant is one, by id, ending or name, and once`() throws {
        defer { try? hub.remove() }
        try register(0x1A, "front")
        try register(0x2A, "back")
        #expect(throws: HubError.ambiguousReplica(count: 2)) { try desk.revoke("a") }
        for word in ["", "nobody", "ff"] {
            #expect(throws: HubError.noSuchReplica) { try desk.revoke(word) }
        }
        #expect(try desk.revoke("front") == ReplicaID(bits: 0x1A))
        #expect(throws: HubError.alreadyRevoked) { try desk.revoke("front") }
        #expect(try desk.revoke("2A") == ReplicaID(bits: 0x2A))
        let revoked = try desk.store.read { try $0.registrations() }.compactMap(\.revokedAt)
        #expect(revoked == [Self.now, Self.now])
        #expect(
            try desk.store.read { try $0.auditLines(limit: 9) }.map(\.event)
                == ["replica-revoked", "replica-revoked"])
    }
}
