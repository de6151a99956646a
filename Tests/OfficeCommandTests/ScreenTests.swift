import ArgumentParser
import Errands
import HouseKit
import Merge
import OfficeCommand
import Synchronization
import Tables
import Testing

/// A listing as a screen takes it, before anybody prints it.
struct ScreenTests {
    private func taken(_ table: Table, rowsMax: Int) throws -> ErrandReply.TablePart? {
        let part = Mutex<ErrandReply.TablePart?>(nil)
        let screen = Console.Screen(rowsMax: rowsMax) { taken in part.withLock { $0 = taken } }
        let console = Console(workingDirectory: "/", width: 80, screen: screen) { _ in
            Issue.record("nothing is printed")
        }
        try ListingOptions.parse([]).print(table, to: console)
        return part.withLock { $0 }
    }

    @Test func `a screen has every column and so many rows`() throws {
        var table = Table([.key("code"), "name", .wide("more")], of: "thing")
        for number in 1...4 { table.add([.number(number), .text("a name"), .text("wide")]) }
        let all = try #require(try taken(table, rowsMax: 4))
        #expect(all.table == table && all.more == 0)
        let some = try #require(try taken(table, rowsMax: 3))
        #expect(some.table.count == 3 && some.more == 1)
    }

    @Test func `a clerk hands over tables, talk and refusals apart`() async throws {
        let house = try await House()
        let clerk = try Clerk(at: house.centre.desk, login: nil)
        let report = await clerk.run(Errand("report", "gaps"))
        #expect(report.isDone && report.tables.first?.footer?.hasPrefix("as of ") == true)
        let list = await clerk.run(Errand("list").of("office"))
        let codes = list.tables.first?.table.rows.map { $0[1].plain } ?? []
        #expect(Set(codes) == ["A01", "B01"])
        let refused = await clerk.run(Errand("show").of("patient", "nobody"))
        #expect(refused.code == 1 && refused.refusal?.isEmpty == false)
        let misuse = await clerk.run(Errand("conflicts", "resolve").with("take", "1"))
        #expect(misuse.code == 2 && misuse.refusal?.contains("Usage") == false)
    }

    @Test func `a store's pulse changes with what is written`() async throws {
        let house = try await House()
        let clerk = try Clerk(at: house.centre.desk, login: nil)
        let before = clerk.pulse()
        #expect(clerk.pulse() == before)
        try await house.centre.done("create payor code=P1 name=One")
        let written = clerk.pulse()
        try house.sync(house.centre)
        #expect(written != before && clerk.pulse() != written)
    }
}
