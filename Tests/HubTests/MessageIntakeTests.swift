import Foundation
import Identity
import Logging
import Merge
import Simulator
import Sync
import Synchronization
import Testing
import Wire

@testable import Hub

/// A long push lets others go between its parts.
struct MessageIntakeTests {
    /// The certificate's time has to hold now.
    private let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970) * 1_000)
    private static let schema = Schema(
        version: 1,
        types: [
            RecordType(
                "thing", "Something of the group.", visibility: .group, writers: .offices,
                [.register("label", .text(max: 1_000), .latest)])
        ])
    private let home = HubHome(
        FileManager.default.temporaryDirectory.path + "/intake-\(UUID().uuidString)")
    private let desk: HubDesk
    private let intake: MessageIntake
    private let door: Doorkeeper
    private let registration: RegistrationDesk

    init() throws {
        try FileManager.default.createDirectory(
            atPath: home.path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        var hub = MemoryHub(schema: Self.schema)
        for (key, value) in try HubDesk.found(
            in: home, name: "Group", host: "127.0.0.1", port: 7443, now: now)
        { hub.setMeta(key, value) }
        let rules = HubRules(
            schema: Self.schema, permission: { _, _ in .allow }, reactions: { _, _, _ in [] })
        desk = try HubDesk(MemoryHubStore(hub), in: home, rules: rules) { [now] in now }
        let keys = try HubKeys(in: home)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (lobby, switchboard, quotas) = (Lobby(), Switchboard(), QuotaBook())
        door = Doorkeeper(desk, keys.policy, logger, lobby)
        registration = RegistrationDesk(desk, keys, door, switchboard, quotas, logger, lobby)
        intake = MessageIntake(
            desk, door, CrashProof(desk, logger), switchboard, quotas, HubMeters(), logger)
    }

    private final class Seen: Sendable {
        let position = Mutex<UInt64?>(nil)
    }

    private func member() async throws -> (ReplicaID, VerifiedCertificate) {
        let invited = try desk.invite(
            .central(.coordinator), name: "desk", granted: [], lifetime: .seconds(600))
        let membership = try await registration.register(
            RegistrationRequest(
                tokenSecret: invited.token.secret.bytes, signingRequest: try SigningRequest().pem,
                schemaVersion: 1, software: "test"),
            Caller(certificate: nil, address: "ipv4:127.0.0.1:1"))
        let der = try #require(PEMText.der(membership.certificate))
        let caller = Caller(certificate: der, address: "ipv4:127.0.0.1:1")
        return (membership.replica, try door.verified(caller))
    }

    private func changeSets(_ count: Int, by replica: ReplicaID) -> [Bytes] {
        (1...count).map { number in
            let ops = (0..<80).map { place in
                Op(
                    record: RecordID(bits: UInt128(number * 100 + place)), type: "thing",
                    attribute: "label",
                    value: Value([.text(String(repeating: "x", count: 900))]).encoded)
            }
            return SealedChangeSet(
                sealing: ChangeSet(
                    replica: replica, actor: nil, role: .coordinator, claimedAt: now, parent: nil,
                    nonce: UInt64(number), ops: ops)
            ).bytes
        }
    }

    @Test func `who was shut out is believed to the group's authority alone`() async throws {
        let (replica, certificate) = try await member()
        let stranger = try CertificateAuthority(group: desk.group, now: Date())
        let names = [ReplicaID(bits: 7)]
        let content = RevocationList.content(names, of: desk.group)
        let forged = RevocationList(
            replicas: names, signature: try stranger.sign(content)[...])
        let peer = try #require(try desk.store.read { try $0.principal(of: replica) })
        let session = HubSession(peer: peer)
        await #expect(throws: SyncRefusal.malformed) {
            try await intake.take(session, certificate, .revocations(forged))
        }
        let known = try desk.store.read { try $0.registrations() }
        #expect(known.count == 1 && known[0].revokedAt == nil)
    }

    @Test func `whoever comes meanwhile is served after the part under way`() async throws {
        let (replica, certificate) = try await member()
        let peer = try #require(try desk.store.read { try $0.principal(of: replica) })
        let hello = OfficeMessage.Hello(
            group: desk.group, replica: replica, schemaVersion: 1, top: .origin, cursor: .origin,
            clock: now, pending: 8, scopes: peer.scopes)
        let greeted = try await intake.take(HubSession(peer: peer), certificate, .hello(hello))
        let push = OfficeMessage.push(changeSets(8, by: replica))
        #expect(push.parts.count == 8)
        // The store is busy until both have asked for it.
        let (gate, opens) = AsyncStream<Void>.makeStream()
        let seen = Seen()
        let answers = try await withThrowingTaskGroup(of: [HubMessage].self) { group in
            group.addTask { [desk] in
                try await desk.thread.run {
                    opens.yield()
                    while desk.thread.waitingCount < 2 { usleep(1_000) }
                    return []
                }
            }
            for await _ in gate { break }
            group.addTask { [intake] in
                try await intake.take(greeted.session, certificate, push).replies
            }
            while desk.thread.waitingCount < 1 { try await Task.sleep(for: .milliseconds(1)) }
            group.addTask { [desk] in
                try await desk.thread.run {
                    let position = try desk.position
                    seen.position.withLock { $0 = position }
                    return []
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(seen.position.withLock { $0 } == 1)
        guard case .acknowledged(let all)? = answers.first, answers.count == 1 else {
            Issue.record("one answer was due")
            return
        }
        #expect(all.map(\.head.position) == Array(1...8))
        #expect(all.allSatisfy { $0.verdicts.allSatisfy { $0 == .applied } })
        try FileManager.default.removeItem(atPath: home.path)
    }
}
