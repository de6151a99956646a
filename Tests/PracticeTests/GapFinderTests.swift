import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records
@testable import Tables

/// Days on which a doctor works and a payor does not count him.
struct GapFinderTests {
    private typealias World = NetworkWorld

    private func texts(_ world: NetworkWorld, _ from: String, _ through: String) -> [String] {
        let book = world.book
        return world.gaps(from, through).map { $0.text(in: book) }
    }

    private func gap(
        _ world: NetworkWorld, _ from: String = "2027-02-01", _ through: String = "2027-02-28"
    ) throws -> NetworkGap {
        try #require(world.gaps(from, through).first)
    }

    /// Ada moves to the south: A counts her from the 1st, B from the 15th, patients come on the
    /// 3rd.
    private func moved() -> NetworkWorld {
        var world = NetworkWorld()
        world.assign(World.ada, World.south, "2027-02-01")
        world.enrol(World.ada, World.contractA, World.south, from: "2027-02-01")
        world.enrol(World.ada, World.contractB, World.south, from: "2027-02-15")
        world.schedule(World.ada, World.south, "2027-02-03", appointments: 7)
        return world
    }

    @Test func `a doctor who moves has gaps only where the payor is late`() throws {
        let world = moved()
        #expect(
            texts(world, "2027-01-01", "2027-12-31")
                == ["CB 2027-02-01 to 2027-02-14: enrolment starts 2027-02-15"])
        let gap = try gap(world)
        #expect(gap.appointments == 7)
        #expect(gap.flags.isEmpty)
    }

    @Test func `an enrolment that ended before the last day leaves a gap behind`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2025-01-01", "2027-02-28")
        world.enrol(World.ada, World.contractA, World.north, from: "2025-01-01")
        world.enrol(
            World.ada, World.contractB, World.north, from: "2025-01-01", through: "2027-02-20")
        #expect(
            texts(world, "2027-02-01", "2027-12-31")
                == ["CB 2027-02-21 to 2027-02-28: enrolment ended 2027-02-20"])
    }

    @Test func `an office finds no gaps where it holds no cases`() {
        var world = moved()
        world.lookup.office = world.id(World.north)
        #expect(world.gaps("2027-01-01", "2027-12-31").isEmpty)
        world.lookup.office = world.id(World.south)
        #expect(world.gaps("2027-01-01", "2027-12-31").count == 1)
    }

    @Test func `the horizon cuts on both sides`() {
        #expect(
            texts(moved(), "2027-02-10", "2027-02-12")
                == ["CB 2027-02-10 to 2027-02-12: enrolment starts 2027-02-15"])
        #expect(texts(moved(), "2027-02-15", "2027-12-31").isEmpty)
    }

    @Test func `the schedule alone puts a doctor there`() {
        var world = NetworkWorld()
        world.schedule(World.bo, World.north, "2027-02-03", appointments: 2)
        #expect(
            texts(world, "2027-02-01", "2027-02-28") == [
                "CA 2027-02-03: no enrolment is on file",
                "CB 2027-02-03: no enrolment is on file",
            ])
    }

    @Test func `whoever has left is expected only where the schedule still says so`() {
        var world = moved()
        world.add(.practitioner, World.ada, ["departOn=2027-02-05"])
        world.schedule(World.ada, World.south, "2027-02-09", appointments: 1)
        #expect(
            texts(world, "2027-01-01", "2027-12-31") == [
                "CB 2027-02-01 to 2027-02-05: enrolment starts 2027-02-15",
                "CB 2027-02-09: enrolment starts 2027-02-15",
            ])
    }

    @Test func `contracts that need no case, and offices they do not cover, leave no gap`() {
        var world = moved()
        world.add(.payorContract, World.contractB, ["providerRule=groupCredentialed"])
        #expect(world.gaps("2027-01-01", "2027-12-31").isEmpty)
        world.add(
            .payorContract, World.contractB,
            ["providerRule=eachProviderCredentialed", "locationRule=listedLocations"])
        #expect(world.gaps("2027-01-01", "2027-12-31").isEmpty)
    }

    @Test func `hygienists have gaps only in contracts that enrol them`() {
        var world = NetworkWorld()
        world.assign(World.bo, World.north, "2027-02-01", "2027-02-02", role: "hygienist")
        #expect(world.gaps("2027-01-01", "2027-12-31").isEmpty)
        world.add(.payorContract, World.contractA, ["enrollsHygienists=true"])
        #expect(
            texts(world, "2027-01-01", "2027-12-31")
                == ["CA 2027-02-01 to 2027-02-02: no enrolment is on file"])
    }

    @Test func `letters that disagree leave every day unknown, and say what to do`() throws {
        var world = moved()
        world.letter(
            World.seat(World.ada, World.contractB, World.south), from: "2027-02-10")
        let gap = try gap(world)
        #expect(gap.cause.isUnknown)
        #expect(gap.days.description == "2027-02-01 to 2027-02-28")
        let texts = gap.options.map(\.description)
        #expect(texts.first?.contains("conflicts list") == true)
        #expect(texts.last == "hold claims until the payor decides on a retroactive date")
    }

    @Test func `a contract in conflict leaves its days unknown`() throws {
        var world = moved()
        world.add(
            .payorContract, 39,
            [
                "code=CX", "organization=\(world.id(World.entity))",
                "payor=\(world.id(World.payorA))", "locationRule=allLocationsOfTin",
            ])
        world.step(.contract, 39, "offer")
        world.add(.payorContract, 39, ["effectiveFrom=2020-01-01"])
        let before = world.lookup
        world.step(.contract, 39, "execute")
        let view = try #require(before.record(world.id(39)))
        world.lookup.write(
            [try Workflow.contract.write(StepDraft("reject"), on: view)], seeing: before)
        #expect(
            texts(world, "2027-02-01", "2027-02-28").contains(
                "CX 2027-02-01 to 2027-02-28: unknown: the contract's steps are in conflict"))
        let answer = world.explain(
            World.bo, World.south, payor: World.payorA, on: "2027-02-03")
        #expect(answer.verdict == .outOfNetwork)
    }

    @Test func `options name who is enrolled, and never another doctor's number to bill under`()
        throws
    {
        var world = moved()
        world.assign(World.bo, World.south, "2026-01-01")
        world.enrol(World.bo, World.contractA, World.south, from: "2026-01-01")
        world.enrol(World.bo, World.contractB, World.south, from: "2026-01-01")
        let options = try gap(world).options
        #expect(
            options == [
                .reschedule(from: Day("2027-02-15")), .seeOutOfNetwork,
                .reassign(["2000000010"]), .holdClaims,
            ])
        for text in options.map(\.description) {
            #expect(!text.contains("bill under") && !text.contains("other NPI"))
        }
        #expect(
            options[2].description.contains("who treats and bills as that doctor"))
    }

    @Test func `a doctor who does not count on all of the days is no replacement`() throws {
        var world = moved()
        world.assign(World.bo, World.south, "2026-01-01")
        world.enrol(World.bo, World.contractA, World.south, from: "2026-01-01")
        world.enrol(
            World.bo, World.contractB, World.south, from: "2026-01-01", through: "2027-02-13")
        let ada = try #require(
            world.gaps("2027-02-01", "2027-02-28").first {
                $0.post.doctor == world.id(World.ada)
            })
        #expect(!ada.options.contains(.reassign(["2000000010"])))
    }

    @Test func `claims are held only where the payor may go back`() throws {
        var world = moved()
        world.add(.payorContract, World.contractB, ["retroPolicy=none"])
        #expect(try !gap(world).options.contains(.holdClaims))
    }

    @Test func `whose licences are all of other states has none at an office there`() {
        var world = World()
        world.add(.office, World.south, ["physicalState=NH"])
        world.add(.office, World.north, ["physicalState=MA"])
        for office in [World.north, World.south] {
            world.assign(World.ada, office, "2027-02-01")
            for contract in [World.contractA, World.contractB] {
                world.enrol(World.ada, contract, office, from: "2027-01-01")
            }
        }
        #expect(texts(world, "2027-02-01", "2027-02-02").isEmpty, "nothing on file says nothing")
        func licence(_ number: UInt128, _ state: String) {
            world.add(
                .credential, number,
                [
                    "practitioner=\(world.id(World.ada))", "kind=licence",
                    "issuedOn=2020-01-01", "expiresOn=2030-01-01",
                    "numbers[\(world.id(number + 100))]=DN1;\(state)",
                ])
        }
        licence(801, "MA")
        #expect(
            texts(world, "2027-02-01", "2027-02-02") == [
                "- 2027-02-01 to 2027-02-02: no licence of the office's state is on file"
            ])
        let gap = world.gaps("2027-02-01", "2027-02-02").first
        #expect(gap?.post.office == world.id(World.south))
        #expect(gap?.options.first?.description.contains("obtain a licence") == true)
        licence(802, "NH")
        #expect(texts(world, "2027-02-01", "2027-02-02").isEmpty)
    }

    @Test func `a lapsed licence is a gap of its own, other lapses are flags`() throws {
        var world = moved()
        world.add(
            .credential, 71,
            [
                "practitioner=\(world.id(World.ada))", "kind=licence", "issuedOn=2025-01-01",
                "expiresOn=2027-02-26",
            ])
        world.add(
            .caqhProfile, 72,
            ["practitioner=\(world.id(World.ada))", "lastAttestedOn=2026-10-10"])
        let gaps = world.gaps("2027-02-01", "2027-02-28")
        let book = world.book
        #expect(
            gaps.map { $0.text(in: book) } == [
                "CB 2027-02-01 to 2027-02-14: enrolment starts 2027-02-15",
                "- 2027-02-27 to 2027-02-28: the licence has lapsed",
            ])
        #expect(gaps.map(\.flags) == [[.caqh], [.licence, .caqh]])
        #expect(gaps[1].options == [.renew(.licence), .reschedule(from: nil)])
    }

    @Test func `people and money are told only where the schedule says them for every block`()
        throws
    {
        var world = moved()
        #expect(try gap(world).patients == nil)
        world.schedule(
            World.ada, World.south, "2027-02-03", appointments: 7,
            ["patients=6", "production=900.50"])
        world.schedule(
            World.ada, World.south, "2027-02-04", appointments: 3,
            ["patients=3", "production=99.50"])
        let found = try gap(world)
        #expect(found.patients == CheckedSum(9) && found.atRisk == CheckedSum(100_000))
        world.schedule(World.ada, World.south, "2027-02-05", appointments: 1, ["patients=1"])
        #expect(try gap(world).patients == CheckedSum(10))
        #expect(try gap(world).atRisk == nil)
    }

    @Test func `most appointments come first`() {
        var world = moved()
        world.schedule(World.bo, World.north, "2027-02-05", appointments: 9)
        #expect(world.gaps("2027-02-01", "2027-02-28").map(\.appointments) == [9, 9, 7])
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `gaps by intervals equal gaps day by day`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var world = NetworkWorld()
        let window = RandomDays.window
        var present: Set<Int64> = []
        for number in 0..<Int.random(in: 0...3, using: &random) {
            let (from, days) = Self.range(using: &random)
            present.formUnion(days)
            world.add(
                .locationAssignment, 20_000 + UInt128(number),
                [
                    "practitioner=\(world.id(World.ada))", "office=\(world.id(World.north))",
                    "effectiveFrom=\(from.first)", "effectiveThrough=\(from.last)",
                ])
        }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let day = Int64.random(in: window, using: &random)
            present.insert(day)
            world.schedule(
                World.ada, World.north, Day(number: day).description, appointments: 1)
        }
        var expected: [String: Set<Int64>] = [:]
        for (code, contract) in [("CA", World.contractA), ("CB", World.contractB)] {
            let (term, effective) = Self.range(using: &random)
            world.enrol(
                World.ada, contract, World.north, from: term.first.description,
                through: term.last.description)
            expected[code] = present.subtracting(effective)
        }
        let gaps = world.gaps(
            Day(number: window.lowerBound).description, Day(number: window.upperBound).description)
        for (code, days) in expected {
            let number = code == "CA" ? World.contractA : World.contractB
            let own = gaps.filter { $0.contract == world.id(number) }.map(\.days)
            #expect(RandomDays.listed(DaySet(own)) == days, "seed \(seed)")
            #expect(own.reduce(0) { $0 + ($1.dayCount ?? 0) } == Int64(days.count), "seed \(seed)")
        }
    }

    private static func range(using random: inout SplitMix64) -> (DayRange, Set<Int64>) {
        let first = Int64.random(in: 19_990...20_060, using: &random)
        let last = first + Int64.random(in: 0...30, using: &random)
        let range = DayRange(from: Day(number: first), through: Day(number: last)) ?? .always
        return (range, Set(RandomDays.window.filter { (first...last).contains($0) }))
    }
}
