import Errands
import Merge
import Tables
import Testing

@testable import WebDesk

/// What a page shows of what a command came to.
struct ViewTests {
    static let id = "838cb2a4-49d2-577d-bd82-2f6762055358"

    private func part(_ columns: [Table.Column], _ rows: [Table.Cell]...) -> ErrandReply.TablePart {
        var table = Table(columns)
        for row in rows { table.add(row) }
        return .init(table: table)
    }

    @Test func `a value is text wherever it stands`() {
        let evil = "<script>alert(1)</script>\"'&"
        let shown = [
            TableView(part(["name"], [.text(evil)]), title: evil).markup,
            FactsView([.init(name: evil, text: evil, kind: "", href: nil)]).markup,
            Blocks.notice(.bad, evil, [evil]), Blocks.section(evil, lead: evil, []),
            Filters.markup("/x", [FieldView("f", evil, value: evil)]),
            Filters.markup("/x", [FieldView("f", evil, .choice([.init(evil, evil)]))]),
        ]
        for markup in shown {
            #expect(!markup.html.contains("<script") && markup.html.contains("&lt;script&gt;"))
            #expect(!markup.html.contains("\"'&"))
        }
    }

    @Test func `a table has heads with their scope, and what says nothing is left out`() throws {
        let view = TableView(
            part(
                ["code", "effectiveFrom", "comment", .wide("secret")],
                [.text("A"), .day(try #require(Day("2027-01-15"))), .blank, .text("wide")]))
        #expect(view.columns.map(\.name) == ["code", "effectiveFrom"])
        let html = view.markup.html
        #expect(html.contains("<th scope=\"col\" class=\"day\">Effective from</th>"))
        #expect(html.contains("<th scope=\"row\" class=\"text\">A</th>"))
        #expect(!html.contains("wide"))
    }

    @Test func `money is grouped, times are to the minute, digests are begun`() {
        let view = TableView(
            part(
                ["a", "b", "c", "d"],
                [
                    .money(40_500_000), .instant(Timestamp(milliseconds: 1_800_000_000_000)),
                    .text(String(repeating: "ab", count: 32)), .text(ViewTests.id),
                ]))
        #expect(
            view.rows[0].map(\.text) == [
                "405,000.00", "2027-01-15 08:00", "abababababab", "62055358",
            ])
        #expect(view.rows[0][2].whole?.count == 64)
    }

    @Test func `the heat map tells states by a sign beside the colour`() {
        var table = Table(["npi", "doctor", "office", "lapsed", "C1", "C2"], keyColumns: 4)
        table.add([
            .text("2000000002"), .text("Sample, Nina"), .text("A01"), .blank,
            .text("effective 2022-01-07"), .unknown,
        ])
        let html = HeatMap(.init(table: table)).markup.html
        #expect(html.contains("class=\"seat in\" title=\"effective 2022-01-07\""))
        #expect(html.contains("class=\"seat open\" title=\"unknown\""))
        #expect(html.contains("href=\"/doctors/2000000002\""))
        #expect(html.contains("in network") && html.contains("a conflict stands"))
    }

    @Test func `a plot sums by name, the longest first`() {
        var table = Table(["office", "atRisk"])
        table.add([.text("A"), .money(100_00)])
        table.add([.text("B"), .money(2_500_00)])
        table.add([.text("A"), .money(50_00)])
        let plot = Plot("At risk", of: "atRisk", by: "office", in: table)
        #expect(plot.bars.map(\.name) == ["B", "A"])
        #expect(plot.bars.map(\.figure) == ["2,500.00", "150.00"])
        #expect(Plot("None", []).markup == nil)
    }

    @Test func `a timeline has a bar for every span, from the first day to the last`() throws {
        let days = try ["2027-01-01", "2027-01-10", "2027-01-11", "2027-01-20"].map {
            try #require(Day($0))
        }
        var table = Table(["contract", "from", "through"])
        table.add([.text("C1"), .day(days[0]), .day(days[1])])
        table.add([.text("C2"), .day(days[2]), .day(days[3])])
        table.add([.text("C3"), .day(days[2]), .blank])
        let timeline = Timeline("Gaps", of: table, by: ["contract"])
        #expect(timeline.spans.map(\.name) == ["C1", "C2"])
        let html = try #require(timeline.markup).html
        #expect(html.contains("x=\"150\" y=\"22\" width=\"260\""))
        #expect(html.contains("x=\"410\" y=\"42\" width=\"260\""))
        #expect(html.contains("C2: 2027-01-11 to 2027-01-20"))
    }

    @Test(arguments: [
        ("bridgework doctor gaps --doctor 2000000234 --office S01", "/doctors/2000000234"),
        ("bridgework conflicts show 12ab34cd", "/conflicts/12ab34cd"),
        ("bridgework contract negotiate SC01 --open", "/contracts/SC01"),
        ("bridgework fees diff SF01", "/fees/SF01"),
        ("bridgework coverage verify 1234 --method … --active", "/do/verify?coverage=" + id),
        ("bridgework proposals show 12ab34cd", "/waiting/proposals/" + id),
        ("bridgework step log task 12ab34cd done", "/do/task-done?id=" + id),
        ("bridgework notice show 12ab34cd", "/records/payor_notice/" + id),
        ("bridgework show code_map 12ab34cd", "/records/code_map/" + id),
        ("bridgework answer list", "/lists/answers"),
        ("bridgework receivable list --office S01 --min-days 91", "/lists/receivables"),
        ("bridgework connection load 12ab34cd --doctor …", "/lists/connections"),
        ("put the ones above in order first", "/"),
    ])
    func `what is advised opens where it is done`(advice: String, page: String) {
        #expect(Links.advice(advice, record: ViewTests.id) == page)
    }

    @Test func `names become words`() {
        #expect(Words.heading("effectiveFrom") == "Effective from")
        #expect(Words.heading("not-proven") == "Not proven")
        #expect(Words.heading("SC01") == "SC01" && Words.heading("npi") == "NPI")
    }
}
