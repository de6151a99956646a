import Merge
import Testing

@testable import Benefits
@testable import Fees
@testable import Participation

/// Which fee schedule a way in network is paid by.
struct FeeScheduleChoiceTests {
    private typealias World = NetworkWorld

    /// Ada is in network with payor A at the northern office; contract A has no schedule yet.
    private func enrolled() -> NetworkWorld {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.enrol(World.ada, World.contractA, World.north, from: "2027-02-01")
        return world
    }

    private func schedule(
        _ world: inout NetworkWorld, _ number: UInt128, contract: UInt128? = World.contractA,
        kind: String = "contracted", tier: String = ""
    ) {
        world.add(
            .feeSchedule, number,
            [
                "code=F\(number)", "name=Synthetic", "kind=\(kind)",
                "contract=\(contract.map { world.id($0).description } ?? "")",
                "specialtyTier=\(tier)",
            ])
    }

    private func assign(
        _ world: inout NetworkWorld, _ number: UInt128, schedule: UInt128, _ fields: String...
    ) {
        world.add(
            .feeAssignment, number, ["schedule=\(world.id(schedule))"] + fields)
    }

    private func choice(
        _ world: NetworkWorld, on day: String = "2027-03-01"
    ) throws -> FeeScheduleChoice {
        let question = NetworkQuestion(
            doctor: world.id(World.ada), office: world.id(World.north),
            insured: .init(payor: world.id(World.payorA), plan: world.id(88)),
            day: try #require(Day(day)))
        let path = try #require(world.book.explain(question).paths.first)
        return FeeScheduleChoice.of(path.priced(for: question), .contracted, in: world.lookup)
    }

    private func id(_ number: UInt128) -> RecordID { RecordID(bits: number) }

    @Test func `without any schedule there is none`() throws {
        #expect(try choice(enrolled()) == FeeScheduleChoice.none)
    }

    @Test func `the contract's own contracted schedule is used, two are ambiguous`() throws {
        var world = enrolled()
        schedule(&world, 51)
        schedule(&world, 52, contract: World.contractB)
        schedule(&world, 53, kind: "ucr")
        #expect(try choice(world) == .schedule(id(51), .contract))
        schedule(&world, 54)
        #expect(try choice(world) == .ambiguous([id(51), id(54)]))
    }

    @Test func `the doctor's tier picks among the contract's schedules`() throws {
        var world = enrolled()
        schedule(&world, 51)
        schedule(&world, 52, tier: "specialist")
        #expect(try choice(world) == .schedule(id(51), .contract))
        world.add(.enrollment, World.seatA, ["feeTier=specialist"])
        #expect(try choice(world) == .schedule(id(52), .contract))
    }

    @Test func `an assignment comes before the contract's own, within its days`() throws {
        var world = enrolled()
        schedule(&world, 51)
        schedule(&world, 52, contract: nil)
        assign(
            &world, 61, schedule: 52, "scope=office", "office=\(world.id(World.north))",
            "effectiveThrough=2027-03-01")
        #expect(try choice(world) == .schedule(id(52), .assignment(scope: "office")))
        #expect(try choice(world, on: "2027-03-02") == .schedule(id(51), .contract))
    }

    @Test func `a schedule of another contract never fits`() throws {
        var world = enrolled()
        schedule(&world, 52, contract: World.contractB)
        assign(&world, 61, schedule: 52, "scope=office", "office=\(world.id(World.north))")
        #expect(try choice(world) == FeeScheduleChoice.none)
    }

    @Test func `the greater precedence wins, equals are ambiguous`() throws {
        var world = enrolled()
        schedule(&world, 51, contract: nil)
        schedule(&world, 52, contract: nil)
        assign(
            &world, 61, schedule: 51, "scope=practitioner",
            "practitioner=\(world.id(World.ada))", "precedence=1")
        assign(
            &world, 62, schedule: 52, "scope=contract",
            "contract=\(world.id(World.contractA))", "precedence=2")
        #expect(try choice(world) == .schedule(id(52), .assignment(scope: "contract")))
        world.add(.feeAssignment, 61, ["precedence=2"])
        #expect(try choice(world) == .ambiguous([id(51), id(52)]))
    }

    @Test func `what the payor loaded the doctor with comes before all`() throws {
        var world = enrolled()
        schedule(&world, 51)
        schedule(&world, 52)
        world.add(.enrollment, World.seatA, ["feeSchedule=\(world.id(52))"])
        #expect(try choice(world) == .schedule(id(52), .enrollment))
    }
}
