/// Plays a range of worlds, one in twenty twice, and adds up what they tell.
package struct SeedRun {
    /// Every so many worlds one is played again: the same seed must give the same world.
    private static let replayEvery: UInt64 = 20

    private let events: Int
    private let mutant: Mutant?
    private let isVerbose: Bool
    private let convincingWorlds: Int
    package private(set) var worlds = 0
    package private(set) var sightings = Sightings()
    package private(set) var accounting = Accounting()
    private var positions = 0
    private var lastHash: UInt64 = 0

    /// - Parameter convincingWorlds: from so many worlds on, every sighting must have been made.
    package init(
        events: Int = 200, mutant: Mutant? = nil, isVerbose: Bool = false,
        convincingWorlds: Int = 200
    ) {
        self.convincingWorlds = convincingWorlds
        self.events = events
        self.mutant = mutant
        self.isVerbose = isVerbose
    }

    /// What the world of a seed is played with.
    package func options(_ seed: UInt64) -> WorldOptions {
        WorldOptions(seed: seed, events: events, mutant: mutant, isVerbose: isVerbose)
    }

    /// - Throws: `WorldFailure` at the first world that broke a promise.
    package mutating func play(_ seeds: ClosedRange<UInt64>) throws {
        for seed in seeds {
            var world = World(options(seed))
            let report = try world.run()
            if seed % SeedRun.replayEvery == 0 {
                var again = World(options(seed))
                guard try again.run() == report else {
                    throw WorldFailure(seed: seed, reason: "the same seed gave another world")
                }
            }
            worlds += 1
            positions += report.positions
            sightings.add(report.sightings)
            accounting.add(report.accounting)
            lastHash = report.traceHash
        }
    }

    /// Whether enough was met for the run to prove something; small runs need not.
    package var isConvincing: Bool {
        worlds < convincingWorlds || neverMet.isEmpty
    }

    /// What no world of the run has met.
    private var neverMet: [String] {
        sightings.missing.map(\.rawValue) + sightings.missingDeeds
    }

    package var summary: String {
        """
        \(worlds) worlds kept every promise; \(positions) positions
        \(accounting.equation)
        last trace hash \(String(lastHash, radix: 16))
        met:
        \(sightings.table)
        """
            + (isConvincing
                ? ""
                : "\nNEVER MET: " + neverMet.joined(separator: ", "))
    }
}
