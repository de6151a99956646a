import Foundation
import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records
@testable import Tables

/// What the national registry says otherwise than our records.
struct RegistryComparisonTests {
    private static let today = Day("2027-03-01") ?? Day(number: 0)
    private static let header = [
        "NPI", "Entity Type Code", "Replacement NPI", "Provider Last Name (Legal Name)",
        "Provider First Name", "Provider First Line Business Practice Location Address",
        "Provider Business Practice Location Address City Name",
        "Provider Business Practice Location Address State Name",
        "Provider Business Practice Location Address Postal Code", "NPI Deactivation Date",
        "NPI Reactivation Date", "Healthcare Provider Taxonomy Code_1",
        "Healthcare Provider Primary Taxonomy Switch_1", "Provider License Number_1",
        "Provider License Number State Code_1", "Healthcare Provider Taxonomy Code_2",
    ]
    private static let locationHeader = [
        "NPI", "Provider Secondary Practice Location Address- Address Line 1",
        "Provider Secondary Practice Location Address-  Address Line 2",
        "Provider Secondary Practice Location Address - City Name",
        "Provider Secondary Practice Location Address - State Name",
        "Provider Secondary Practice Location Address - Postal Code",
    ]
    private static let ada = [
        "2000000002", "1", "", "SYNTHETIC", "ADA", "1 MAIN STREET STE 4", "ELM", "MA",
        "010011234", "", "", "1223G0001X", "Y", "DN-0123", "MA", "",
    ]

    private static func csv(_ rows: [[String]]) -> Bytes {
        let lines = rows.map { $0.map { "\"\($0)\"" }.joined(separator: ",") }
        return Array((lines.joined(separator: "\n") + "\n").utf8)[...]
    }

    /// Ada works at the north since 2020, where the registry has her.
    private func world() -> NetworkWorld {
        var world = NetworkWorld()
        world.add(
            .office, NetworkWorld.north,
            [
                "physicalLine1=1 Main St.", "physicalCity=Elm", "physicalState=MA",
                "physicalZip=01001",
            ])
        world.add(
            .office, NetworkWorld.south,
            [
                "physicalLine1=22 North Road", "physicalCity=Oak", "physicalState=MA",
                "physicalZip=01002",
            ])
        world.add(.practitioner, NetworkWorld.ada, ["primaryTaxonomy=1223G0001X"])
        world.assign(NetworkWorld.ada, NetworkWorld.north, "2020-01-01")
        world.add(
            .credential, 80,
            [
                "practitioner=\(world.id(NetworkWorld.ada))", "kind=licence",
                "numbers[\(world.id(90))]=dn0123;MA",
            ])
        return world
    }

    private func differences(
        _ world: NetworkWorld, _ rows: [[String]] = [ada], locations: [[String]]? = nil,
        isWhole: Bool = false
    ) throws -> [String] {
        var file = NationalFile(of: RegistryComparison.npis(world.lookup))
        try file.read(
            providers: .init(bytes: Self.csv([Self.header] + rows)))
        if let locations {
            try file.read(
                locations: .init(
                    bytes: Self.csv([Self.locationHeader] + locations)))
        }
        return RegistryComparison(world.lookup, file, today: Self.today)
            .differences(isWhole: isWhole).map { one in
                [one.npi, one.topic.rawValue, one.ours, one.theirs, one.dueOn?.description ?? ""]
                    .joined(separator: "|")
            }
    }

    private func row(_ changes: [String: String]) -> [String] {
        zip(Self.header, Self.ada).map { changes[$0] ?? $1 }
    }

    @Test func `who stands alike in both is no difference, however it is written`() throws {
        #expect(try differences(world()).isEmpty)
        #expect(try differences(world(), locations: []).isEmpty)
    }

    @Test(arguments: [
        (["Provider Last Name (Legal Name)": "OTHER"], "name|Ada Synthetic|ADA OTHER|"),
        (["Replacement NPI": "2000000010"], "replaced|2000000002|2000000010|"),
        (["NPI Deactivation Date": "01/02/2027"], "deactivated|in use|deactivated|"),
        (["Healthcare Provider Taxonomy Code_1": "1223P0221X"], "taxonomy|1223G0001X|1223P0221X|"),
        (
            ["Provider Business Practice Location Address Postal Code": "99999"],
            "practiceAddress|N01 1 Main St. Elm MA 01001|1 MAIN STREET STE 4 ELM MA 99999"
                + "|2020-01-31"
        ),
    ])
    func `each difference is named with both sides`(
        changes: [String: String], expected: String
    ) throws {
        #expect(try differences(world(), [row(changes)]) == ["2000000002|" + expected])
    }

    @Test func `a number that was deactivated and taken up again is in use`() throws {
        let again = row([
            "NPI Deactivation Date": "01/02/2026", "NPI Reactivation Date": "02/02/2026",
        ])
        #expect(try differences(world(), [again]).isEmpty)
    }

    @Test func `a licence stands on one side each`() throws {
        let other = row(["Provider License Number_1": "DN0999"])
        #expect(
            try differences(world(), [other]) == [
                "2000000002|licence|MA dn0123||", "2000000002|licence||MA DN0999|",
            ])
    }

    @Test func `a number that another document superseded is none any more`() throws {
        var world = world()
        world.add(
            .credential, 80, ["numbers[\(world.id(91))]=DN0999;MA;;\(world.id(90))"])
        let other = row(["Provider License Number_1": "DN0999"])
        #expect(try differences(world, [other]).isEmpty)
    }

    @Test func `after a move the registry has thirty days, and the old address is the difference`()
        throws
    {
        var world = world()
        world.assign(NetworkWorld.ada, NetworkWorld.north, "2020-01-01", "2027-02-14")
        world.assign(NetworkWorld.ada, NetworkWorld.south, "2027-02-15")
        #expect(
            try differences(world) == [
                "2000000002|practiceAddress|S01 22 North Road Oak MA 01002|"
                    + "1 MAIN STREET STE 4 ELM MA 01001|2027-03-17"
            ])
        let north = ["2000000002", "1 MAIN ST", "", "ELM", "MA", "01001"]
        let moved = row([
            "Provider First Line Business Practice Location Address": "22 NORTH RD",
            "Provider Business Practice Location Address Postal Code": "01002",
        ])
        #expect(
            try differences(world, [moved], locations: [north]) == [
                "2000000002|formerLocation|left N01|1 MAIN ST ELM MA 01001|2027-03-17"
            ])
    }

    @Test func `who has left every office is still listed at the last one`() throws {
        var world = world()
        world.assign(NetworkWorld.ada, NetworkWorld.north, "2020-01-01", "2027-02-14")
        #expect(
            try differences(world) == [
                "2000000002|formerLocation|left N01|1 MAIN STREET STE 4 ELM MA 01001|2027-03-17"
            ])
    }

    @Test func `a number of an organization is no person's`() throws {
        let firm = row(["Entity Type Code": "2"])
        #expect(
            try differences(world(), [firm]) == [
                "2000000002|organization|a person|an organization|"
            ])
    }

    @Test func `what the file has no columns for is not compared`() throws {
        var file = NationalFile(of: ["2000000002"])
        let kept = [0, 1, 5, 6, 7, 8]
        let part = [Self.header, Self.ada].map { row in kept.map { row[$0] } }
        try file.read(providers: .init(bytes: Self.csv(part)))
        #expect(file.lacking[.name]?.count == 2)
        #expect(
            Set(file.lacking.keys) == [.name, .taxonomy, .licence, .deactivated, .replaced])
        let world = world()
        let found = RegistryComparison(world.lookup, file, today: Self.today)
        #expect(found.differences(isWhole: false).isEmpty)
    }

    @Test func `a second office has to stand among the further locations`() throws {
        var world = world()
        world.assign(NetworkWorld.ada, NetworkWorld.south, "2027-02-15")
        #expect(try differences(world).isEmpty, "without that file nobody can tell")
        #expect(
            try differences(world, locations: []) == [
                "2000000002|location|S01 22 North Road Oak MA 01002||2027-03-17"
            ])
        let listed = ["2000000002", "22 NORTH RD", "", "OAK", "MA", "010029999"]
        #expect(try differences(world, locations: [listed, listed]).isEmpty)
        let primary = "primaryOffice[2027-02-15]=\(world.id(NetworkWorld.south))"
        world.add(.practitioner, NetworkWorld.ada, [primary])
        #expect(try differences(world, locations: [listed]).count == 1, "the primary comes first")
    }

    @Test func `who is absent is a difference only in a whole file`() throws {
        #expect(try differences(world()).isEmpty)
        #expect(
            try differences(world(), isWhole: true)
                == ["2000000010|absent|on file|no such number|"])
    }

    @Test(arguments: [("", 3), ("1223P0221X", 0)])
    func `a row that fills a cut file's columns may go on, and is not compared in them`(
        last: String, count: Int
    ) throws {
        let other = row([
            "Healthcare Provider Taxonomy Code_1": "1223P0221X",
            "Healthcare Provider Taxonomy Code_2": last, "Provider License Number_1": "DN0999",
        ])
        #expect(try differences(world(), [other]).count == count)
    }

    @Test func `a quote that holds other doctors' rows is a bad row, one within a text is told`()
        throws
    {
        var file = NationalFile(of: ["2000000002", "2000000010"])
        let long = row(["Provider First Line Business Practice Location Address": "1 MAIN ST\nREAR"]
        )
        let text = Self.csv([Self.header, long])
        try file.read(providers: .init(bytes: text, lineOffset: 40))
        #expect(file.badProviderLines == [])
        #expect(file.longRows.remark == "lines 42 to 43 are one row: a quoted text runs over them")
        let plain = [Self.header, Self.ada, Self.ada].map { $0.joined(separator: ",") }
        let swallowed = [plain[0], plain[1] + "\"", plain[2] + "\""].joined(separator: "\n")
        var broken = NationalFile(of: ["2000000002"])
        try broken.read(providers: .init(bytes: Array(swallowed.utf8)[...]))
        #expect(broken.badProviderLines == [2])
        #expect(broken.providers.isEmpty)
    }

    @Test func `a row that cannot be read is counted with its line, another file is refused`()
        throws
    {
        var file = NationalFile(of: ["2000000002"])
        let text = Self.csv([Self.header, Self.ada]) + Array("\"2000000010\"x,1\nshort,row\n".utf8)
        try file.read(providers: .init(bytes: text, lineOffset: 40))
        #expect(file.badProviderLines == [43, 44])
        let world = world()
        let absent = RegistryComparison(world.lookup, file, today: Self.today)
            .differences(isWhole: true)
        #expect(absent.map(\.theirs) == ["not found; rows that could not be read: 2"])
        #expect(file.providers.keys.sorted() == ["2000000002"])
        #expect(throws: NationalFile.Unreadable.self) {
            try file.read(locations: .init(bytes: text))
        }
        #expect(throws: NationalFile.Unreadable.self) {
            try file.read(providers: .init(bytes: []))
        }
    }
}
