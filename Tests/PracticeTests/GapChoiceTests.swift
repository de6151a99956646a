import Merge
import Testing

@testable import Participation
@testable import Records
@testable import Tables

/// What people choose to do about gaps.
struct GapChoiceTests {
    private typealias World = NetworkWorld

    /// Ada is not counted by B in the south from the 1st through the 14th.
    private func moved() -> NetworkWorld {
        var world = NetworkWorld()
        world.assign(World.ada, World.south, "2027-02-01")
        world.enrol(World.ada, World.contractA, World.south, from: "2027-02-01")
        world.enrol(World.ada, World.contractB, World.south, from: "2027-02-15")
        return world
    }

    private func choose(
        _ choice: GapChoice, _ world: inout NetworkWorld, _ from: String = "2027-02-01",
        _ through: String = "2027-02-28"
    ) throws {
        let horizon = try #require(DayRange(from: Day(from), through: Day(through)))
        var finder = GapFinder(world.book, horizon: horizon)
        let gaps = finder.gaps { $0.doctor == world.id(World.ada) }
        world.lookup.write(
            try choice.writes(
                for: gaps, &finder, on: Day("2027-01-20") ?? Day(number: 0), in: world.lookup))
    }

    private func chosen(_ world: NetworkWorld) throws -> Table.Cell {
        let gap = try #require(
            world.gaps("2027-02-01", "2027-02-28").first {
                $0.post.doctor == world.id(World.ada)
            })
        return GapDecisions(world.lookup).cell(gap)
    }

    @Test func `a later choice takes an earlier one's place`() throws {
        var world = moved()
        #expect(try chosen(world) == .blank)
        try choose(GapChoice(.hold), &world)
        #expect(try chosen(world) == .list(["hold"]))
        try choose(GapChoice(.reschedule), &world)
        #expect(try chosen(world) == .list(["reschedule"]))
        #expect(world.lookup.records(.gapDecision).count == 1)
    }

    @Test func `a choice is for its days, and a gap that grows is open again`() throws {
        var world = moved()
        try choose(GapChoice(.hold), &world, "2027-02-01", "2027-02-07")
        #expect(try chosen(world) == .list(["hold 2027-02-01 to 2027-02-07"]))
        let gap = try #require(world.gaps("2027-02-01", "2027-02-28").first)
        #expect(!GapDecisions(world.lookup).isDecided(gap))
        try choose(GapChoice(.reschedule), &world, "2027-02-08", "2027-02-28")
        #expect(GapDecisions(world.lookup).isDecided(gap))
    }

    @Test func `two who chose apart leave it unknown`() throws {
        var world = moved()
        try choose(GapChoice(.hold), &world)
        let before = world.lookup
        let record = try #require(before.records(.gapDecision).first)
        for word in ["reschedule", "outOfNetwork"] {
            let write = Write(
                GapDecision.choiceUnit, record.id, [GapDecision.choice(word)])
            world.lookup.write([write], seeing: before)
        }
        #expect(try chosen(world) == .unknown)
    }

    @Test func `what is no option is refused with those that are`() throws {
        var world = moved()
        world.add(.payorContract, World.contractB, ["retroPolicy=none"])
        #expect(throws: GapChoice.Refusal.notOffered([.reschedule, .outOfNetwork])) {
            try choose(GapChoice(.hold), &world)
        }
        #expect(throws: GapChoice.Refusal.noGap) {
            try choose(GapChoice(.hold), &world, "2027-02-15")
        }
        #expect(world.lookup.records(.gapDecision).isEmpty)
    }

    @Test func `patients go to a doctor who is enrolled on all of the days`() throws {
        var world = moved()
        world.assign(World.bo, World.south, "2026-01-01")
        world.enrol(World.bo, World.contractB, World.south, from: "2026-01-01")
        var choice = GapChoice(.reassign)
        #expect(throws: GapChoice.Refusal.noReplacement) { try choose(choice, &world) }
        choice.replacement = world.id(World.ada)
        #expect(throws: GapChoice.Refusal.notEnrolled) { try choose(choice, &world) }
        choice.replacement = world.id(World.bo)
        try choose(choice, &world)
        #expect(try chosen(world) == .list(["reassign"]))
        var other = GapChoice(.hold)
        other.replacement = world.id(World.bo)
        #expect(throws: GapChoice.Refusal.replacementNotNeeded) { try choose(other, &world) }
    }
}
