import Simulator
import Testing

/// Worlds that must keep every promise.
struct WorldTests {
    /// Seeds that once failed while the simulator was written.
    private static let regressions: [UInt64] = [131, 5_063]

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `a world keeps every promise`(seed: UInt64) throws {
        var world = World(WorldOptions(seed: seed))
        let report = try world.run()
        #expect(report.accounting.isBalanced)
        #expect(report.positions > 0)
    }

    @Test(arguments: regressions)
    func `a world that once failed keeps every promise`(seed: UInt64) throws {
        var world = World(WorldOptions(seed: seed))
        _ = try world.run()
    }

    @Test(arguments: [0, 1, 20, 1_500])
    func `a quiet world and a long one keep every promise`(events: Int) throws {
        var world = World(WorldOptions(seed: 7, events: events))
        _ = try world.run()
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the same seed gives the same world, another seed another`(seed: UInt64) throws {
        var (first, second) = (World(WorldOptions(seed: seed)), World(WorldOptions(seed: seed)))
        var other = World(WorldOptions(seed: seed + 1))
        let report = try first.run()
        #expect(try second.run() == report)
        #expect(try other.run().traceHash != report.traceHash)
    }

    /// Whether a thousand worlds meet every fault is asked of the released `simulate`.
    @Test func `worlds that met too little prove nothing, and say what they never met`() throws {
        var few = SeedRun(events: 0)
        try few.play(1...3)
        #expect(few.isConvincing, "a few worlds are somebody's question, not a proof")
        var run = SeedRun(events: 0, convincingWorlds: 3)
        try run.play(1...3)
        #expect(!run.isConvincing)
        #expect(run.sightings.missing.contains(.partition))
        #expect(run.summary.contains("NEVER MET: "))
    }
}
