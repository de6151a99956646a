import Foundation
import HouseKit
import Testing

/// What the hub tells of its history: who wrote what, and where it ended.
struct HubAccountTests {
    /// A house in which the centre and office A01 have written, and Ann was one of them.
    private func written() async throws -> House {
        let house = try await House()
        try await house.addPeople()
        try await house.centre.done("create payor code=SDP name=One --as ann --reason 'a letter'")
        try house.sync()
        house.clock.pass(days: 1)
        try await house.centre.done("edit payor SDP name=Two")
        try await house["A01"].done("create patient family=Own given=Pat")
        try await house["A01"].done("edit payor SDP name=Three --reason 'asks'")
        try house.sync()
        return house
    }

    @Test func `the history begins with the newest, by account, person and day`() async throws {
        let house = try await written()
        let all = try await house.hub.rows("history")
        #expect(all.map { Int($0["number"] ?? "") ?? 0 } == Array((1...all.count).reversed()))
        let own = try await house.hub.rows("history --office A01")
        #expect(Set(own.flatMap { (try? $0.list("types")) ?? [] }) == ["patient", "proposal"])
        #expect(own.allSatisfy { $0["account"] == "A01" })
        let centre = try await house.hub.rows("history --office centre")
        #expect(centre.count + own.count == all.count)
        let ann = try await house.hub.row("history --actor ann")
        #expect(ann["reason"] == "a letter" && ann["actor"] == "ann")
        #expect(try await house.hub.rows("history --day 2027-01-16").count == 3)
        #expect(try await house.hub.rows("history --day 2027-01-14").isEmpty)
        let payor = try await house.centre.row("show payor SDP")["id"] ?? ""
        #expect(try await house.hub.rows("history --record \(payor)").count == 2)
    }

    @Test func `an account that is none, and a person who is none, are refused`() async throws {
        let house = try await House()
        #expect(
            try await house.hub.refusal("history --office ZZ").hasPrefix(
                "the hub knows no office by that code"))
        #expect(
            try await house.hub.refusal("history --actor ann")
                == "no user has that login here: `bridgework list user` shows them")
        #expect(try await house.hub.run("audit --office ZZ").code == 1)
        #expect(try await house.hub.run("history --day yesterday").code == 2)
    }

    @Test func `every write is accounted for, by account and in all`() async throws {
        let house = try await written()
        let outcome = try await house.hub.run("audit")
        #expect(outcome.code == 0)
        #expect(outcome.said.last == "every write is accounted for")
        let rows = try await house.hub.rows("audit")
        #expect(rows.map { $0["account"] } == ["A01", "centre", "total"])
        #expect(rows.allSatisfy { $0["missing"] == "0" })
        let total = rows[2]
        let fates = [
            "pending", "current", "removal", "outranked", "superseded", "conflict", "proposed",
            "custody", "quarantined", "redacted", "missing",
        ]
        let sum = fates.reduce(0) { $0 + (Int(total[$1] ?? "") ?? 0) }
        #expect(sum == Int(total["writes"] ?? ""))
        #expect(rows[1]["superseded"] == "1")
        let office = try await house.hub.rows("audit --office A01")
        #expect(office.map { $0["account"] } == ["A01", "total"])
        #expect(office[0]["writes"] == office[1]["writes"])
    }

    @Test func `every value is told with who wrote it, having seen what, and why it stands`()
        async throws
    {
        let house = try await written()
        let sheet = try await house.hub.row("explain payor SDP name")
        #expect(sheet["source"] == "hub" && sheet["type"] == "payor")
        let standing = try sheet.rows("standing")
        #expect(standing.map { $0["value"] } == ["Two"])
        let writes = try sheet.rows("writes")
        #expect(writes.map { $0["value"] } == ["Two", "One"])
        #expect(writes.map { $0["fate"] } == ["current", "superseded"])
        #expect(writes[1]["by"] == "ann" && writes[1]["reason"] == "a letter")
        #expect(writes[1]["replaced"] != nil && writes[0]["replaced"] == nil)
        #expect(try writes[0].list("saw") == [writes[1]["entry"]])
        #expect(try await house.hub.run("explain payor ZZ").code == 1)
        #expect(try await house.hub.run("explain bogus SDP").code == 1)
        #expect(try await house.hub.run("explain payor SDP nome").code == 1)
    }

    @Test func `what an office should hold is told apart from what all hold`() async throws {
        let house = try await written()
        #expect(try await house.hub.done("digest --office A01") == house["A01"].done("digest"))
        #expect(try await house.hub.done("digest --office B01") == house["B01"].done("digest"))
        #expect(try await house.hub.done("digest --central") == house.centre.done("digest"))
        #expect(try await house["A01"].done("digest") != house["B01"].done("digest"))
        let all = try await house.hub.rows("digest")
        #expect(all.first { $0["type"] == "user" }?["count"] == "2")
        #expect(all.allSatisfy { $0["digest"]?.count == 64 })
        #expect(
            try await house.hub.misuse("digest --office A01 --central").hasPrefix(
                "Error: Give --office CODE or --central, not both."))
        #expect(try await house.hub.run("digest --office ZZ").code == 1)
    }

    @Test func `a sound hub says ok, with its indexes made anew or not`() async throws {
        let house = try await written()
        #expect(try await house.hub.done("verify") == "ok")
        let outcome = try await house.hub.run("verify --repair")
        #expect(outcome.text == "ok" && outcome.err.isEmpty)
    }

    @Test func `keys that others can reach are named, and the exit code says so`() async throws {
        let house = try await House()
        let path = house.hub.folderPath
        #expect(chmod(path, 0o755) == 0)
        let outcome = try await house.hub.run("verify")
        #expect(outcome.code == 1 && !outcome.text.hasSuffix("ok"))
        #expect(outcome.lines.count >= 1)
        #expect(try await house.hub.run("status --check").code == 1)
        #expect(chmod(path, 0o700) == 0)
        #expect(try await house.hub.done("verify") == "ok")
    }

    @Test func `events come to the last so many, and none below zero`() async throws {
        let house = try await House()
        for _ in 0..<3 { try await house.hub.done("invite --office A01") }
        #expect(try await house.hub.rows("events").count == 3)
        #expect(try await house.hub.rows("events --limit 2").count == 2)
        #expect(try await house.hub.rows("events --limit 0").isEmpty)
        let row = try await house.hub.rows("events")[0]
        #expect(row.names == ["at", "event", "subject", "detail"])
        #expect(row["detail"] == "office" && row["event"] == "invited")
    }
}
