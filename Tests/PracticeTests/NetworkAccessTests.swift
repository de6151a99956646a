import Merge
import Testing

@testable import Participation

/// Contracts that other payors use, and which of several ways comes first.
struct NetworkAccessTests {
    private typealias World = NetworkWorld
    private static let leaser: UInt128 = 23

    /// Payor L signed nothing; it may use the contract of A.
    private func leased(_ more: [String] = ["confidence=confirmed"]) -> NetworkWorld {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.enrol(World.ada, World.contractA, World.north, from: "2027-02-01")
        world.add(.payor, Self.leaser, ["code=PL", "name=Payor L"])
        access(&world, 81, World.contractA, more)
        return world
    }

    private func access(
        _ world: inout NetworkWorld, _ number: UInt128, _ contract: UInt128, _ more: [String]
    ) {
        world.add(
            .networkAccess, number,
            [
                "contract=\(world.id(contract))", "accessingPayor=\(world.id(Self.leaser))",
            ] + more)
    }

    private func answer(
        _ world: NetworkWorld, product: String? = nil, on day: String = "2027-03-01"
    ) -> NetworkAnswer {
        world.explain(
            World.ada, World.north, payor: Self.leaser, product: product, on: day)
    }

    @Test func `confirmed access is a way through another's contract`() {
        let answer = answer(leased())
        #expect(answer.verdict == .inNetwork)
        #expect(answer.paths.first?.route == .access(RecordID(bits: 81)))
    }

    @Test func `access counts within its days`() {
        let world = leased(["confidence=confirmed", "effectiveThrough=2027-02-28"])
        #expect(answer(world, on: "2027-02-28").verdict == .inNetwork)
        #expect(
            answer(world).misses.map(\.lack.description) == ["access holds through 2027-02-28"])
    }

    @Test func `access that was only observed is unknown until somebody confirms it`() {
        let answer = answer(leased(["confidence=observed"]))
        #expect(answer.verdict == .unknown)
        #expect(answer.doubtful.map(\.doubt) == [.unconfirmedAccess])
    }

    @Test func `a rumour opens nothing`() {
        let answer = answer(leased(["confidence=rumoured"]))
        #expect(answer.verdict == .outOfNetwork)
        #expect(answer.misses.map(\.lack) == [.rumour])
    }

    @Test func `access for one product is not for another`() {
        let world = leased(["confidence=confirmed", "product=Gold"])
        #expect(answer(world, product: "gold").verdict == .inNetwork)
        #expect(answer(world, product: "Silver").misses.map(\.lack) == [.product("Gold")])
        #expect(answer(world).verdict == .outOfNetwork)
    }

    @Test func `opting out closes the access from its day`() {
        let world = leased([
            "confidence=confirmed", "isOptedOut=true", "optedOutOn=2027-03-01",
        ])
        #expect(answer(world, on: "2027-02-28").verdict == .inNetwork)
        #expect(answer(world).misses.map(\.lack) == [.optedOut(Day("2027-03-01"))])
    }

    @Test func `a contract that left its affiliates closes every access from its day`() {
        var world = leased()
        world.add(
            .payorContract, World.contractA,
            ["affiliateClause=optedOut", "optedOutOn=2027-03-01"])
        #expect(answer(world, on: "2027-02-28").verdict == .inNetwork)
        #expect(answer(world).misses.map(\.lack) == [.optedOut(Day("2027-03-01"))])
        let signer = world.explain(
            World.ada, World.north, payor: World.payorA, on: "2027-03-01")
        #expect(signer.verdict == .inNetwork)
    }

    @Test func `several ways are ambiguous, the greatest precedence first`() {
        var world = leased(["confidence=confirmed", "precedence=1"])
        world.enrol(World.ada, World.contractB, World.north, from: "2027-02-01")
        access(&world, 82, World.contractB, ["confidence=confirmed", "precedence=2"])
        #expect(answer(world).verdict == .ambiguous)
        #expect(answer(world).paths.map(\.contract.code) == ["CB", "CA"])
    }

    @Test func `of equal precedence the one last seen on a payment comes first`() {
        var world = leased(["confidence=confirmed", "observations+=2027-01-05"])
        world.enrol(World.ada, World.contractB, World.north, from: "2027-02-01")
        access(
            &world, 82, World.contractB, ["confidence=confirmed", "observations+=2027-01-09"])
        #expect(answer(world).paths.map(\.contract.code) == ["CB", "CA"])
    }

    @Test func `a whole way beside one in conflict is ambiguous, beside a rumour it is not`() {
        var world = leased()
        world.enrol(World.ada, World.contractB, World.north, from: "2027-02-01")
        let seat = World.seat(World.ada, World.contractB, World.north)
        access(&world, 82, World.contractB, ["confidence=rumoured"])
        #expect(answer(world).verdict == .inNetwork)
        world.letter(seat, from: "2027-02-20")
        #expect(answer(world).verdict == .inNetwork)
        access(&world, 83, World.contractB, ["confidence=confirmed"])
        #expect(answer(world).verdict == .ambiguous)
        #expect(answer(world).doubtful.map(\.contract.code) == ["CB"])
    }
}
