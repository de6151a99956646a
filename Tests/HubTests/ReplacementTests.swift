import Identity
import Logging
import Merge
import Sync
import Synchronization
import Testing
import Wire

@testable import Hub

/// A machine that joins anew leaves nobody behind for whom the hub waits for ever.
struct ReplacementTests {
    private static let schema = Schema(version: 1, types: [])
    private static let start = Int64(1_770_000_000_000)
    private static let day = Int64(86_400_000)

    /// A clock that a test moves.
    private final class Clock: Sendable {
        let time = Mutex(ReplacementTests.start)

        var now: Timestamp { Timestamp(milliseconds: time.withLock { $0 }) }

        func pass(days: Int64) { time.withLock { $0 += days * ReplacementTests.day } }
    }

    private let clock = Clock()
    private let hub: TestHub
    private let switchboard = Switchboard()
    private let desk: HubDesk
    private let door: RegistrationDesk

    init() throws {
        let clock = clock
        hub = try TestHub(schema: ReplacementTests.schema, now: clock.now)
        desk = try hub.desk { clock.now }
        let keys = try HubKeys(in: hub.home)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let lobby = Lobby()
        door = RegistrationDesk(
            desk, keys, Doorkeeper(desk, keys.policy, logger, lobby), switchboard, QuotaBook(),
            logger, lobby)
    }

    private func invited(_ name: String, again: Bool = false) throws -> Invited {
        try desk.invite(
            .central(.coordinator), name: name, namesMachine: again, granted: [],
            lifetime: .seconds(600))
    }

    /// A machine joins with that key.
    private func join(
        _ invited: Invited, _ request: SigningRequest? = nil
    ) async throws -> ReplicaID {
        let request = try request ?? SigningRequest()
        return try await door.register(
            RegistrationRequest(
                tokenSecret: invited.token.secret.bytes, signingRequest: request.pem,
                schemaVersion: 1, software: "test"),
            Caller(certificate: nil, address: "ipv4:127.0.0.1:1")
        ).replica
    }

    private func registration(of replica: ReplicaID) throws -> Registration {
        try #require(try desk.store.read { try $0.registration(of: replica) })
    }

    private func clean() throws {
        #expect(try desk.store.problems() == [])
        desk.store.closeQuietly()
        try hub.remove()
    }

    @Test func `a machine invited anew by its name takes its own place when it joins`()
        async throws
    {
        let before = try await join(invited("front", again: true))
        let other = try await join(invited("back"))
        let again = try invited("front", again: true)
        #expect(again.replaces == before && again.name == "front")
        #expect(try registration(of: before).revokedAt == nil)
        let after = try await join(again)
        #expect(try registration(of: before).revokedAt == clock.now)
        #expect(try registration(of: after).name == "front")
        #expect(try registration(of: other).revokedAt == nil)
        let lines = try desk.store.read { try $0.auditLines(limit: 9) }
        let line = try #require(lines.first { $0.event == "replica-revoked" })
        #expect(line.subject?.bits == before.bits)
        #expect(line.detail == "replica \(after) joined in its place")
        try clean()
    }

    @Test func `a machine whose place was taken is told on its open line`() async throws {
        let before = try await join(invited("front"))
        let (signals, end) = AsyncStream.makeStream(of: Switchboard.Signal.self)
        _ = await switchboard.enter(try registration(of: before).peer, end)
        _ = try await join(invited("front", again: true))
        end.finish()
        let heard = await signals.reduce(into: []) { $0.append($1) }
        #expect(heard == [.registryChanged])
        try clean()
    }

    @Test func `without a name of its own a second machine is called by a number`() async throws {
        let first = try await join(invited("desk"))
        let (second, third) = (try invited("desk"), try invited("desk"))
        #expect(second.name == "desk-2" && second.replaces == nil)
        for (invited, name) in [(second, "desk-2"), (third, "desk-3")] {
            #expect(try await registration(of: join(invited)).name == name)
        }
        #expect(try registration(of: first).revokedAt == nil)
        try clean()
    }

    @Test func `a name of another seat cannot be taken`() async throws {
        _ = try await join(invited("desk"))
        #expect(throws: HubError.nameTaken) {
            try desk.invite(
                .central(.admin), name: "desk", namesMachine: true, granted: [],
                lifetime: .seconds(600))
        }
        try clean()
    }

    @Test func `a room that lost its store takes the place of the replica that it was`()
        async throws
    {
        func invited(former: ReplicaID?) throws -> Invited {
            try desk.invite(
                .central(.coordinator), name: "central", former: former, granted: [],
                lifetime: .seconds(600))
        }
        #expect(try desk.replica(ofRoom: "central") == nil)
        let before = try await join(invited(former: nil))
        let other = try await join(self.invited("central"))
        try desk.note(before, ofRoom: "central")
        let former = try desk.replica(ofRoom: "central")
        #expect(former == before)
        let after = try await join(invited(former: former))
        #expect(try registration(of: before).revokedAt == clock.now)
        #expect(try registration(of: after).name == "central")
        #expect(try registration(of: other).revokedAt == nil)
        // What has gone, or has another seat, is nobody's former self.
        #expect(try invited(former: before).replaces == nil)
        let admin = try desk.invite(
            .central(.admin), name: "x", former: after, granted: [], lifetime: .seconds(600))
        #expect(admin.replaces == nil)
        try clean()
    }

    @Test func `a store whose certificate has ended and that joins anew is expected once`()
        async throws
    {
        let key = try SigningRequest()
        let before = try await join(invited("desk"), key)
        clock.pass(days: 400)
        let after = try await join(invited("desk"), key)
        #expect(try registration(of: before).revokedAt == clock.now)
        #expect(try registration(of: after).name == "desk")
        try clean()
    }

    @Test func `the copy of a disk that joins for itself leaves the other one alone`()
        async throws
    {
        let key = try SigningRequest()
        let before = try await join(invited("desk"), key)
        let copy = try await join(invited("desk"), key)
        #expect(try registration(of: before).revokedAt == nil)
        #expect(try registration(of: copy).name == "desk-2")
        try clean()
    }

    @Test func `a replica is revoked by its id, the end of it, or its machine's name`()
        async throws
    {
        let first = try await join(invited("front"))
        let second = try await join(invited("back"))
        #expect(throws: HubError.noSuchReplica) { try desk.revoke("side") }
        #expect(throws: HubError.noSuchReplica) { try desk.revoke("") }
        #expect(try desk.revoke("front") == first)
        #expect(throws: HubError.alreadyRevoked) { try desk.revoke("front") }
        #expect(throws: HubError.alreadyRevoked) { try desk.revoke(first.description) }
        #expect(try desk.revoke(String(second.description.suffix(12))) == second)
        #expect(try desk.store.read { try $0.registrations() }.count == 2)
        try clean()
    }
}
