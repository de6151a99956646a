import Merge
import Sync
import Testing

/// A transaction is one: all of it or nothing, and it sees what it has changed.
struct HubStoreTransactionTests {
    private struct Halt: Error {}

    /// Everything that a transaction can change, and each kind at least once.
    private static func changeAll(
        _ hub: StoredHub, _ transaction: inout any HubTransaction
    ) throws {
        let admission = hub.admission
        let peer = StoredHub.peer(2)
        let sealed = SealedChangeSet(
            sealing: ChangeSet(
                replica: peer.replica, actor: nil, role: .office, claimedAt: hub.tick(),
                parent: nil, nonce: 99,
                ops: [
                    Sample.write(Sample.id(50), "label", .text("new")),
                    Sample.write(
                        Sample.id(51), "place", .blob(Sample.id(12).bytes[...]), type: "part"),
                ].map { $0.op(seeing: RecordState(), shape: nil) }))
        _ = try admission.admit(sealed.bytes, from: peer, ledger: &transaction)
        let now = hub.tick()
        try transaction.register(StoredHub.registration(3))
        try transaction.revoke(peer.replica, at: now)
        try transaction.noteSeen(peer.replica, at: now, address: "ipv4:192.0.2.1:1")
        try transaction.invite(invitation)
        try transaction.audit(at: now, "something", subject: peer.replica)
        try transaction.setMeta("any", "thing")
        try transaction.note(
            ReplicaWord(vouched: transaction.head, certified: 1), of: peer.replica, at: now)
        try transaction.note(PurgeReceipt(through: 1, count: 1), of: peer.replica, at: now)
        _ = try transaction.withhold([Sample.id(5)])
        try transaction.note(.digestsRebuilt(position: 1), about: nil, at: now)
        try transaction.renew(idSecret: IDSecret(1, 2), at: now)
    }

    private static let invitation = Invitation(
        secretHash: [7], role: .admin, office: nil, scopes: [.group, .central], name: "centre",
        expiresAt: Timestamp(milliseconds: 99))

    /// A hub with something of each kind.
    private static func filled(_ home: HubStoreHome) throws -> StoredHub {
        let hub = try home.hub()
        try hub.register(2)
        try hub.place(Sample.id(10), at: 2, 3)
        try hub.admit(Sample.write(Sample.id(11), "label", .text("a")))
        try hub.place(Sample.id(10), at: 3)
        try hub.place(Sample.id(12), at: 2)
        return hub
    }

    @Test(arguments: HubStoreHome.allCases)
    func `what throws leaves nothing behind`(home: HubStoreHome) throws {
        let hub = try Self.filled(home)
        let before = try HubStorePicture(hub)
        #expect(throws: Halt.self) {
            try hub.store.write { transaction in
                try Self.changeAll(hub, &transaction)
                throw Halt()
            }
        }
        #expect(try HubStorePicture(hub) == before)
        // And it goes on from there.
        try hub.admit(Sample.write(Sample.id(11), "label", .text("b")))
        #expect(try hub.store.read { try $0.head.position } == before.head.position + 1)
        #expect(try hub.store.problems() == [])
    }

    @Test(arguments: HubStoreHome.allCases)
    func `what is rehearsed is answered, and nothing has changed`(home: HubStoreHome) throws {
        let hub = try Self.filled(home)
        let before = try HubStorePicture(hub)
        let position = try hub.store.rehearse { transaction in
            try Self.changeAll(hub, &transaction)
            return try transaction.head.position
        }
        #expect(position == before.head.position + 1)
        #expect(try HubStorePicture(hub) == before)
        #expect(throws: Halt.self) { try hub.store.rehearse { _ in throw Halt() } }
    }

    @Test(arguments: HubStoreHome.allCases)
    func `what a transaction has changed it sees, as everybody does after it`(
        home: HubStoreHome
    ) throws {
        let hub = try Self.filled(home)
        let before = try HubStorePicture(hub)
        let within = try hub.store.write { transaction in
            try Self.changeAll(hub, &transaction)
            return try HubStorePicture(transaction, [7])
        }
        let after = try HubStorePicture(hub)
        #expect(within == after)
        #expect(after != before)
        #expect(after.records.map(\.id).contains(Sample.id(50)))
        #expect(after.children == [Sample.id(51)])
        #expect(after.invitation == Self.invitation)
        #expect(after.settings["any"] == "thing")
        #expect(after.registrations.map(\.revokedAt).contains { $0 != nil })
        #expect(try hub.store.problems() == [])
    }

    @Test(arguments: HubStoreHome.allCases)
    func `a transaction tells the scopes in which it changed what is to be seen`(
        home: HubStoreHome
    ) throws {
        let hub = try Self.filled(home)
        let scopes = try hub.store.write { transaction in
            #expect(transaction.changedScopes.isEmpty)
            for (scope, record) in [(Scope.group, 11), (.office(Sample.id(3)), 10)] {
                try transaction.set(
                    VisibilityRow(
                        scope: scope, record: Sample.id(record), changed: 9, entered: 1,
                        isIn: true))
            }
            return transaction.changedScopes
        }
        #expect(scopes == [.group, .office(Sample.id(3))])
        #expect(try hub.store.write { $0.changedScopes }.isEmpty)
    }

    @Test(arguments: HubStoreHome.allCases)
    func `writers follow each other, and none is lost`(home: HubStoreHome) async throws {
        let hub = try home.hub()
        let store = hub.store
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try store.write { transaction in
                        let count = try transaction.metaNumber("count")
                        try transaction.setMeta("count", String(count + 1))
                        try transaction.setMeta("by.\(number)", "done")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try store.read { try $0.metaNumber("count") } == 40)
        #expect(try store.read { try $0.meta(startingWith: "by.") }.count == 40)
    }
}
