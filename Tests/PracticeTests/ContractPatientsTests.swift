import Merge
import Testing

@testable import Benefits
@testable import Participation
@testable import Records

/// Whom the end of a contract concerns.
struct ContractPatientsTests {
    private static let day = Day("2027-03-31") ?? Day(number: 0)

    /// Contract A covers both offices; a patient of the north has Payor A, one of the south B.
    private func world() -> NetworkWorld {
        var world = NetworkWorld()
        world.insure(1, at: NetworkWorld.north, payor: NetworkWorld.payorA)
        world.insure(2, at: NetworkWorld.south, payor: NetworkWorld.payorB)
        return world
    }

    private func rows(
        _ world: NetworkWorld, of contract: UInt128 = NetworkWorld.contractA
    ) -> [String] {
        ContractPatients(of: world.id(contract), on: Self.day, world.lookup).rows.map { row in
            let doubt = row.doubt.map { "? \($0)" } ?? ""
            return "\(row.office) \(row.payor) \(row.plan) [\(row.others.joined(separator: " "))]"
                + doubt
        }
    }

    @Test func `only the insured of a payor that uses the contract are concerned`() {
        #expect(rows(world()) == ["N01 PA L1 []"])
        #expect(rows(world(), of: NetworkWorld.contractB) == ["S01 PB L2 []"])
    }

    @Test func `another contract that lends its network keeps the patients`() {
        var world = world()
        world.add(
            .networkAccess, 70,
            [
                "contract=\(world.id(NetworkWorld.contractB))",
                "accessingPayor=\(world.id(NetworkWorld.payorA))", "confidence=confirmed",
            ])
        #expect(rows(world) == ["N01 PA L1 [CB]"])
        #expect(rows(world, of: NetworkWorld.contractB) == ["N01 PA L1 [CA]", "S01 PB L2 []"])
        let served = ContractPatients(
            of: world.id(NetworkWorld.contractB), on: Self.day, world.lookup)
        #expect(served.count == 2 && served.countWithoutOther == 1)
    }

    @Test func `an access that nobody confirmed is listed, and what is not known is said`() {
        var world = world()
        world.add(
            .networkAccess, 70,
            [
                "contract=\(world.id(NetworkWorld.contractB))",
                "accessingPayor=\(world.id(NetworkWorld.payorA))", "confidence=observed",
            ])
        #expect(
            rows(world, of: NetworkWorld.contractB)
                == [
                    "N01 PA L1 [CA]? access was observed, and nobody has confirmed it",
                    "S01 PB L2 []",
                ])
        #expect(rows(world) == ["N01 PA L1 []"], "an unconfirmed way keeps nobody")
        let served = ContractPatients(
            of: world.id(NetworkWorld.contractB), on: Self.day, world.lookup)
        #expect(served.count == 1 && served.countUnknown == 1 && served.countWithoutOther == 1)
    }

    @Test(arguments: [
        ("effectiveThrough=2027-03-30", 0), ("effectiveThrough=2027-03-31", 1),
        ("effectiveFrom=2027-04-01", 0),
    ])
    func `a coverage that does not hold on the day is left out`(field: String, count: Int) {
        var world = world()
        world.add(.coverage, 5_001, [field])
        #expect(rows(world).count == count)
    }

    @Test func `a coverage without a first day is listed as unknown`() {
        var world = world()
        world.add(.coverage, 5_001, ["effectiveFrom="])
        #expect(rows(world).count == 1)
        #expect(rows(world).first?.contains("? the coverage has no first day") == true)
    }

    @Test func `a patient with two coverages at two offices is one patient in four rows`() {
        var world = world()
        world.add(.patient, 3_001, ["offices+=\(world.id(NetworkWorld.south))"])
        world.add(
            .coverage, 6_001,
            [
                "patient=\(world.id(3_001))", "insurancePlan=\(world.id(4_001))",
                "effectiveFrom=2026-06-01",
            ])
        let served = ContractPatients(
            of: world.id(NetworkWorld.contractA), on: Self.day, world.lookup)
        #expect(served.rows.count == 4 && served.count == 1)
    }

    @Test func `nobody is served once the contract is over, nor by one that is not held`() {
        var world = world()
        world.step(
            .contract, NetworkWorld.contractA, "requestTermination", on: "2027-01-01",
            effectiveOn: "2027-03-30", comment: "synthetic")
        #expect(rows(world).count == 1, "asking ends nothing")
        let asked = world.lookup.record(world.id(NetworkWorld.contractA))
        #expect(asked.flatMap { ContractPatients.lastDay(of: $0) } == Day("2027-03-30"))
        world.step(
            .contract, NetworkWorld.contractA, "noticeTermination", on: "2027-01-02",
            effectiveOn: "2027-03-30", comment: "alone: synthetic")
        #expect(rows(world).isEmpty)
        let ending = world.lookup.record(world.id(NetworkWorld.contractA))
        #expect(ending.flatMap { ContractPatients.lastDay(of: $0) } == Day("2027-03-30"))
        #expect(rows(world, of: 999).isEmpty)
    }

    @Test func `a contract whose steps are in conflict serves perhaps, and keeps nobody`() throws {
        var world = world()
        world.add(
            .payorContract, 39,
            [
                "code=CX", "organization=\(world.id(NetworkWorld.entity))",
                "payor=\(world.id(NetworkWorld.payorA))", "locationRule=allLocationsOfTin",
            ])
        world.step(.contract, 39, "offer")
        let before = world.lookup
        world.step(.contract, 39, "execute")
        let view = try #require(before.record(world.id(39)))
        world.lookup.write(
            [try Workflow.contract.write(StepDraft("reject"), on: view)], seeing: before)
        #expect(rows(world, of: 39) == ["N01 PA L1 [CA]? the contract's steps are in conflict"])
        #expect(rows(world) == ["N01 PA L1 []"])
    }

    @Test func `an office lists its own place only`() {
        var world = world()
        world.add(.patient, 3_001, ["offices+=\(world.id(NetworkWorld.south))"])
        world.lookup.office = world.id(NetworkWorld.north)
        #expect(rows(world) == ["N01 PA L1 []"])
    }
}

extension NetworkWorld {
    /// A synthetic patient of an office with a plan of a payor since 2026.
    fileprivate mutating func insure(_ number: UInt128, at office: UInt128, payor: UInt128) {
        add(
            .patient, 3_000 + number,
            ["family=Synth\(number)", "given=Pat", "offices+=\(id(office))"])
        add(.insurancePlan, 4_000 + number, ["code=L\(number)", "payor=\(id(payor))"])
        add(
            .coverage, 5_000 + number,
            [
                "patient=\(id(3_000 + number))", "insurancePlan=\(id(4_000 + number))",
                "effectiveFrom=2026-01-01",
            ])
    }
}
