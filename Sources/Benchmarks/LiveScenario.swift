internal import Fees
import Foundation
import Hub
import Identity
import Logging
import Merge
internal import Records
import Replica
import Rulebook
import ServiceLifecycle
import Store
import Sync
import Synchronization
import Wire

/// The same schedule over the wire: a hub that serves, and every office a replica that joined,
/// with its own store, certificate and TLS line, which all stay open.
///
/// Measured is the time from the coordinator's request to the moment when the last office has
/// committed the version, all of it on this machine: hub, offices and both ends of each line.
struct LiveScenario {
    private let folder: String
    private let offices: Int
    private let hub: HubDesk
    private let server: ServiceGroup

    init(in folder: String, offices: Int) throws {
        self.folder = folder
        self.offices = offices
        let place = StoreFolder(folder + "/hub")
        let port = Int.random(in: 20_000..<30_000)
        let home = HubHome(place.path)
        try SQLiteHub.create(in: place, schema: HubRules.practice.schema) {
            try HubDesk.found(
                in: home, name: "Synthetic", host: "localhost", port: port, now: Self.now())
        }
        self.hub = try HubDesk(
            SQLiteHub(Store.opened(place, as: .hub)), in: home, rules: .practice,
            clock: Self.now)
        var quiet = Logger(label: "bench")
        quiet.logLevel = .critical
        guard let address = ListenAddress(address: "127.0.0.1", port: port) else {
            throw BenchmarkError.diverged("the port")
        }
        let serving = try HubServer(hub, at: address, logger: quiet) { _, _ in 0 }
        self.server = ServiceGroup(services: [serving], logger: quiet)
    }

    func measure(into results: inout Results) async throws {
        try await withThrowingTaskGroup(of: Void.self) { serving in
            serving.addTask { try await server.run() }
            try await Task.sleep(for: .seconds(1))
            let times = try await measured()
            results.add(.livePush, times.seconds * 1_000)
            results.add(.liveBytes, times.bytes / 1_024)
            await server.triggerGracefulShutdown()
            try await serving.waitForAll()
        }
    }

    private func measured() async throws -> (seconds: Double, bytes: Double) {
        let group = FeeGroup(offices: offices)
        let centre = try await joined("centre", .central(.coordinator))
        let line = try HubLine(centre)
        for writes in [group.places, try group.approvedDraft()] {
            _ = try centre.write(writes, actor: nil, reason: "bench")
            _ = try await line.exchange()
        }
        var desks: [Desk] = []
        for number in 0..<offices {
            let desk = try await joined("office\(number)", .office(code: FeeGroup.code(number)))
            _ = try await HubLine(desk, routines: Routine.practice).exchange()
            desks.append(desk)
        }
        let request = try FeeGroup.publication(
            of: centre.store.read { try $0.view(of: FeeGroup.draft) })
        let tally = Tally(offices)
        return try await withThrowingTaskGroup(of: Void.self) { lines in
            for (number, desk) in desks.enumerated() {
                lines.addTask {
                    _ = try await HubLine(desk, routines: Routine.practice).exchange(
                        isLive: true, level: { tally.note($0, number) })
                }
            }
            try await tally.all(of: .waiting)
            let start = ContinuousClock.now
            _ = try centre.write([request], actor: nil, reason: "bench")
            _ = try await line.exchange()
            try await tally.all(of: .told)
            let took = ContinuousClock.now - start
            for desk in desks {
                let versions = try desk.store.read {
                    try $0.records(of: RecordType.feeScheduleVersion.name)
                }
                guard versions.count == 1 else {
                    throw BenchmarkError.diverged("the published fees")
                }
            }
            lines.cancelAll()
            return (took / .seconds(1), tally.bytesEach)
        }
    }

    private func joined(_ name: String, _ seat: HubDesk.Seat) async throws -> Desk {
        let token = try hub.invite(seat, name: name, granted: [], lifetime: .seconds(3_600)).token
        let place = StoreFolder(folder + "/" + name)
        let joining = Joining(place, schema: HubRules.practice.schema, clock: Self.now)
        _ = try await joining.join(token: token.text)
        return try Desk(try Store.opened(place, as: .replica), clock: Self.now)
    }

    private static func now() -> Timestamp { Timestamp(date: Date()) }
}

/// Which offices wait on their lines, and which have heard.
private final class Tally: Sendable {
    enum Stage: Int, Comparable {
        case absent, waiting, told

        static func < (lhs: Stage, rhs: Stage) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    private struct Office {
        var stage = Stage.absent
        var before = 0
        var bytes = 0
    }

    private let offices: Mutex<[Office]>

    init(_ count: Int) {
        self.offices = Mutex(Array(repeating: Office(), count: count))
    }

    /// An office is level: the first time it waits, and once it has received more it has heard.
    func note(_ summary: SyncSummary, _ number: Int) {
        offices.withLock { offices in
            switch offices[number].stage {
            case .absent:
                offices[number] = Office(stage: .waiting, before: summary.bytesReceived)
            case .waiting where summary.received > 0:
                offices[number].stage = .told
                offices[number].bytes = summary.bytesReceived - offices[number].before
            default: break
            }
        }
    }

    func all(of stage: Stage) async throws {
        for _ in 0..<60_000 {
            if offices.withLock({ $0.allSatisfy { $0.stage >= stage } }) { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw BenchmarkError.diverged("an office that should have heard")
    }

    var bytesEach: Double {
        offices.withLock { Double($0.reduce(0) { $0 + $1.bytes }) / Double($0.count) }
    }
}
