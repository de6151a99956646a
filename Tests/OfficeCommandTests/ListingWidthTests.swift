import HouseKit
import Testing

/// A listing in the room that there is, and filters of histories and audits.
struct ListingWidthTests {
    private func stocked() async throws -> House {
        let house = try await House()
        try await house.addPeople()
        for number in 1...3 {
            try await house.centre.done(
                "create payor code=P\(number) 'name=Synthetic Dental Plan number \(number)' "
                    + "kind=commercial --as ann --reason 'file \(number)'")
            house.clock.pass(days: 1)
        }
        try house.sync()
        return house
    }

    @Test func `a table fits the terminal, and shows all of it on request`() async throws {
        let desk = try await stocked().centre
        for width in [40, 60, 80] {
            let lines = try await desk.run("list payor --width \(width)").lines
            #expect(lines.allSatisfy { $0.count <= width }, "\(width)")
            #expect(lines.count >= 5)
        }
        let wide = try await desk.run("list payor --wide --width 40").lines
        #expect(wide[0].contains("timelyFilingDays") && wide[0].contains("lifecycleReason"))
        #expect(wide.contains { $0.contains("Synthetic Dental Plan number 3") })
        let named = try await desk.run("list payor --columns code,name --width 40").lines
        #expect(named[0].split(separator: " ") == ["code", "name"])
    }

    @Test func `what programs read has no width`() async throws {
        let desk = try await stocked().centre
        for format in ["csv", "json"] {
            let narrow = try await desk.run("list payor --format \(format) --width 40")
            let whole = try await desk.run("list payor --format \(format)")
            #expect(narrow == whole)
        }
        #expect(try await desk.run("list payor --format xml").code == 2)
        #expect(try await desk.run("list payor --columns ''").code == 2)
        let columns = try await desk.run("list payor --columns NAME --format csv").lines
        #expect(columns[0] == "name")
    }

    @Test func `a history is read page by page, either way`() async throws {
        let house = try await stocked()
        for seat in [house.centre as any Workplace, house.hub] {
            let all = try await seat.rows("history").compactMap { Int($0["number"] ?? "") }
            #expect(all == all.sorted(by: >) && all.count >= 5)
            let first = try await seat.rows("history --limit 2")
            #expect(first.compactMap { Int($0["number"] ?? "") } == Array(all.prefix(2)))
            let next = try await seat.rows("history --limit 2 --before \(all[1])")
            #expect(next.compactMap { Int($0["number"] ?? "") } == Array(all[2...3]))
            let up = try await seat.rows("history --after \(all[2])")
            #expect(up.compactMap { Int($0["number"] ?? "") } == [all[1], all[0]])
        }
    }

    @Test func `a history's filters are one thing or another`() async throws {
        let house = try await stocked()
        let misuses = [
            "--limit 0", "--before 1 --after 1", "--day 2027-01-15 --from 2027-01-15",
            "--from 2027-01-16 --to 2027-01-15", "--after -1", "--before 0",
        ]
        for words in misuses {
            #expect(try await house.hub.run("history \(words)").code == 2, "\(words)")
            #expect(try await house.centre.run("history \(words)").code == 2, "\(words)")
        }
        let days = "--from 2027-01-16 --to 2027-01-16"
        let reasons = try await house.hub.rows("history \(days)").map { $0["reason"] }
        #expect(reasons == ["file 2"])
        #expect(try await house.hub.rows("history --actor ann").count == 3)
        #expect(try await house.hub.rows("history --actor bob").isEmpty)
    }

    @Test func `an audit lists the writes of one fate, and sums of some days`() async throws {
        let house = try await stocked()
        try await house.centre.done("edit payor P1 name=Other")
        try house.sync()
        let superseded = try await house.hub.row("audit --list superseded")
        #expect(superseded["account"] == "centre" && superseded["attribute"] == "name")
        #expect(superseded["fate"] == "superseded" && superseded["by"] != nil)
        #expect(superseded["type"] == "payor")
        #expect(try await house.hub.rows("audit --list missing").isEmpty)
        #expect(try await house.hub.rows("audit --list current --limit 2").count == 2)
        #expect(try await house.hub.run("audit --list lost").code == 2)
        #expect(try await house.hub.run("audit --limit 0").code == 2)
        #expect(
            try await house.hub.misuse("audit --from 2027-01-16 --to 2027-01-15").hasPrefix(
                "Error: --to lies before --from."))
        let one = try await house.hub.rows("audit --from 2027-01-16 --to 2027-01-16").last
        #expect(one?["writes"] == "3")
        let own = try await house.centre.rows("audit").last
        let whole = try await house.hub.rows("audit --office centre").last
        #expect(own?["writes"] == whole?["writes"] && own?["missing"] == "0")
    }

    @Test func `a history names who and how many, and no stored value`() async throws {
        let house = try await stocked()
        for seat in [house.centre as any Workplace, house.hub] {
            let outcome = try await seat.run("history")
            #expect(!outcome.out.contains("Synthetic") && outcome.out.contains("ann"))
            let row = try await seat.rows("history --actor ann")[0]
            #expect(row["records"] == "1" && row["reason"] == "file 3")
            #expect(try row.list("types") == ["payor"])
            #expect(try row.rows("writes")[0]["applied"] == "3")
            #expect(row["changeSet"]?.count == 32)
        }
        let events = try await house.hub.run("audit --list current")
        #expect(!events.out.contains("Synthetic"))
    }
}
