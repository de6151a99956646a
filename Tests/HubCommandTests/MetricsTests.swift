import Foundation
import HouseKit
import Hub
import Monitoring
import Sync
import Testing

@testable import HubCommand
@testable import OfficeCommand

/// What a hub and an office give out of their stores, by value.
struct MetricsTests {
    /// Metrics as a scraper reads them, by what stands before the number.
    private func read(_ measures: [Measure]) -> [String: String] {
        Dictionary(
            Exposition(measures).text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
                let words = $0.split(separator: " ")
                return (words.dropLast().joined(separator: " "), String(words.last ?? ""))
            }, uniquingKeysWith: { first, _ in first + " twice" })
    }

    @Test func `a hub gives out what its status says`() async throws {
        let house = try await House()
        let (patient, _) = try await house.insurePat()
        try await house["A01"].done("edit patient \(patient) birthDate=1981-01-01")
        try await house["B01"].done("edit patient \(patient) birthDate=1982-01-01")
        try await house["A01"].done("edit payor P1 name=Ours")
        try house.sync(house["A01"], house["B01"])
        let found = read(try HubMetrics.measures(house.hub.desk))
        let status = try await house.hub.row("status")
        #expect(found["bridgework_history_position"] == status["position"])
        #expect(found["bridgework_conflicts{age=\"day\"}"] == "1")
        #expect(found["bridgework_blocking_conflicts"] == "1")
        #expect(found["bridgework_proposals"] == "1")
        let applied = try status.rows("ops")[0]["applied"]
        #expect(found["bridgework_judged_writes_total{verdict=\"applied\"}"] == applied)
        #expect(found["bridgework_hub_replicas{status=\"active\"}"] == "3")
        #expect(found["bridgework_hub_backup_timestamp_seconds"] == nil)
        // The centre has not called since: the patient is in conflict, and a proposal is there.
        let machines = try status.rows("machines")
        for machine in machines {
            let labels =
                "{replica=\"\(machine["id"] ?? "")\",office=\"\(machine["office"] ?? "")\","
                + "role=\"\(machine["role"] ?? "")\"}"
            #expect(found["bridgework_hub_replica_lag_records" + labels] == machine["lag"])
            #expect(found["bridgework_hub_replica_troubles" + labels] == "0")
        }
        #expect(machines.first { $0["name"] == "centre" }?["lag"] == "2")
        #expect(machines.first { $0["name"] == "B01" }?["lag"] == "0")
    }

    @Test func `lag ends as the replica is level, and its trail keeps the worst`() async throws {
        let house = try await House()
        try await house["A01"].done("create patient family=Lag")
        try house.sync(house["A01"])
        func note() throws {
            try house.hub.desk.store.write { try $0.noteLags(at: house.clock.now) }
        }
        try note()
        var trail = try await house.hub.rows("lag --replica centre")
        #expect(trail.count == 1 && trail[0]["lag"] != "0")
        try house.sync()
        let level = try await house.hub.row("status").rows("machines")
        #expect(level.allSatisfy { $0["lag"] == "0" })
        house.clock.pass(days: 1)
        try note()
        trail = try await house.hub.rows("lag --replica centre --by day")
        #expect(trail.map { $0["lag"] != "0" } == [true, false])
        #expect(try await house.hub.rows("lag").count == 6)
        let refusal = try await house.hub.refusal("lag --replica nobody")
        #expect(refusal.contains("no replica has that name"))
    }

    @Test func `an office gives out what its status says`() async throws {
        let house = try await House()
        var found = read(try ReplicaMetrics.measures(house["A01"].desk))
        #expect(found["bridgework_replica_pending_change_sets"] == "0")
        #expect(found["bridgework_replica_equal"] == "1")
        #expect(found["bridgework_replica_oldest_pending_timestamp_seconds"] == nil)
        try await house["A01"].done("create patient family=Waits")
        found = read(try ReplicaMetrics.measures(house["A01"].desk))
        #expect(found["bridgework_replica_pending_change_sets"] == "1")
        let seconds = Double(found["bridgework_replica_oldest_pending_timestamp_seconds"] ?? "")
        #expect(seconds == house.clock.now.unixSeconds)
        house.clock.pass(days: 2)
        found = read(try ReplicaMetrics.measures(house["A01"].desk))
        #expect(found["bridgework_troubles{kind=\"not-level\"}"] == "1")
        #expect(found["bridgework_troubles{kind=\"pending-long\"}"] == "1")
    }

    @Test func `no metric holds a stored value`() async throws {
        let house = try await House()
        try await house.centre.done("create patient family=Zzyzx given=Quux offices+=A01")
        try await house.centre.done("create payor code=PZ 'name=Zzyzx Mutual'")
        try house.sync()
        for measures in [
            try HubMetrics.measures(house.hub.desk),
            try ReplicaMetrics.measures(house["A01"].desk),
        ] {
            let text = Exposition(measures).text
            #expect(!text.contains("Zzyzx") && !text.contains("Quux"))
            #expect(!text.contains("Test Group") && !text.contains("centre\""))
        }
    }

    @Test(arguments: [HubMetrics.all, ReplicaMetrics.all])
    func `names and labels are as Prometheus asks`(_ metrics: [Metric]) {
        #expect(Set(metrics.map(\.name)).count == metrics.count)
        for metric in metrics {
            #expect(metric.name.wholeMatch(of: /bridgework_[a-z_]+[a-z]/) != nil)
            #expect(metric.help.last == "." && !metric.help.contains("\n"), "\(metric.name)")
            #expect(metric.labels.allSatisfy { $0.wholeMatch(of: /[a-z]+/) != nil })
            #expect((metric.kind == .counter) == metric.name.hasSuffix("_total"), "\(metric.name)")
            if case .durations(let bounds) = metric.kind {
                #expect(metric.name.hasSuffix("_seconds") && bounds == bounds.sorted())
            }
        }
    }
}
