import Merge
import Testing

@testable import Benefits
@testable import Fees
@testable import Tables

/// Code sets: the customer's own file, the difference of two releases, and what it touches.
struct CodeSetTests {
    private func read(
        _ text: String, system: String = "CDT", hasLicence: Bool = false
    ) -> CodeFile {
        CodeFile.read(Array(text.utf8)[...], system: system, hasLicence: hasLicence)
    }

    private func put(
        _ lookup: inout TestLookup, _ id: UInt128, _ edition: String, from day: String,
        _ codes: [(String, [Scalar])]
    ) {
        lookup.put(
            .codeSetRelease, id,
            [
                ("name", [.text("CDT " + edition)]),
                ("identity", [.text("CDT"), .text(edition), .day(day)]),
            ])
        for (code, entry) in codes {
            lookup.put(.codeSetRelease, id, "codes", key: [.text(code)], entry)
        }
    }

    @Test func `labels stay in the file without a licence`() {
        let text = "code,label\n0120,my own words\nD0140,\n"
        let bare = read(text)
        #expect(bare.entries["D0120"]?.label == nil)
        #expect(bare.labelsLeft == 1)
        let licensed = read(text, hasLicence: true)
        #expect(licensed.entries["D0120"]?.label == "my own words")
        #expect(licensed.labelsLeft == 0)
    }

    @Test func `a bad row is named by its line, and equal rows are one`() {
        let file = read(
            "code,effective_from\nD0120,2026-01-01\nD0120,2026-01-01\nD0120,2026-02-01\n"
                + "D01,\nD0140,soon\nD0150\n")
        #expect(file.entries.keys.sorted() == ["D0120"])
        #expect(file.problems.map(\.line) == [4, 5, 6, 7])
    }

    @Test func `blanks behind the last column are no field too many`() {
        let file = read("code,effective_from,,\nD0120,2026-01-01,,\nD0140,,,\nD0150,,,x\n")
        #expect(file.entries.keys.sorted() == ["D0120", "D0140"])
        #expect(file.problems.map(\.line) == [4])
    }

    @Test func `every priced code that ended is told, of very many how many more`() throws {
        var lookup = TestLookup()
        let codes = (0..<22).map { "D01" + ($0 < 10 ? "0\($0)" : "\($0)") }
        let ended: [Scalar] = [.null, .null, .day("2026-06-30"), .text("D0999")]
        put(&lookup, 1, "2026", from: "2026-01-01", codes.map { ($0, ended) })
        let day = try #require(Day("2026-07-01"))
        let doubts = CodeDoubts(on: day, in: lookup)
        let lines = FeeLines([
            FeeLine(FeeKey("D0100"), .priced(cents: 1)), FeeLine(FeeKey("D0101"), .notListed),
            FeeLine(FeeKey("X1"), .priced(cents: 1)),
        ])
        #expect(
            doubts.doubts(on: lines)
                == ["code D0100 ended on 2026-06-30, by CDT 2026; D0999 stands in its place"])
        let all = FeeLines(codes.map { FeeLine(FeeKey($0), .byReport) })
        #expect(doubts.doubts(on: all).count == 21)
        #expect(
            doubts.doubts(on: all).last
                == "2 more codes that cannot be billed on 2026-07-01: `bridgework codes check` "
                + "names them")
        let before = CodeDoubts(on: try #require(Day("2026-06-30")), in: lookup)
        #expect(before.doubts(on: all) == [])
    }

    @Test func `other systems keep their own spelling`() {
        let file = read("code\nk02.9\nM26.20\n", system: "ICD-10-CM")
        #expect(file.entries.keys.sorted() == ["K02.9", "M26.20"])
    }

    @Test func `a file without a code column says so`() {
        #expect(read("name\nx\n").problems.map(\.reason) == [.missingColumn])
        #expect(read("").problems.map(\.reason) == [.empty])
    }

    @Test func `two releases differ in what is added, revised and deleted`() throws {
        var lookup = TestLookup()
        put(
            &lookup, 1, "2025", from: "2025-01-01",
            [
                ("T0001", [.text("a")]), ("T0002", [.text("b")]), ("T0003", [.text("c")]),
                ("T0004", []),
            ])
        put(
            &lookup, 2, "2026", from: "2026-01-01",
            [
                ("T0001", [.text("a")]), ("T0002", [.text("b2")]), ("T0005", []),
                ("T0004", [.null, .null, .day("2025-12-31"), .text("T0005")]),
            ])
        let older = try #require(lookup.record(RecordID(bits: 1)).flatMap { CodeRelease($0) })
        let newer = try #require(lookup.record(RecordID(bits: 2)).flatMap { CodeRelease($0) })
        let diff = CodeSetDiff(from: older, to: newer)
        #expect(
            diff.changes.map { "\($0.code) \($0.kind.rawValue)" } == [
                "T0002 revised", "T0003 deleted", "T0004 deleted", "T0005 added",
            ])
        #expect(diff.changes[2].replacedBy == "T0005")
    }

    @Test func `the release in force is the last that has begun`() {
        var lookup = TestLookup()
        put(&lookup, 1, "2025", from: "2025-01-01", [("D0120", [])])
        put(&lookup, 2, "2026", from: "2026-01-01", [("D0120", [])])
        let edition = { (day: String) in
            CodeRelease.dental(on: Day(day) ?? Day(number: 0), in: lookup)?.edition
        }
        #expect(edition("2024-12-31") == nil)
        #expect(edition("2025-12-31") == "2025")
        #expect(edition("2026-01-01") == "2026")
    }

    @Test func `a deleted code is found in fees, rules, groups and maps`() throws {
        var world = FeeWorld()
        world.imports([("D0120", 1_000), ("D0140", 1_000)])
        world.approves()
        world.publishes("2026-01-01")
        world.imports([("D0120", 1_100)], into: RecordID(bits: 0xD2))
        put(&world.lookup, 1, "2025", from: "2025-01-01", [("D0120", []), ("D0140", [])])
        put(&world.lookup, 2, "2026", from: "2026-01-01", [("D0140", [])])
        world.lookup.put(.codeGroup, 3, [("name", [.text("exams")])])
        world.lookup.put(.codeGroup, 3, "codes", key: [.text("D0120")], [])
        world.lookup.put(.codeMap, 4, [("cdt", [.text("D0120")])])
        world.lookup.put(.insurancePlan, 5, [("code", [.text("PL1")])])
        world.lookup.put(
            .insurancePlan, 5, "rules",
            key: [.text("limitation"), .null, .null, .null, .text("D0120")], [.text("visit")])
        let older = try #require(
            world.lookup.record(RecordID(bits: 1)).flatMap { CodeRelease($0) })
        let newer = try #require(
            world.lookup.record(RecordID(bits: 2)).flatMap { CodeRelease($0) })
        let impact = CodeImpact(
            of: CodeSetDiff(from: older, to: newer), lookup: world.lookup,
            today: FeeWorld.today)
        #expect(
            impact.touched(by: "D0120").map(\.place.rawValue) == [
                "benefit rule", "code group", "code map", "draft line", "fee line",
            ])
        #expect(impact.touched(by: "D0140").isEmpty)
    }
}
