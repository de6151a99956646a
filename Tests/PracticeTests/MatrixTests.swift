import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Tables

/// The matrix of doctors, offices and contracts.
struct MatrixTests {
    private typealias World = NetworkWorld

    private func rows(
        _ world: NetworkWorld, on day: String = "2027-03-01", office: UInt128? = nil,
        contract: UInt128? = nil
    ) -> [[String]] {
        let table = Table.matrix(
            world.book, asOf: Day(day) ?? Day(number: 0), office: office.map(world.id),
            contract: contract.map(world.id))
        return [table.columns.map(\.name)] + table.rows.map { $0.map(\.plain) }
    }

    @Test func `a row for each doctor and office, a column for each contract`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.assign(World.bo, World.south, "2026-01-01")
        world.enrol(World.ada, World.contractA, World.north, from: "2027-02-01")
        world.enrol(World.bo, World.contractB, World.south, from: "2027-04-01")
        #expect(
            rows(world) == [
                ["npi", "doctor", "office", "lapsed", "CA", "CB"],
                ["2000000002", "Synthetic, Ada", "N01", "", "effective 2027-02-01", "no case"],
                ["2000000010", "Synthetic, Bo", "S01", "", "no case", "scheduled 2027-04-01"],
            ])
        #expect(rows(world, office: World.north).count == 2)
        #expect(
            rows(world, contract: World.contractB)[0] == [
                "npi", "doctor", "office", "lapsed", "CB",
            ])
    }

    @Test func `another day shows another state`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.enrol(
            World.ada, World.contractA, World.north, from: "2027-02-01", through: "2027-02-28")
        #expect(rows(world, on: "2027-01-31")[1][4] == "scheduled 2027-02-01")
        #expect(rows(world, on: "2027-02-28")[1][4] == "ending 2027-02-28")
        #expect(rows(world, on: "2027-03-01")[1][4] == "ended 2027-02-28")
    }

    @Test func `a doctor on an exclusion list is shown as excluded while the list holds`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.enrol(World.ada, World.contractA, World.north, from: "2027-02-01")
        world.add(
            .exclusion, 71,
            [
                "npi=2000000002", "list=leie", "excludedFrom=2027-02-10",
                "reinstatedOn=2027-02-20",
            ])
        #expect(rows(world, on: "2027-02-09")[1][4] == "ending 2027-02-09")
        #expect(rows(world, on: "2027-02-10")[1][4] == "excluded")
        #expect(rows(world, on: "2027-02-20")[1][4] == "effective 2027-02-20")
    }

    @Test func `a contract that does not cover the office leaves the cell blank`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.assign(World.bo, World.south, "2026-01-01")
        world.add(.payorContract, World.contractB, ["locationRule=listedLocations"])
        world.add(
            .contractLocation, 61,
            [
                "contract=\(world.id(World.contractB))", "office=\(world.id(World.south))",
                "effectiveFrom=2026-01-01",
            ])
        #expect(rows(world).dropFirst().map { $0[5] } == ["", "no case"])
    }

    @Test(arguments: [("groupCredentialed", "group"), ("delegated", "delegated")])
    func `a contract that needs no case says why`(rule: String, shown: String) {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.add(.payorContract, World.contractA, ["providerRule=\(rule)"])
        #expect(rows(world)[1][4] == shown)
    }

    @Test func `letters that disagree show as unknown`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        let number = world.enrol(World.ada, World.contractA, World.north, from: "2027-02-01")
        world.letter(number, from: "2027-02-15")
        #expect(rows(world)[1][4] == "unknown")
    }

    @Test func `whoever has left the office is not listed, whoever has only a case is`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01", "2027-02-28")
        world.enrol(World.bo, World.contractA, World.south, from: "2027-02-01")
        #expect(rows(world).dropFirst().map { $0[0] } == ["2000000010"])
        #expect(rows(world, on: "2027-02-28").count == 3)
    }

    @Test func `what has lapsed on the day flags the doctor's cases`() {
        var world = NetworkWorld()
        world.assign(World.ada, World.north, "2026-01-01")
        world.add(
            .credential, 71,
            [
                "practitioner=\(world.id(World.ada))", "kind=dea", "issuedOn=2025-01-01",
                "expiresOn=2027-02-28",
            ])
        #expect(rows(world, on: "2027-02-28")[1][3] == "")
        #expect(rows(world)[1][3] == "DEA registration")
    }

    @Test func `a hygienist is not asked for`() {
        var world = NetworkWorld()
        world.assign(World.bo, World.north, "2026-01-01", role: "hygienist")
        #expect(rows(world)[1][4] == "not asked")
    }
}
