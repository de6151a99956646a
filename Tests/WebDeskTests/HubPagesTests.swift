import Errands
import Merge
import Tables
import Testing

@testable import WebDesk

/// The hub's own pages: every replica at a glance.
struct HubPagesTests {
    private static let day: Int64 = 86_400_000
    private static let begin: Int64 = 1_795_996_800_000

    private static func status() -> ErrandReply {
        var sheet = Table(["what", "value"])
        sheet.add([.text("position"), .number(1_204)])
        sheet.add([.text("troubles"), .text("the last backup is old")])
        var machines = Table([
            "id", "name", "role", "office", "lastSeen", "proven", "provenAt", "lag", "purgesOwed",
            "nightsMissed", "certificateDays", "troubles",
        ])
        let at = Timestamp(milliseconds: begin)
        machines.add([
            .text("0001"), .text("elm-<b>front"), .text("office"), .text("ELM"), .instant(at),
            .number(1_000), .instant(at), .number(1_000), .number(0), .number(3), .number(9),
            .text("not seen for 3 nights: call the office; the certificate ends in 9 days"),
        ])
        machines.add([
            .text("0002"), .text("centre"), .text("coordinator"), .blank, .blank, .blank, .blank,
            .number(0), .number(0), .number(0), .number(80), .text("none"),
        ])
        return ErrandReply(
            code: 0,
            parts: [
                .table(ErrandReply.TablePart(table: sheet)),
                .table(ErrandReply.TablePart(table: machines)),
            ])
    }

    /// Three days of one machine, of which nobody looked on the second.
    private static func lag(_ span: String) -> ErrandReply {
        var table = Table(["replica", "name", .init(span), "lag"])
        for (number, lag) in [(0, 4), (2, 1_000)] as [(Int64, Int64)] {
            let at = Timestamp(milliseconds: begin + number * day)
            let cell: Table.Cell = span == "day" ? .day(Day(of: at)) : .instant(at)
            table.add([.text("0001"), .text("elm"), cell, .number(lag)])
        }
        return .table(table)
    }

    private func browser() async throws -> Browser {
        let fake = FakeClerk([
            "status": Self.status(), "lag --by=day": Self.lag("day"),
            "lag --replica=0001": Self.lag("hour"),
        ])
        let clerk = Clerk(
            title: "Hub of Test", place: .hub, pulse: { "7" }, today: { Day("2026-11-30") },
            run: { await fake.clerk.run($0) })
        return try await Browser.inside(clerk)
    }

    @Test func `the most troubled stands first, with its troubles, and every value is escaped`()
        async throws
    {
        let page = try await browser().get("/").text
        #expect(page.contains("<h1>Replicas</h1>"))
        let (elm, centre) = (
            page.firstRange(of: "elm-&lt;b&gt;front"), page.firstRange(of: ">centre<")
        )
        #expect(elm != nil && centre != nil && !page.contains("<b>front"))
        if let elm, let centre { #expect(elm.lowerBound < centre.lowerBound) }
        #expect(page.contains("not seen for 3 nights: call the office</p>"))
        #expect(page.contains("the certificate ends in 9 days</p>"))
        #expect(page.contains(#"<a href="/replicas/0001">"#))
        // A machine that nobody ever looked at has no plot.
        #expect(page.ranges(of: #"<svg class="spark""#).count == 1)
        #expect(page.contains("2026-11-30: 4 behind"))
        #expect(page.contains("2026-12-01: nobody looked"))
        #expect(page.contains("2026-12-02: 1000 behind"))
    }

    @Test func `the heading has the hub's pages and no office's`() async throws {
        let page = try await browser().get("/").text
        for link in [#"href="/hub""#, #"href="/events""#] { #expect(page.contains(link)) }
        for link in [#"href="/patients""#, #"href="/fees""#, #"href="/conflicts""#] {
            #expect(!page.contains(link))
        }
        #expect(try await browser().get("/patients").status == 404)
        #expect(try await browser().get("/do/move").status == 404)
        #expect(try await browser().post("/do/move", []).status != 200)
    }

    @Test func `a machine's page says when it was proven, and draws each hour`() async throws {
        let page = try await browser().get("/replicas/0001").text
        #expect(
            page.contains(
                "proven to be the hub&#39;s at position 1,000, 2026-11-30 00:00 UTC; "
                    + "1000 records have changed for it since."))
        #expect(page.ranges(of: #"<rect class="bar "#).count == 49)
        #expect(page.ranges(of: #"<rect class="bar none""#).count == 47)
        #expect(page.ranges(of: #"<rect class="bar bad""#).count == 1)
        // The browser's history holds no name.
        #expect(page.contains("<title>Replica · Bridgework</title>"))
        #expect(try await browser().get("/replicas/0002").text.contains("never proven"))
        #expect(try await browser().get("/replicas/0003").status == 404)
        #expect(try await browser().get("/replicas/--by=day").status == 404)
    }

    @Test func `the hub's page has its troubles and all facts`() async throws {
        let page = try await browser().get("/hub").text
        #expect(page.contains("Something is wrong.") && page.contains("the last backup is old"))
        #expect(page.contains("1204") || page.contains("1,204"))
    }

    @Test func `a column that is not nothing is seen, and one of nothing is not`() {
        let plot = ColumnPlot(
            "Behind",
            [0, 1, 1_000].map { ColumnPlot.Column(whole: String($0), amount: $0) }
        ) { $0 >= 1_000 }
        let html = plot.markup(.small)?.html ?? ""
        let heights = html.matches(of: /<rect class="bar [a-z]+"[^>]* height="(\d+)"/)
            .map { Int($0.1) }
        #expect(heights == [0, 2, 22])
        #expect(ColumnPlot("x", []) { _ in false }.markup(.large) == nil)
        let blank = ColumnPlot("x", [.init(whole: "", amount: nil)]) { _ in false }
        #expect(blank.markup(.large) == nil)
    }
}
