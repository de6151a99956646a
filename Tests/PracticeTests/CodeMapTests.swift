import Merge
import Testing

@testable import Benefits
@testable import Fees
@testable import Practice
@testable import Records

/// Maps of codes: each side by the form of its code set, and only codes that hold on the day.
struct CodeMapTests {
    private static let map = RecordID(bits: 0xC0)
    private static let today = Day("2026-11-23") ?? Day(number: 0)

    /// `D0120` stands for `99213`, which ended with September, and `K02.9`, which came in October.
    private static func lookup(from: String? = nil, through: String? = nil) -> TestLookup {
        var lookup = TestLookup()
        let releases: [(UInt128, String, String, [Scalar])] = [
            (1, "CDT", "D0120", []),
            (2, "CPT", "99213", [.null, .null, .day("2026-09-30"), .text("99214")]),
            (3, "ICD-10-CM", "K029", [.null, .day("2026-10-01")]),
        ]
        for (id, system, code, entry) in releases {
            lookup.put(
                .codeSetRelease, id,
                [
                    ("name", [.text(system + " 2026")]),
                    ("identity", [.text(system), .text("2026"), .day("2026-01-01")]),
                ])
            lookup.put(.codeSetRelease, id, "codes", key: [.text(code)], entry)
        }
        let day = { (text: String?) -> Scalar in text.map { .day($0) } ?? .null }
        lookup.put(
            .codeMap, map.bits,
            [("cdt", [.text("D0120")]), ("term", [day(from), day(through)])])
        lookup.put(.codeMap, map.bits, "cptCodes", key: [.text("99213")], [])
        lookup.put(.codeMap, map.bits, "icd10Codes", key: [.text("K02.9")], [])
        return lookup
    }

    private static func map(_ lookup: TestLookup) throws -> CodeMap {
        try #require(lookup.record(map).flatMap { CodeMap($0) })
    }

    @Test(arguments: [
        (
            "2026-09-30",
            ["icd10Codes: code K02.9 begins on 2026-10-01, by ICD-10-CM 2026"]
        ),
        (
            "2026-10-01",
            ["cptCodes: code 99213 ended on 2026-09-30, by CPT 2026; 99214 stands in its place"]
        ),
        ("2025-12-31", []),
    ])
    func `a code that ended, or has not begun, is named on the day, and nothing without a release`(
        day: String, doubts: [String]
    ) throws {
        let lookup = Self.lookup()
        let day = try #require(Day(day))
        let found = try Self.map(lookup).doubts(on: day, in: lookup)
        #expect(found.map { "\($0.field): \($0.words)" } == doubts)
    }

    @Test func `a map outside of its own days says so`() throws {
        let lookup = Self.lookup(from: "2026-03-01", through: "2026-08-31")
        let map = try Self.map(lookup)
        let words = { (day: String) in
            map.doubts(on: Day(day) ?? Day(number: 0), in: lookup).map(\.words)
        }
        #expect(words("2026-02-28") == ["the map begins on 2026-03-01"])
        #expect(words("2026-09-01") == ["the map ended on 2026-08-31"])
        #expect(map.doubts(today: Self.today, in: lookup).isEmpty)
    }

    @Test func `a code of a set that does not stand in its release does not hold`() throws {
        var lookup = Self.lookup()
        lookup.put(.codeMap, Self.map.bits, "cptCodes", key: [.text("99215")], [])
        let found = try Self.map(lookup).doubts(on: Self.today, in: lookup)
        #expect(found.map(\.words).contains("code 99215 does not stand in CPT 2026"))
    }

    @Test func `what does not hold is one item at the centre and stands in the check`() {
        let lookup = Self.lookup()
        let items = Worklist(lookup, office: nil, today: Self.today).items()
            .filter { $0.record == Self.map }
        #expect(
            items.map(\.about) == [
                "code map D0120: code 99213 ended on 2026-09-30, by CPT 2026; 99214 stands in its "
                    + "place"
            ])
        #expect(
            CodeImpact.unsound(on: Self.today, in: lookup).map(\.touched.code) == ["99213"])
        #expect(Worklist(lookup, office: Self.map, today: Self.today).items().isEmpty)
    }

    @Test(arguments: [
        ("cdt", "99213"), ("cdt", "D012"), ("cptCodes", "D0120"), ("icd10Codes", "0120"),
    ])
    func `a code of another set is no code of this side`(field: String, code: String) throws {
        let change: Assignment.Change = field == "cdt" ? .assign(code) : .add(code)
        let given =
            [Assignment(field: field, change: change)]
            + (field == "cdt" ? [] : [Assignment(field: "cdt", change: .assign("D0120"))])
        #expect(throws: EditProblem.self) {
            try RecordEditor.writes(
                type: .codeMap, record: Self.map, assignments: given, before: nil)
        }
    }

    @Test func `each side is stored in the one spelling of its code set`() throws {
        let writes = try RecordEditor.writes(
            type: .codeMap, record: Self.map,
            assignments: [
                Assignment(field: "cdt", change: .assign("0120")),
                Assignment(field: "icd10Codes", change: .add("k029")),
            ], before: nil)
        #expect(
            writes.map {
                ($0.attribute == "cdt" ? $0.value : $0.key).flatMap { bytes in
                    Entry.decoded(bytes)[0].text
                }
            } == ["D0120", "K02.9"])
    }
}
