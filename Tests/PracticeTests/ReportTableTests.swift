import Merge
import Testing

@testable import Practice

/// How a report's cells are written.
struct ReportTableTests {
    @Test(
        arguments: [
            (.blank, "", "null"), (.text("a\"b"), "a\"b", "\"a\\\"b\""), (.number(-3), "-3", "-3"),
            (.flag(true), "true", "true"),
            (.day(Day("2027-02-01")), "2027-02-01", "\"2027-02-01\""),
            (.money(-123), "-1.23", "\"-1.23\""), (.percent(1_250), "12.50", "\"12.50\""),
            (.list(["a", "b"]), "a; b", "[\"a\", \"b\"]"), (.unknown, "unknown", "\"unknown\""),
            (.sentences(["a is", "b is"], words: "a, b"), "a is; b is", "[\"a is\", \"b is\"]"),
        ] as [(ReportTable.Cell, String, String)])
    func `a cell has one spelling for people and one for programs`(
        cell: ReportTable.Cell, plain: String, json: String
    ) {
        #expect(cell.plain == plain)
        #expect(cell.json == json)
    }

    @Test func `only sentences are shortened for a table`() {
        #expect(ReportTable.Cell.sentences(["a is"], words: "a").brief == "a")
        #expect(ReportTable.Cell.list(["a", "b"]).brief == "a; b")
    }
}
