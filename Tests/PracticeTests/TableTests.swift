import Merge
import Testing

@testable import Tables

/// How a report's cells are written.
struct TableTests {
    @Test(
        arguments: [
            (.blank, "", "null"), (.text("a\"b"), "a\"b", "\"a\\\"b\""), (.number(-3), "-3", "-3"),
            (.flag(true), "true", "true"),
            (.day(Day("2027-02-01")), "2027-02-01", "\"2027-02-01\""),
            (.money(-123), "-1.23", "\"-1.23\""), (.percent(1_250), "12.50", "\"12.50\""),
            (.list(["a", "b"]), "a; b", "[\"a\", \"b\"]"), (.unknown, "unknown", "\"unknown\""),
            (.sentences(["a is", "b is"], words: "a, b"), "a is; b is", "[\"a is\", \"b is\"]"),
            (
                .instant(Timestamp(milliseconds: 951_826_554_321)), "2000-02-29T12:15:54Z",
                "\"2000-02-29T12:15:54Z\""
            ),
            (
                .instant(Timestamp(milliseconds: -1_000)), "1969-12-31T23:59:59Z",
                "\"1969-12-31T23:59:59Z\""
            ),
            (.init(UInt64.max), "18446744073709551615", "18446744073709551615"),
            (.init("", table: "?", json: "null"), "", "null"),
        ] as [(Table.Cell, String, String)])
    func `a cell has one spelling for people and one for programs`(
        cell: Table.Cell, plain: String, json: String
    ) {
        #expect(cell.plain == plain)
        #expect(cell.json == json)
    }

    @Test func `only sentences and ids are shortened for a table, and a flag is a word`() {
        #expect(Table.Cell.id(RecordID(bits: 0xABCD)).brief == "0000abcd")
        #expect(Table.Cell.flag(true).brief == "yes")
        #expect(Table.Cell.sentences(["a is"], words: "a").brief == "a")
        #expect(Table.Cell.list(["a", "b"]).brief == "a; b")
    }
}
