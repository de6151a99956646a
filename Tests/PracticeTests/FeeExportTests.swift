import Merge
import Testing

@testable import Fees

/// Fees that leave for another program, and come back.
struct FeeExportTests {
    private static let lines = FeeLines([
        FeeLine(FeeKey("D0120"), .priced(cents: 45_00)),
        FeeLine(FeeKey("D0140"), .priced(cents: 0)),
        FeeLine(FeeKey("D2740"), .priced(cents: 1_234_50), comment: "a, \"b\""),
        FeeLine(FeeKey("D2740", "14"), .priced(cents: 1_300_00)),
        FeeLine(FeeKey("D4910"), .percentOfUcr(basisPoints: 80_50)),
        FeeLine(FeeKey("D7140"), .notCovered), FeeLine(FeeKey("D8080"), .byReport),
        FeeLine(FeeKey("D9110"), .bundled), FeeLine(FeeKey("D9999"), .notListed),
    ])

    private static func laid(_ text: String, over lines: FeeLines) -> FeeImport {
        FeeImport(
            FeeFile.read(Array(text.utf8)[...]), over: FeeImport.Ground(lines: lines),
            isComplete: false)
    }

    private static func version() throws -> FeeVersion {
        let id = RecordID(bits: 7)
        var lookup = TestLookup()
        lookup.write([
            Write(
                record: id, type: RecordType.feeScheduleVersion.name, attribute: "version",
                value: Value([
                    .id(RecordID(bits: 8)), .int(1), .day("2026-01-01"), .null,
                    .text(lines.digest), .int(1), .null, .null, .null, .null, .null,
                    .blob(lines.packed),
                ]).encoded)
        ])
        return try #require(lookup.record(id).flatMap { FeeVersion($0) })
    }

    @Test func `our own file comes back as the same lines`() throws {
        let export = FeeExport.canonical(
            Self.lines, of: ("SDP-F", "contracted"), try Self.version())
        #expect(export.leftOut.isEmpty)
        let back = Self.laid(export.text, over: FeeLines())
        #expect(back.problems.isEmpty)
        #expect(back.file.format == .canonical)
        #expect(back.file.facts.effectiveFrom == Day("2026-01-01"))
        #expect(Self.laid(export.text, over: Self.lines).lines == Self.lines)
        // What nothing stood of before is not listed anyway.
        #expect(
            back.lines.lines.filter { $0.price != .notListed }
                == Self.lines.lines.filter { $0.price != .notListed })
    }

    @Test func `Open Dental's file holds codes and amounts and no descriptions`() {
        let export = FeeExport.openDental(Self.lines)
        #expect(
            export.text
                == "D0120\t45.00\t\t\r\nD0140\t0.00\t\t\r\nD2740\t1234.50\t\t\r\nD9999\t\t\t\r\n")
        #expect(export.lineCount == 4)
        #expect(
            export.leftOut == [
                "\(FeeKey("D2740", "14")): 1300.00, by its qualifier", "D4910: 80.50 % of UCR",
                "D7140: not covered", "D8080: by report", "D9110: bundled",
            ])
    }

    @Test func `Open Dental's file comes back and changes nothing`() {
        let export = FeeExport.openDental(Self.lines)
        let back = Self.laid(export.text, over: Self.lines)
        #expect(back.file.format == .openDental)
        #expect(back.problems.isEmpty)
        // The remark has no room in the file.
        #expect(back.lines.lines.map(\.price) == Self.lines.lines.map(\.price))
        let fresh = Self.laid(export.text, over: FeeLines())
        #expect(fresh.lines.lines.map(\.price.cents) == [45_00, 0, 1_234_50])
    }

    @Test(arguments: [
        ("57.00", FeePrice.priced(cents: 57_00)), ("not covered", .notCovered),
        ("80 % UCR", .percentOfUcr(basisPoints: 80_00)), ("by report", .byReport),
    ])
    func `one fee can be typed`(typed: String, price: FeePrice) {
        let bytes = FeeExport.typed(code: "D0120", price: typed, qualifier: "", note: "a, b")
        let laid = FeeImport(
            FeeFile.read(bytes, as: .canonical), over: FeeImport.Ground(lines: Self.lines),
            isComplete: false)
        #expect(laid.problems.isEmpty)
        #expect(laid.lines[FeeKey("D0120")] == FeeLine(FeeKey("D0120"), price, comment: "a, b"))
        #expect(laid.lines.count == Self.lines.count)
    }
}
