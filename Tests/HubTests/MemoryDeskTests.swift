import Foundation
import Identity
import Logging
import Merge
import Simulator
import Sync
import Testing
import Wire

@testable import Hub

/// The hub does not know what its store is kept in.
struct MemoryDeskTests {
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)
    private static let schema = Schema(
        version: 1,
        types: [
            RecordType(
                "thing", "Something of the group.", visibility: .group, writers: .offices,
                [.register("label", .text(max: 40), .latest)])
        ])
    private let home = HubHome(
        FileManager.default.temporaryDirectory.path + "/memory-\(UUID().uuidString)")
    private let store: MemoryHubStore
    private let desk: HubDesk

    init() throws {
        try FileManager.default.createDirectory(
            atPath: home.path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let settings = try HubDesk.found(
            in: home, name: "Group", host: "127.0.0.1", port: 7443, now: Self.now)
        var hub = MemoryHub(schema: Self.schema)
        for (key, value) in settings { hub.setMeta(key, value) }
        store = MemoryHubStore(hub)
        let rules = HubRules(
            schema: Self.schema, permission: { _, _ in .allow }, reactions: { _, _, _ in [] },
            offices: { code, _ in code == "ELM" ? [RecordID(bits: 7)] : [] })
        desk = try HubDesk(store, in: home, rules: rules, clock: { Self.now })
    }

    private func clean() throws { try FileManager.default.removeItem(atPath: home.path) }

    @Test func `a machine is invited to its office, joins, and is shut out`() async throws {
        let keys = try HubKeys(in: home)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let lobby = Lobby()
        let door = RegistrationDesk(
            desk, keys, Doorkeeper(desk, keys.policy, logger, lobby), Switchboard(), QuotaBook(),
            logger, lobby)
        #expect(throws: HubError.noSuchOffice) {
            try desk.invite(
                .office(code: "OAK"), name: "front", granted: [], lifetime: .seconds(600))
        }
        let invited = try desk.invite(
            .office(code: "ELM"), name: "front", granted: [], lifetime: .seconds(600))
        let request = RegistrationRequest(
            tokenSecret: invited.token.secret.bytes, signingRequest: try SigningRequest().pem,
            schemaVersion: 1, software: "test")
        let caller = Caller(certificate: nil, address: "ipv4:127.0.0.1:1")
        let membership = try await door.register(request, caller)
        #expect(store.hub.registration(of: membership.replica)?.name == "front")
        await #expect(throws: RegistrationRefusal.tokenUsed) {
            try await door.register(request, caller)
        }
        #expect(try desk.revoke("front") == membership.replica)
        #expect(store.hub.registration(of: membership.replica)?.revokedAt == Self.now)
        #expect(
            store.hub.auditLines(limit: 9).map(\.event)
                == ["invited", "replica-enrolled", "replica-revoked"])
        try clean()
    }

    @Test func `a record is written, and cut out for good`() throws {
        let id = RecordID(bits: 9)
        let op = Op(
            record: id, type: "thing", attribute: "label", value: Value([.text("a")]).encoded)
        try desk.write([op], reason: "a test")
        #expect(store.hub.record(id)?.state.entries.count == 1)
        let cut = try desk.cut(id.hexadecimal, reason: "wrong")
        #expect(cut.entries == 1 && cut.position == 2)
        #expect(store.hub.record(id)?.state.entries.isEmpty == true)
        #expect(throws: HubError.recordEmpty) { try desk.cut(id.hexadecimal, reason: "again") }
        #expect(store.hub.head.position == 2)
        #expect(try desk.renewSecret() == 2)
        #expect(try desk.centralDigests().isEmpty)
        try clean()
    }

    @Test func `what stopped it is remembered, and told where people look`() throws {
        let id = ChangeSetID(bits: 0xBAD)
        for _ in 0..<CrashBreaker.crashesMax {
            _ = try CrashBreaker(store.crashNotes, now: Self.now).watch.begins(id)
        }
        let serving = try desk.withBreaker()
        #expect(serving.breaker?.isSuspect(id) == true)
        let line = try #require(store.hub.auditLines(limit: 1).first)
        #expect(line.event == "stopped-on" && line.detail == "3 times in a row")
        try clean()
    }
}
