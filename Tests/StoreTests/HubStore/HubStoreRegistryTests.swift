import Merge
import Sync
import Testing

/// Who may connect, and what an invitation is worth.
struct HubStoreRegistryTests {
    private static func at(_ time: Int64) -> Timestamp { Timestamp(milliseconds: time) }

    @Test(arguments: HubStoreHome.allCases)
    func
        `a replica is known from its first day, and a renewal changes its certificate alone`(
            home: HubStoreHome
        ) throws
    {
        let hub = try home.hub()
        let peer = StoredHub.peer(2)
        try hub.store.write { transaction in
            #expect(try transaction.registration(of: peer.replica) == nil)
            #expect(try transaction.principal(of: peer.replica) == nil)
            try transaction.register(StoredHub.registration(2, name: "front", key: [8]))
            #expect(try transaction.principal(of: peer.replica) == peer)
            try transaction.noteSeen(peer.replica, at: Self.at(5), address: "ipv4:192.0.2.1:1")
            let renewed = StoredHub.registration(
                2, name: "other", at: 50, fingerprint: [2, 3], expires: 200)
            try transaction.register(renewed, at: Self.at(6))
        }
        let known = try hub.store.read { try $0.registration(of: peer.replica) }
        #expect(
            known
                == Registration(
                    peer: peer, name: "front", fingerprint: [2, 3], expiresAt: Self.at(200),
                    registeredAt: Self.at(1), lastSeenAt: Self.at(5),
                    lastAddress: "ipv4:192.0.2.1:1", key: [8]))
        #expect(try hub.store.read { try $0.foreignReplicas() }.isEmpty)
        #expect(try hub.store.problems() == [])
    }

    @Test(arguments: HubStoreHome.allCases)
    func `they are listed by when they were registered`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.store.write { transaction in
            for (number, time) in [(4, 3), (2, 9), (3, 3)] as [(Int, Int64)] {
                try transaction.register(StoredHub.registration(number, at: time))
            }
        }
        let listed = try hub.store.read { try $0.registrations() }.map(\.peer.replica)
        #expect(listed == [3, 4, 2].map { StoredHub.peer($0).replica })
    }

    @Test(arguments: HubStoreHome.allCases)
    func `who is revoked stays so since the first time`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.register(2, 3)
        let replica = StoredHub.peer(2).replica
        try hub.store.write { try $0.revoke(replica, at: Self.at(8), detail: "lost") }
        try hub.store.write { try $0.revoke(replica, at: Self.at(9)) }
        try hub.store.read { transaction throws in
            #expect(try transaction.registration(of: replica)?.revokedAt == Self.at(8))
            #expect(try transaction.registrations().count == 2)
            let lines = try transaction.auditLines(limit: 9)
            #expect(lines.map(\.event) == ["replica-revoked", "replica-revoked"])
            #expect(lines.map(\.detail) == ["lost", ""])
            #expect(lines.map(\.at) == [Self.at(8), Self.at(9)])
        }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `another machine's address is told, another port is not`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.register(2, 3)
        let replica = StoredHub.peer(2).replica
        let calls = ["ipv4:192.0.2.1:5001", "ipv4:192.0.2.1:5002", "ipv4:192.0.2.9:5003"]
        for (time, address) in calls.enumerated() {
            try hub.store.write {
                try $0.noteSeen(replica, at: Self.at(Int64(time)), address: address)
            }
        }
        try hub.store.write { transaction in
            try transaction.noteOnline([replica, StoredHub.peer(3).replica], at: Self.at(40))
        }
        try hub.store.read { transaction throws in
            let lines = try transaction.auditLines(limit: 9)
            #expect(lines.map(\.event) == ["replica-moved"])
            #expect(lines.first?.detail == "from ipv4:192.0.2.1:5002 to ipv4:192.0.2.9:5003")
            let known = try transaction.registrations()
            #expect(known.map(\.lastSeenAt) == [Self.at(40), Self.at(40)])
            #expect(known.map(\.lastAddress) == [calls[2], nil])
        }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `a name is one machine's that may connect`(home: HubStoreHome) throws {
        let hub = try home.hub()
        try hub.store.write { transaction in
            for number in 2...4 {
                try transaction.register(
                    StoredHub.registration(number, name: number == 4 ? "desk-2" : "desk"))
            }
            #expect(try transaction.machine(named: "desk")?.peer == StoredHub.peer(3))
            #expect(try transaction.freeName(like: "desk") == "desk-3")
            #expect(try transaction.freeName(like: "bench") == "bench")
            try transaction.revoke(StoredHub.peer(3).replica, at: Self.at(2))
            #expect(try transaction.machine(named: "desk")?.peer == StoredHub.peer(2))
            #expect(try transaction.machine(named: "bench") == nil)
            let (replica, office) = (StoredHub.peer(2).replica, StoredHub.peer(2).office)
            #expect(try transaction.seated(replica, .office, office) == replica)
            #expect(try transaction.seated(replica, .admin, office) == nil)
            #expect(try transaction.seated(replica, .office, nil) == nil)
        }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `an invitation is good once, and again after what used it was taken back`(
        home: HubStoreHome
    ) throws {
        struct Halt: Error {}
        let hub = try home.hub()
        let invitation = Invitation(
            secretHash: [1, 2], role: .admin, office: Sample.id(5), scopes: [.central, .group],
            name: "centre", expiresAt: Self.at(99), replaces: StoredHub.peer(3).replica)
        try hub.store.write { try $0.invite(invitation) }
        let replica = StoredHub.peer(2).replica
        let use = { (secret: Bytes, isHalted: Bool) in
            try hub.store.write { transaction in
                try transaction.use(invitation: secret, by: replica, at: Self.at(50))
                if isHalted { throw Halt() }
            }
        }
        #expect(throws: SpentInvitation()) { try use([9], false) }
        #expect(throws: Halt.self) { try use([1, 2], true) }
        #expect(try hub.store.read { try $0.invitation(secretHash: [1, 2]) } == invitation)
        try use([1, 2], false)
        #expect(throws: SpentInvitation()) { try use([1, 2], false) }
        try hub.store.read { transaction throws in
            #expect(try transaction.invitation(secretHash: [1, 2])?.usedAt == Self.at(50))
            #expect(try transaction.invitation(secretHash: [9]) == nil)
            #expect(try transaction.auditLines(limit: 9).map(\.event) == ["replica-enrolled"])
        }
    }
}
