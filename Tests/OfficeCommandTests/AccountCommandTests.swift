import DeskKit
import Foundation
import HouseKit
import Records
import Replica
import Store
import Sync
import Testing

/// What a replica tells of itself and of what was written.
struct AccountCommandTests {
    @Test func `a replica tells who it is, what waits and how far it is`() async throws {
        let house = try await House()
        var status = try await house["A01"].row("status")
        #expect(status["role"] == "office" && status["office"] == "A01")
        #expect(status["position"] == "2" && status["lag"] == "0" && status["pending"] == "0")
        #expect(status["equal"] == "true" && status["level"] == "2027-01-15T08:00:00Z")
        #expect(status["catchingUp"] == "false" && status["pendingSince"] == nil)
        house.clock.pass(hours: 2)
        try await house["A01"].done("create patient family=Own")
        status = try await house["A01"].row("status")
        #expect(status["pending"] == "1" && status["pendingSince"] == "2027-01-15T10:00:00Z")
        #expect(status["lagSeconds"] == "7200")
        try house.sync(house["A01"])
        status = try await house["A01"].row("status")
        #expect(status["pending"] == "0" && status["position"] == "3")
        #expect(try status.rows("ops")[0]["applied"] == "2")
        let table = try await house["A01"].run("status").lines
        #expect(table.contains { $0.hasPrefix("level") && $0.hasSuffix("0 min ago") })
    }

    @Test func `a day without the hub, and what was not sent, are troubles`() async throws {
        let house = try await House()
        try await house["A01"].done("create patient family=Own")
        house.clock.pass(hours: 27)
        let check = try await house["A01"].run("status --check")
        #expect(check.code == 1)
        #expect(check.lines.contains { $0.contains("not level") || $0.contains("level with") })
        #expect(try await house["A01"].row("status").list("troubles").count >= 3)
        try house.sync(house["A01"])
        let after = try await house["A01"].run("status --check")
        // This kit's machines have no certificates: that alone is left.
        #expect(after.lines.count == 1 && after.text.hasPrefix("no good certificate"))
    }

    @Test func `own writes are listed and accounted for, sent or not`() async throws {
        let house = try await House()
        try await house.addPeople()
        try await house.centre.done("create payor code=P name=One --as ann --reason new")
        let pending = try await house.centre.run("audit")
        #expect(pending.code == 0 && pending.err.contains("pending"))
        try house.sync()
        house.clock.pass(days: 1)
        try await house.centre.done("edit payor P name=Two")
        try house.sync()
        let history = try await house.centre.rows("history")
        #expect(history[0]["at"] == "2027-01-16T08:00:00Z")
        #expect(try await house.centre.row("history --actor ann")["reason"] == "new")
        #expect(try await house.centre.rows("history --day 2027-01-16").count == 1)
        let payor = try await house.centre.row("show payor P")["id"] ?? ""
        #expect(try await house.centre.rows("history --record \(payor)").count == 2)
        let total = try await house.centre.rows("audit").last
        #expect(total?["missing"] == "0" && total?["superseded"] == "1")
        #expect(try await house.centre.run("history --actor nobody").code == 1)
    }

    @Test func `a value is explained from what is held here, when nobody is asked`() async throws {
        let house = try await House()
        let patient = try await house.insurePat().patient
        try await house["A01"].done("edit patient \(patient) language=French --reason asked")
        try house.sync()
        house.clock.pass(hours: 1)
        try await house["B01"].done("edit patient \(patient) language=German")
        let story = try await house["B01"].row("explain patient \(patient) language --offline")
        #expect(story["source"] == "here")
        let writes = try story.rows("writes")
        #expect(writes.first?["value"] == "German" && writes.first?["fate"] == "pending")
        #expect(try story.rows("standing").map { $0["value"] } == ["German"])
        #expect(try await house["B01"].run("explain patient \(patient) nosuch --offline").code == 1)
        #expect(try await house["B01"].run("explain patient 00000000 --offline").code == 1)
    }

    @Test func `equal lines prove equal records, and another record changes its line alone`()
        async throws
    {
        let house = try await House()
        _ = try await house.insurePat()
        let before = try await house["A01"].rows("digest")
        #expect(before == (try await house["B01"].rows("digest")))
        try await house["A01"].done("create patient family=Own")
        let after = try await house["A01"].rows("digest")
        let changed = zip(before, after).filter { $0 != $1 }.map { $0.0["type"] }
        #expect(changed == ["patient"])
        #expect(after.first { $0["type"] == "patient" }?["count"] == "2")
        try house.sync()
        #expect(try await house.hub.done("digest --office A01") == house["A01"].done("digest"))
    }

    @Test func `a sound store says ok, and names a folder that others can reach`() async throws {
        let house = try await House()
        let office = house["A01"]
        #expect(try await office.done("verify") == "ok")
        #expect(try await office.run("verify --repair").text == "ok")
        #expect(chmod(office.folderPath, 0o755) == 0)
        let outcome = try await office.run("verify")
        #expect(outcome.code == 1 && outcome.text != "ok")
        #expect(chmod(office.folderPath, 0o700) == 0)
        #expect(try await office.done("verify") == "ok")
        #expect(try await office.rows("events").isEmpty)
        #expect(try await office.run("events --limit -1").code == 2)
    }

    @Test func `an invented group is for an empty store, and the same for one seed`() async throws {
        let house = try await House()
        #expect(try await house.centre.run("sample").code == 1)
        #expect(
            try await house.centre.misuse("sample --offices 51").hasPrefix(
                "Error: --offices takes 1 to 50, --patients 0 to 100000."))
        #expect(try await house.centre.rows("list office").count == 2)
        let lone = try LoneDesk()
        let words = ["sample", "--offices=1", "--patients=5"]
        let rehearsed = try await CommandRun(words + ["--dry-run"], at: lone.desk)
        #expect(rehearsed.out.hasSuffix(" synthetic records would be written\n"))
        #expect(rehearsed.err.hasPrefix("nothing was written: "))
        #expect(try lone.store.read { try $0.tip } == nil)
        let written = try await CommandRun(words, at: lone.desk)
        #expect(
            written.out == rehearsed.out.replacing(" would be written", with: " written"))
    }

    @Test func `a sync without an address says what to do`() async throws {
        let house = try await House()
        // As one that joined with a token has its own, and has not heard of any since.
        try house.centre.desk.store.write { try $0.set([], in: SettingName.heardAddresses) }
        #expect(
            try await house.centre.refusal("sync")
                == "this store does not know its hub's address: join again")
        #expect(try await house.centre.run("agent").code != 0)
    }

    @Test func `what was never sent is brought into another store of the office`() async throws {
        let house = try await House()
        let damaged = try LoneDesk()
        try damaged.create(.office, "code=ELM", "name=Elm Street")
        try damaged.store.close()
        let unsent = house["A01"].folderPath + "-unsent.bw"
        try Data(DamagedStore(damaged.folder).unsentWork().encoded).write(
            to: URL(filePath: unsent))
        let fresh = try LoneDesk()
        let words = ["salvage", "load", unsent, "--format=csv"]
        let rehearsed = try await CommandRun(words + ["--dry-run"], at: fresh.desk)
        #expect(rehearsed.err.hasPrefix("nothing was written"))
        #expect(try fresh.store.read { try $0.pendingCount } == 0)
        let loaded = try await CommandRun(words, at: fresh.desk)
        #expect(loaded.out == rehearsed.out && loaded.out.contains("\n1,"))
        #expect(try fresh.store.read { try $0.pendingCount } == 1)
        let file = try house["A01"].file("none.bw", "not a salvage file")
        #expect(try await house["A01"].run("salvage load \(file)").code == 1)
        #expect(
            try await house["A01"].refusal("salvage load /nowhere.bw")
                == "/nowhere.bw does not exist: check the name")
    }
}
