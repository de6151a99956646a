import Merge
import Testing

@testable import Participation
@testable import Records
@testable import Tables

/// The way from a payor to a doctor's chair, link by link.
struct NetworkExplainTests {
    private typealias World = NetworkWorld

    private func enrolled() -> NetworkWorld {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.enrol(World.ada, World.contractA, World.north, from: "2027-02-01")
        return world
    }

    private func answer(_ world: NetworkWorld, on day: String = "2027-03-01") -> NetworkAnswer {
        world.explain(World.ada, World.north, payor: World.payorA, on: day)
    }

    private func lack(_ world: NetworkWorld, on day: String = "2027-03-01") -> String? {
        let answer = answer(world, on: day)
        #expect(answer.verdict == .outOfNetwork)
        return answer.misses.first?.lack.description
    }

    @Test func `contract, location and enrolment make a way`() {
        let answer = answer(enrolled())
        #expect(answer.verdict == .inNetwork)
        #expect(answer.paths.map(\.contract.code) == ["CA"])
        #expect(answer.paths.first?.route == .direct)
        #expect(answer.paths.first?.days.description == "from 2027-02-01")
        #expect(answer.cautions.isEmpty)
    }

    @Test(arguments: [("2027-01-31", false), ("2027-02-01", true)])
    func `the first day counts and the day before does not`(day: String, isIn: Bool) {
        #expect((answer(enrolled(), on: day).verdict == .inNetwork) == isIn)
        if !isIn { #expect(lack(enrolled(), on: day) == "enrolment starts 2027-02-01") }
    }

    @Test func `a payor without any contract is out of network, with nothing near`() {
        var world = enrolled()
        world.add(.payor, 29, ["code=PZ", "name=Payor Z"])
        let answer = world.explain(World.ada, World.north, payor: 29, on: "2027-03-01")
        #expect(answer.verdict == .outOfNetwork)
        #expect(answer.misses.isEmpty)
    }

    @Test func `a doctor without a case lacks it`() {
        let answer = enrolled().explain(
            World.bo, World.north, payor: World.payorA, on: "2027-03-01")
        #expect(answer.misses.first?.lack.description == "no enrolment is on file")
        #expect(answer.cautions == ["the doctor is not assigned to the office on that day"])
    }

    @Test func `an office does not deny what it would not hold`() {
        var world = NetworkWorld()
        world.lookup.office = world.id(World.south)
        let foreign = world.explain(
            World.ada, World.north, payor: World.payorA, on: "2027-03-01")
        #expect(foreign.verdict == .unknown)
        #expect(foreign.doubtful.map(\.doubt) == [.heldElsewhere])
        let own = world.explain(World.ada, World.south, payor: World.payorA, on: "2027-03-01")
        #expect(own.verdict == .outOfNetwork)
    }

    @Test func `the miss with the nearest date comes first`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.contract(38, "CY", payor: World.payorA)
        world.contract(39, "CZ", payor: World.payorA)
        world.enrol(World.ada, World.contractA, World.north, from: "2027-06-01")
        world.enrol(World.ada, 39, World.north, from: "2027-04-01")
        #expect(answer(world).misses.map(\.contract.code) == ["CZ", "CA", "CY"])
    }

    @Test func `a contract that lists its locations covers no other`() {
        var world = enrolled()
        world.add(.payorContract, World.contractA, ["locationRule=listedLocations"])
        #expect(lack(world) == "the contract does not cover the office")
        world.add(
            .contractLocation, 61,
            [
                "contract=\(world.id(World.contractA))", "office=\(world.id(World.north))",
                "effectiveFrom=2027-03-02",
            ])
        #expect(lack(world) == "the contract covers the office from 2027-03-02")
        #expect(answer(world, on: "2027-03-02").verdict == .inNetwork)
        world.lookup.put(.contractLocation, 61, [("lifecycle", [.text("inactive")])])
        #expect(lack(world, on: "2027-03-02") == "the contract does not cover the office")
    }

    @Test func `a location row narrows a contract for all locations`() {
        var world = enrolled()
        world.add(
            .contractLocation, 61,
            [
                "contract=\(world.id(World.contractA))", "office=\(world.id(World.north))",
                "effectiveThrough=2027-02-28",
            ])
        #expect(lack(world) == "the contract covers the office through 2027-02-28")
    }

    @Test func `an office of another tax number is not covered`() {
        var world = enrolled()
        world.add(.organization, 2, ["legalName=Other", "tin=900000002"])
        world.add(.office, World.north, ["organization=\(world.id(2))"])
        #expect(lack(world) == "the contract does not cover the office")
    }

    @Test func `a contract counts from execution to its end`() {
        var world = enrolled()
        world.add(.payorContract, World.contractA, ["effectiveThrough=2027-02-28"])
        #expect(answer(world, on: "2027-02-28").verdict == .inNetwork)
        #expect(lack(world) == "the contract is in force 2020-01-01 to 2027-02-28")
    }

    @Test func `a terminated contract counts through the day it names`() {
        var world = enrolled()
        world.step(
            .contract, World.contractA, "terminate", on: "2027-01-15", effectiveOn: "2027-02-28")
        #expect(answer(world, on: "2027-02-28").verdict == .inNetwork)
        #expect(answer(world).verdict == .outOfNetwork)
    }

    @Test func `an offered contract does not count`() {
        var world = NetworkWorld()
        world.add(
            .payorContract, 39,
            [
                "code=CX", "organization=\(world.id(World.entity))",
                "payor=\(world.id(World.payorA))", "locationRule=allLocationsOfTin",
            ])
        world.step(.contract, 39, "offer")
        world.add(.payorContract, 39, ["effectiveFrom=2020-01-01"])
        let lacks = answer(world).misses.map { "\($0.contract.code) \($0.lack)" }
        #expect(lacks.contains("CX the contract is offered"))
    }

    @Test(arguments: ["groupCredentialed", "delegated"])
    func `a credentialed or delegated group needs no case`(rule: String) {
        var world = NetworkWorld()
        world.assign(World.bo, World.north, "2026-01-01")
        world.add(.payorContract, World.contractA, ["providerRule=\(rule)"])
        let answer = world.explain(World.bo, World.north, payor: World.payorA, on: "2027-03-01")
        #expect(answer.verdict == .inNetwork)
        #expect(answer.paths.first?.enrollment == nil)
    }

    @Test func `a hygienist needs a case only where the contract asks`() {
        var world = NetworkWorld()
        world.assign(World.bo, World.north, "2026-01-01", role: "hygienist")
        let asked = { (world: NetworkWorld) in
            world.explain(World.bo, World.north, payor: World.payorA, on: "2027-03-01").verdict
        }
        #expect(asked(world) == .inNetwork)
        world.add(.payorContract, World.contractA, ["enrollsHygienists=true"])
        #expect(asked(world) == .outOfNetwork)
    }

    @Test func `a payor that was replaced is asked under either name`() {
        var world = enrolled()
        world.add(.payor, 28, ["code=OLD", "name=Old", "replacedBy=\(world.id(World.payorA))"])
        let answer = world.explain(World.ada, World.north, payor: 28, on: "2027-03-01")
        #expect(answer.verdict == .inNetwork)
    }

    @Test func `letters that disagree make the way unknown`() {
        var world = enrolled()
        world.letter(World.seatA, from: "2027-02-15")
        let answer = answer(world)
        #expect(answer.verdict == .unknown)
        #expect(
            answer.doubtful.map(\.doubt.description)
                == ["letters disagree on the effective date: 2027-02-01 or 2027-02-15"])
    }

    @Test func `a lapsed licence is said beside the answer`() {
        var world = enrolled()
        world.add(
            .credential, 71,
            [
                "practitioner=\(world.id(World.ada))", "kind=licence", "issuedOn=2025-01-01",
                "expiresOn=2027-02-28",
            ])
        #expect(answer(world, on: "2027-02-28").cautions.isEmpty)
        #expect(answer(world).cautions == ["the licence has lapsed on that day"])
    }

    @Test func `from the day a list excludes a doctor nobody knows, and the days before stay`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2026-01-01")
        world.add(.exclusion, 900, ["npi=2000000002", "list=leie", "excludedFrom=2027-02-01"])
        let verdict = { (day: String) in
            world.explain(World.ada, World.north, payor: World.payorA, on: day)
        }
        #expect(verdict("2027-01-31").verdict == .inNetwork)
        #expect(verdict("2027-02-01").verdict == .unknown)
        #expect(verdict("2027-02-01").doubtful.map(\.doubt) == [.excludedDoctor])
        let gaps = world.gaps("2027-01-25", "2027-02-05").filter {
            $0.contract == world.id(World.contractA)
        }
        #expect(
            gaps.map { $0.text(in: world.book) } == [
                "CA 2027-02-01 to 2027-02-05: unknown: a public list excludes the doctor"
            ])
        #expect(
            world.book.cases(
                at: .init(
                    doctor: world.id(World.ada), contract: world.id(World.contractA),
                    office: world.id(World.north))
            ).map { $0.status.state(on: Day("2027-02-01") ?? Day(number: 0)) }
                == [.excluded])
        #expect(world.status(number)?.doubt == nil)
    }

    @Test func `a doctor whom a list excludes is not in network with the group either`() {
        var world = NetworkWorld()
        world.add(.payorContract, World.contractA, ["providerRule=groupCredentialed"])
        world.assign(World.ada, World.north, "2026-01-01")
        world.add(.exclusion, 900, ["npi=2000000002", "list=leie"])
        let answer = world.explain(World.ada, World.north, payor: World.payorA, on: "2027-02-01")
        #expect(answer.verdict == .unknown)
    }

    @Test func `a sanctioned licence does not stand`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.add(
            .credential, 901,
            [
                "practitioner=\(world.id(World.ada))", "kind=licence", "issuedOn=2020-01-01",
                "expiresOn=2030-01-01",
            ])
        let day = Day("2027-02-01") ?? Day(number: 0)
        let isLapsed = { () -> Bool in
            let book = world.book
            let post = NetworkBook.Post(
                doctor: world.id(World.ada), office: world.id(World.north))
            return book.lapses.at(post, in: book).contains { $0.days.contains(day) }
        }
        #expect(!isLapsed())
        world.add(.credential, 901, ["isSanctioned=true"])
        #expect(isLapsed())
    }

    @Test func `a hygienist by degree needs no more cases than one by role`() {
        var world = NetworkWorld()
        world.add(.practitioner, World.bo, ["degree=RDH"])
        world.assign(World.bo, World.north, "2026-01-01")
        let answer = world.explain(World.bo, World.north, payor: World.payorA, on: "2027-02-01")
        #expect(answer.verdict == .inNetwork)
        #expect(world.gaps("2027-02-01", "2027-02-02").isEmpty)
    }
}

extension NetworkWorld {
    /// Ada's case with payor A at the northern office.
    static var seatA: UInt128 { seat(ada, contractA, north) }
}
