import Foundation
import Testing

extension EndToEnd {
    /// Power cuts at the hub while everybody is busy.
    struct HubKillTests {
        @Test func `a hub killed under syncs and agents ends with everybody level`() throws {
            try HubKills(10).run()
        }
    }
}

/// The same for an hour: `BRIDGEWORK_HUB_KILLS=300 swift test --filter LongHubKillTests`.
@Suite(.enabled(if: HubKills.wanted != nil), .timeLimit(.minutes(120)))
struct LongHubKillTests {
    @Test func `a hub killed again and again ends with everybody level`() throws {
        try HubKills(HubKills.wanted ?? 0).run()
    }
}

/// A hub that is killed at moments nobody chose, under eight replicas that sync and four that live
/// on the line.
struct HubKills {
    private static let syncing = 8
    private static let living = 4
    private let kills: Int

    init(_ kills: Int) {
        self.kills = kills
    }

    /// How many kills whoever runs the tests asks for.
    static var wanted: Int? {
        ProcessInfo.processInfo.environment["BRIDGEWORK_HUB_KILLS"].flatMap { Int($0) }
    }

    func run() throws {
        let group = try Template.copy()
        defer { group.remove() }
        try group.serve()
        let names = (1...(HubKills.syncing + HubKills.living - 3)).map { "K0\($0)" }
        for name in names { try group.join(name) }
        let sites = group.replicas
        let agents = try sites.suffix(HubKills.living).map { try group.agent($0) }
        var syncs: [Int: Run] = [:]
        for round in 1...kills {
            for (number, site) in sites.prefix(HubKills.syncing).enumerated() {
                guard syncs[number]?.process.isRunning != true else { continue }
                if let outcome = try syncs[number]?.end() {
                    #expect([0, 3].contains(outcome.code), "\(outcome)")
                }
                syncs[number] = try Run(Binaries.office.url, ["sync", "--store", site.folder])
            }
            let writer = sites[HubKills.syncing + round % HubKills.living]
            let code = URL(filePath: writer.folder).lastPathComponent
            try writer.done(
                "create", "patient", "family=Kill\(round)", "given=Pat",
                "birthDate=1980-01-01", "offices+=\(code)")
            Deadline.pause(Double.random(in: 0...0.6))
            group.killHub()
            try group.serve()
        }
        for (number, sync) in syncs {
            let isOver = Deadline.reached(within: 90) { !sync.process.isRunning }
            #expect(isOver, "the sync of \(sites[number].folder) hangs")
            if !isOver { sync.kill() }
        }
        for (site, agent) in zip(sites.suffix(HubKills.living), agents) {
            let isLevel = try Deadline.reached(within: 120) {
                try site.rows("status").first?.number("pending") == 0
            }
            #expect(isLevel, "\(site.folder) waits: \(agent.said.suffix(2_000))")
            #expect(agent.stop() == 0)
        }
        try group.requireQuiet()
        #expect(group.stopHub() == 0)
    }
}
