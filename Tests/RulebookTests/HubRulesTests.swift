@testable import Tables
@testable import Records
@testable import Participation
@testable import Benefits
import HouseKit
import Hub
import Merge
import Practice
import Replica
import Store
import Sync
import Testing

@testable import Rulebook

/// What the hub writes of what it may not take, and how histories are read.
struct HubRulesTests {
    /// Something that no command of ours writes, at an office.
    private func append(_ ops: [Op], at seat: Seat, nonce: UInt64 = 1) throws {
        let desk = seat.desk
        try desk.store.write { transaction in
            _ = try transaction.append(
                ChangeSet(
                    replica: desk.replica, actor: nil, role: desk.role, reason: "a test",
                    claimedAt: desk.now, parent: try transaction.tip, nonce: nonce, ops: ops))
        }
    }

    private func text(_ text: String) -> Bytes { Value([.text(text)]).encoded }

    @Test func `an op that is the centre's becomes a proposal in its writer's name`() async throws {
        let house = try await House()
        let payor = try await house.centre.done("create payor code=SDP name=One")
        try house.sync()
        let id = try #require(RecordID(hexadecimal: payor))
        // Past the office's own authority, as an older program may write.
        try append(
            [Op(record: id, type: "payor", attribute: "kind", value: text("medicaid"))],
            at: house["A01"])
        try house.sync()
        let row = try await house.centre.row("proposals list")
        #expect(row["office"] == "A01" && row["attribute"] == "kind" && row["reason"] == "a test")
        #expect(try await house.centre.fields("payor", "SDP")["kind"] == nil)
        try await house.centre.done("proposals accept \(row["id"] ?? "")")
        #expect(try await house.centre.fields("payor", "SDP")["kind"] == "medicaid")
    }

    @Test func `of many bad ops in one change set the last record stands for the rest`()
        async throws
    {
        let house = try await House()
        let patient = try await house["A01"].done("create patient family=Own")
        let id = try #require(RecordID(hexadecimal: patient))
        let count = HeldOps.quarantineMax + 10
        let ops = (0..<count).map { number in
            Op(
                record: id, type: "patient", attribute: "nothing\(number)",
                value: text("x"))
        }
        try append(ops, at: house["A01"])
        try house.sync()
        let held = try await house["A01"].rows("quarantine list")
        #expect(held.count <= HeldOps.quarantineMax)
        let audit = try await house.hub.rows("audit").last
        #expect(audit?["missing"] == "0")
        #expect(try await house.hub.done("verify") == "ok")
    }

    @Test func `a record of another office alone is nobody's to make`() async throws {
        let house = try await House()
        let other = try house.hub.desk.office(code: "B01")
        let stolen = RecordID(bits: 0x0193_0000_0000_7000_8000_0000_0000_0001)
        let name = Write(
            Patient.name, stolen, [Patient.name.family("Stolen"), Patient.name.given("Pat")])
        let place = Write(Patient.offices, stolen, key: [Patient.offices.office(other)])
        try append(
            [name, place].map { $0.op(seeing: RecordState(), shape: nil) }, at: house["A01"])
        try house.sync()
        #expect(try await house["B01"].rows("list patient").isEmpty)
        #expect(try await house.centre.rows("list patient").isEmpty)
        let why = try await house["A01"].rows("quarantine list").map { $0["why"] }
        #expect(!why.isEmpty && why.allSatisfy { $0 == "foreign-office" })
    }

    @Test func `a history reads the same at a replica and at the hub`() async throws {
        let house = try await House()
        let payor = try await house.centre.done("create payor code=SDP name=One")
        try await house.centre.done("edit payor SDP name=Two")
        try house.sync()
        let id = try #require(RecordID(hexadecimal: payor))
        let archive = HubArchive(house.hub.desk.store)
        let own = house.centre.desk.store
        let told = try archive.historicWrites(of: id).map(\.entry)
        #expect(Set(told) == Set(try own.historicWrites(of: id).map(\.entry)))
        #expect(told.count == 3)
        #expect(try archive.state(of: id) == own.state(of: id))
        #expect(try archive.state(of: RecordID(bits: 3)) == nil)
        #expect(try archive.touchedRecords(endingIn: id.suffix.lowercased()) == [id])
        #expect(try own.touchedRecords(endingIn: id.suffix.lowercased()) == [id])
        #expect(archive.schema.version == own.schema.version)
        let names = try [archive as any HistoryStore, own].map { store in
            try store.lookingUp { $0.record(id)?[Payor.name] }
        }
        #expect(names == ["Two", "Two"])
    }

    @Test func `the rules over several records find what two who knew nothing of each other wrote`()
        async throws
    {
        let house = try await House()
        let birth = "family=Ruiz given=Ana birthDate=1980-02-28 offices+=A01 offices+=B01"
        let one = try await house["A01"].done("create patient \(birth)")
        let two = try await house["B01"].done("create patient \(birth)")
        try house.sync()
        for seat in [house.centre, house["A01"], house["B01"]] {
            let open = try seat.desk.store.read { try $0.conflicts() }
            #expect(open.map(\.kind) == ["duplicate-patient"])
            let sheet = try await seat.row("conflicts show \(open[0].id)")
            #expect(Set(try sheet.rows("candidates").map { $0["record"] }) == [one, two])
        }
        #expect(RecordChecks.practice(PracticeSchema.current).version == CrossRule.version)
    }

    @Test func `what a replica does by itself is one routine, done once`() async throws {
        let house = try await House()
        #expect(Routine.practice.map(\.reason) == ["fee schedule receipt"])
        #expect(try house["A01"].desk.follow(Routine.practice) == false)
        try await house.addPeople()
        try await house.publishFees("F1", "D0120,61.00\n")
        // The sync that brought the version has written the receipt.
        #expect(try await house["A01"].rows("list fee_receipt").count == 1)
        #expect(try house["A01"].desk.follow(Routine.practice) == false)
        #expect(try await house["B01"].rows("list fee_receipt").isEmpty)
    }

    @Test func `a time zone is one that this machine can tell days by`() {
        #expect(TimeZoneName.isKnownHere("America/New_York"))
        #expect(!TimeZoneName.isKnownHere("Nowhere/Here"))
        #expect(!TimeZoneName.isKnownHere("EST5"))
    }
}
