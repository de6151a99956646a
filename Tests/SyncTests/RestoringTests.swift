import Merge
import Simulator
import Sync
import Testing

/// A hub that was made of a backup learns from its offices whom it had shut out since.
struct RestoringTests {
    /// Three offices whose machines are in the registry, level.
    private func group() throws -> SmallGroup {
        var group = SmallGroup()
        group.signs = true
        for peer in group.peers {
            group.hub.register(
                Registration(
                    peer: peer, name: peer.replica.hexadecimal, fingerprint: [1],
                    expiresAt: group.now, registeredAt: group.now), at: group.now)
        }
        try group.place(RecordID(bits: 0x900), at: [0, 1, 2])
        for office in 0..<3 { try group.sync(office) }
        return group
    }

    private func shutOut(_ office: Int, _ group: inout SmallGroup) {
        group.hub.revoke(group.peers[office].replica, at: group.now, detail: "")
    }

    private func restore(_ backup: MemoryHub, _ group: inout SmallGroup) throws {
        group.hub = backup
        try group.hub.beginRestoring(from: group.now, at: group.now)
    }

    private func isRefused(
        _ office: Int, _ refusal: SyncRefusal, _ group: inout SmallGroup
    ) -> Bool {
        do {
            try group.sync(office)
            return false
        } catch {
            return error as? SyncError == .refused(refusal)
        }
    }

    @Test func `offices keep who was shut out, and are told once`() throws {
        var group = try group()
        #expect(group.offices[0].revocations == nil)
        shutOut(2, &group)
        try group.sync(0)
        let list = try #require(group.offices[0].revocations)
        #expect(list.replicas == [group.peers[2].replica])
        let session = OfficeSession(now: group.now)
        let hello = try session.hello(
            group: SmallGroup.id, replica: group.peers[0].replica, schemaVersion: 1,
            ledger: group.offices[0])
        var hub = HubSession(peer: group.peers[0])
        let answers = try hub.receive(
            hello, admission: group.admission, group: SmallGroup.id, now: group.now,
            ledger: &group.hub)
        guard case .welcome(let welcome)? = answers.first else {
            Issue.record("no welcome")
            return
        }
        #expect(welcome.revocations == nil && !welcome.isRestoring)
    }

    @Test func `a restored hub serves nobody before it has heard everybody`() throws {
        var group = try group()
        let backup = group.hub
        shutOut(2, &group)
        try group.sync(0)
        try restore(backup, &group)
        // Whoever was shut out calls first, and learns nothing.
        #expect(isRefused(2, .restoring, &group))
        #expect(isRefused(2, .restoring, &group))
        #expect(try group.hub.awaited == [group.peers[0].replica, group.peers[1].replica])
        #expect(isRefused(0, .restoring, &group))
        #expect(group.hub.registration(of: group.peers[2].replica)?.revokedAt == group.now)
        #expect(isRefused(1, .restoring, &group))
        #expect(try group.hub.awaited.isEmpty)
        for office in [0, 1] {
            try group.sync(office)
            #expect(group.isLevel(office))
            #expect(group.offices[office].revocations?.replicas == [group.peers[2].replica])
        }
        let events = group.hub.auditLines(limit: 99).map(\.event)
        #expect(events.filter { $0 == "restored-open" }.count == 1)
    }

    @Test func `what two know is joined, and what a list says counts whenever it comes`() throws {
        var group = try group()
        let backup = group.hub
        shutOut(2, &group)
        try group.sync(0)
        group.hub = backup
        shutOut(1, &group)
        // Not restoring: a hub that was rewound in silence learns all the same.
        try group.sync(0)
        let both = [group.peers[1].replica, group.peers[2].replica]
        #expect(try group.hub.shutOut == both)
        try group.sync(0)
        #expect(group.offices[0].revocations?.replicas == both)
    }

    @Test func `a machine that nobody knows is kept out too, and told of once`() throws {
        var group = try group()
        let stranger = ReplicaID(bits: 0x999)
        for _ in 0..<2 { try group.hub.shutOut([stranger], at: group.now) }
        #expect(try group.hub.shutOut == [stranger])
        #expect(group.hub.auditLines(limit: 99).filter { $0.event == "replica-revoked" }.count == 1)
    }

    @Test func `whoever hands over a list with himself on it is shut out at once`() throws {
        var group = try group()
        var hub = HubSession(peer: group.peers[0])
        func say(_ message: OfficeMessage) throws -> [HubMessage] {
            try hub.receive(
                message, admission: group.admission, group: SmallGroup.id, now: group.now,
                ledger: &group.hub)
        }
        let list = RevocationList(replicas: [group.peers[0].replica], signature: [1])
        #expect(try say(.revocations(list)) == [.refused(.outOfTurn)])
        #expect(try group.hub.shutOut.isEmpty)
        let session = OfficeSession(now: group.now)
        _ = try say(
            session.hello(
                group: SmallGroup.id, replica: group.peers[0].replica, schemaVersion: 1,
                ledger: group.offices[0]))
        #expect(try say(.revocations(list)) == [.refused(.revoked)])
        #expect(try group.hub.shutOut == list.replicas)
    }

    @Test func `a peer that pushes while the hub listens is heard, and nothing of it is kept`()
        throws
    {
        var group = try group()
        try restore(group.hub, &group)
        let before = group.hub.head
        var hub = HubSession(peer: group.peers[0])
        let session = OfficeSession(now: group.now)
        let hello = try session.hello(
            group: SmallGroup.id, replica: group.peers[0].replica, schemaVersion: 1,
            ledger: group.offices[0])
        for (message, count) in [(hello, 1), (.push([[1, 2, 3]]), 1)] {
            let answers = try hub.receive(
                message, admission: group.admission, group: SmallGroup.id, now: group.now,
                ledger: &group.hub)
            #expect(answers.count == count)
        }
        #expect(group.hub.head == before)
        #expect(try !group.hub.awaited.contains(group.peers[0].replica))
    }

    @Test func `a file's list counts, and whoever it comes from has not been heard`() throws {
        var group = try group()
        let backup = group.hub
        shutOut(2, &group)
        try group.sync(0)
        let list = try #require(group.offices[0].revocations)
        try restore(backup, &group)
        let hello = try OfficeSession(now: group.now).hello(
            group: SmallGroup.id, replica: group.peers[0].replica, schemaVersion: 1,
            ledger: group.offices[0])
        var hub = HubSession(peer: group.peers[0], by: .file)
        var answers: [HubMessage] = []
        for message in [hello, .revocations(list)] {
            answers = try hub.receive(
                message, admission: group.admission, group: SmallGroup.id, now: group.now,
                ledger: &group.hub)
        }
        #expect(answers == [.refused(.restoring)])
        #expect(group.hub.registration(of: group.peers[2].replica)?.revokedAt == group.now)
        #expect(try group.hub.awaited == [group.peers[0].replica, group.peers[1].replica])
    }
}
