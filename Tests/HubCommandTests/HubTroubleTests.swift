import HouseKit
import Merge
import OfficeCommand
import Practice
import Sync
import Testing

@testable import HubCommand
@testable import Tables

/// What the hub calls a trouble, and which machine stands first.
struct HubTroubleTests {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)

    private func machine(
        _ name: String, _ id: UInt128, seenDaysAgo days: Int64, certificateDays: Int64 = 60,
        events: [RecentEvent] = [], purge: OutstandingPurge? = nil
    ) -> MachineStanding {
        let day: Int64 = 86_400_000
        let peer = Peer(
            replica: ReplicaID(bits: id), role: .office, office: RecordID(bits: 5),
            scopes: [.group])
        return MachineStanding(
            Registration(
                peer: peer, name: name, fingerprint: [],
                expiresAt: Timestamp(
                    milliseconds: Self.now.milliseconds + certificateDays * day + 1),
                registeredAt: Timestamp(milliseconds: 0),
                lastSeenAt: Timestamp(milliseconds: Self.now.milliseconds - days * day)),
            office: "ELM", proven: (7, Self.now), purge: purge, refused: nil, head: 7,
            events: events, now: Self.now)
    }

    @Test func `nights are counted whole, and the third one is a trouble`() {
        #expect(machine("a", 1, seenDaysAgo: 2).troubles.isEmpty)
        let missed = machine("a", 1, seenDaysAgo: 3)
        #expect(missed.nightsMissed == 3)
        #expect(
            missed.troubles.map(\.text) == ["not seen for 3 nights: call the office, or revoke it"])
    }

    @Test func `a certificate near its end is a trouble, a fresh one is none`() {
        #expect(machine("a", 1, seenDaysAgo: 0, certificateDays: 14).troubles.isEmpty)
        let near = machine("a", 1, seenDaysAgo: 0, certificateDays: 13)
        #expect(near.certificateDays == 13 && near.troubles.count == 1)
    }

    @Test func `a purge that is owed for long is a trouble, one of this night is none`() {
        let owed = { (hours: Int64) in
            OutstandingPurge(
                replica: ReplicaID(bits: 1), name: "a", records: 2,
                since: Timestamp(milliseconds: Self.now.milliseconds - hours * 3_600_000))
        }
        let fresh = machine("a", 1, seenDaysAgo: 0, purge: owed(1))
        #expect(fresh.purgesOwed == 2 && fresh.troubles.isEmpty)
        #expect(machine("a", 1, seenDaysAgo: 0, purge: owed(27)).troubles.count == 1)
    }

    @Test func `the most troubled machine stands first, and the others by name`() {
        let ranked = MachineStanding.ranked([
            machine("c", 3, seenDaysAgo: 0), machine("b", 2, seenDaysAgo: 0),
            machine("z", 9, seenDaysAgo: 5), machine("y", 8, seenDaysAgo: 9),
        ])
        #expect(ranked.map(\.registration.name) == ["y", "z", "b", "c"])
        #expect(ranked[0].name == "y 00000008")
        let rows = MachineStanding.listing(ranked)
        #expect(rows.rows.count == 4)
    }

    @Test func `once there is a key, two days without a backup are a trouble`() async throws {
        let hub = try await LooseStore("hub")
        #expect(try await hub.row("status").list("troubles").contains("no-backup") == false)
        let key = hub.folderPath + ".key"
        try await hub.done("backup key \(key)")
        let troubles = try await hub.row("status").list("troubles")
        #expect(troubles.contains { $0.contains("backup") })
        #expect(try await hub.run("status --check").code == 1)
    }

    @Test func `an office's writes in custody wait on the hub's list`() async throws {
        let house = try await House()
        let patient = try await house.centre.done("create patient family=Moved offices+=A01")
        try house.sync()
        try await house["A01"].done("edit patient \(patient) language=Welsh")
        try await house.centre.done("edit patient \(patient) offices+=B01 offices-=A01")
        try house.sync(house.centre, house["A01"], house["B01"])
        let status = try await house.hub.row("status")
        #expect(status["custody"] == "1")
        #expect(try !status.list("troubles").isEmpty)
        #expect(try await house.hub.run("status --check").lines.contains { $0.hasPrefix("hub: ") })
        let id = try await house["B01"].row("custody list")["id"] ?? ""
        try await house["B01"].done("custody accept \(id)")
        try house.sync()
        #expect(try await house.hub.row("status")["custody"] == "0")
        #expect(try await house.hub.run("status --check").code == 0)
    }
}
