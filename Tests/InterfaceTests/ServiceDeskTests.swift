import Benefits
import DeskKit
import Foundation
import Merge
import Participation
import Practice
import Records
import Replica
import Rulebook
import Store
import Tables
import Testing

@testable import Interface
@testable import Wire

/// What the practice's own software asks and does, and what is refused it.
struct ServiceDeskTests {
    @Test func `it is told who it is and where`() throws {
        let pms = try PracticeSoftware()
        let hello = try pms.ask { $0.hello = .init() }.hello
        #expect(hello.versions == [1])
        #expect(hello.software == "test 1")
        #expect(hello.actor.count == 16 && hello.replica.count == 16 && hello.office.isEmpty)
        #expect(hello.today.count == 10)
    }

    @Test(arguments: [
        ("nobody", PracticeSoftware.Code.unknownClient), ("ann", .unknownClient),
        ("", .malformed), (String(repeating: "x", count: 300), .malformed),
    ])
    func `only a program that somebody declared is heard`(
        login: String, code: PracticeSoftware.Code
    ) throws {
        let pms = try PracticeSoftware()
        pms.login = login
        #expect(try pms.code { $0.hello = .init() } == code)
    }

    @Test func `a token counts for its own login alone`() throws {
        let pms = try PracticeSoftware()
        try pms.lone.create(.user, "login=lab", "roles+=service")
        pms.caller = try pms.lone.desk.reading { try $0.actor(login: "pms") }
        #expect(try pms.code { $0.hello = .init() } == nil)
        pms.login = "lab"
        #expect(try pms.code { $0.hello = .init() } == .unknownClient)
    }

    @Test func `one that was disabled is heard no more`() throws {
        let pms = try PracticeSoftware()
        try pms.lone.edit(.user, "pms", "isDisabled=true")
        #expect(try pms.code { $0.hello = .init() } == .unknownClient)
    }

    @Test func `another version, and no request at all, are refused as such`() throws {
        let pms = try PracticeSoftware()
        let other = try pms.ask(version: 2) { $0.hello = .init() }
        #expect(other.errorCode == .unsupportedVersion)
        #expect(try pms.code { _ in } == .malformed)
    }

    @Test func `a record is made, found, read, changed and taken out of use`() throws {
        let pms = try PracticeSoftware()
        let id = RecordID.random()
        let made = try pms.create(
            "patient", id: id,
            ["family": "Synthetic", "given": "Ada", "birthDate": "1990-01-02"])
        #expect(made.written.applied > 0 && made.written.id == Data(id.bytes))
        let found = try pms.ask { request in
            request.find.type = "patient"
            request.find.fields = ["family", "birthDate"]
            var filter = Bridgework_V1_FieldFilter()
            filter.field = "given"
            filter.value = "Ada"
            request.find.where = [filter]
        }.records
        #expect(found.records.count == 1 && found.next.isEmpty)
        let record = try #require(found.records.first)
        #expect(record["family"] == "Synthetic" && record["given"] == nil)
        #expect(record["birthDate"] == "1990-01-02" && record.inUse)
        #expect(record.basis == made.written.basis)

        let changed = try pms.change(record, "preferredName", "Addie").written
        #expect(changed.applied == 1 && changed.basis != record.basis)
        let retired = try pms.ask { request in
            request.write.retire.type = "patient"
            request.write.retire.id = record.id
            request.write.retire.basis = changed.basis
        }
        #expect(retired.errorCode == nil)
        #expect(try pms.read("patient", record.id)?.inUse == false)
    }

    @Test func `what it writes is signed with it, and with its reason`() throws {
        let pms = try PracticeSoftware()
        let id = RecordID.random()
        _ = try pms.ask { request in
            request.reason = "nightly"
            request.write.create.type = "patient"
            request.write.create.id = Data(id.bytes)
            request.write.create.fields = [
                PracticeSoftware.set("family", "S"), PracticeSoftware.set("given", "A"),
            ]
        }
        let (actor, reason) = try pms.lone.store.read { transaction in
            let state = try #require(try transaction.view(of: id))
            let reasons = try transaction.unacknowledged().map {
                try SealedChangeSet(opening: $0).content.reason
            }
            return (state.entries.first?.origin.actor, reasons.last)
        }
        #expect(actor == (try pms.lone.desk.actor(login: "pms")))
        #expect(reason == "nightly")
    }

    @Test func `a write on what somebody changed since is told, and changes nothing`() throws {
        let pms = try PracticeSoftware()
        let made = try pms.create("patient", ["family": "S", "given": "A"]).written
        let read = try #require(try pms.read("patient", made.id))
        let id = try #require(RecordID(bytes: Bytes(made.id)))
        try pms.lone.edit(.patient, id.description, "preferredName=Person")
        #expect(try pms.change(read, "preferredName", "Program").errorCode == .staleBasis)
        #expect(try pms.change(read, "family", "Other").errorCode == .staleBasis)
        let now = try #require(try pms.read("patient", made.id))
        #expect(now["preferredName"] == "Person" && now["family"] == "S")
        #expect(try pms.change(now, "preferredName", "Program").errorCode == nil)
    }

    @Test func `a basis that is missing or no basis is malformed`() throws {
        let pms = try PracticeSoftware()
        let made = try pms.create("patient", ["family": "S", "given": "A"]).written
        var record = try #require(try pms.read("patient", made.id))
        record.basis = Data()
        #expect(try pms.change(record, "family", "T").errorCode == .malformed)
        record.basis = Data([1, 2, 3])
        #expect(try pms.change(record, "family", "T").errorCode == .malformed)
    }

    @Test func `a creation sent again is told as done`() throws {
        let pms = try PracticeSoftware()
        let id = RecordID.random()
        #expect(try pms.create("patient", id: id, ["family": "S", "given": "A"]).errorCode == nil)
        #expect(
            try pms.create("patient", id: id, ["family": "S", "given": "A"]).errorCode == .exists)
    }

    @Test func `a change that says what stands writes nothing`() throws {
        let pms = try PracticeSoftware()
        let made = try pms.create("patient", ["family": "S", "given": "A"]).written
        let record = try #require(try pms.read("patient", made.id))
        let again = try pms.change(record, "family", "S")
        #expect(again.written.applied == 0 && again.written.basis == record.basis)
    }

    @Test func `a dry run says what would count, and keeps nothing`() throws {
        let pms = try PracticeSoftware()
        let id = RecordID.random()
        let dry = try pms.ask { request in
            request.write.dryRun = true
            request.write.create.type = "patient"
            request.write.create.id = Data(id.bytes)
            request.write.create.fields = [
                PracticeSoftware.set("family", "S"), PracticeSoftware.set("given", "A"),
            ]
        }.written
        #expect(dry.applied > 0 && dry.basis.isEmpty)
        #expect(try pms.read("patient", Data(id.bytes)) == nil)
    }

    @Test func `a conflict leaves a field unknown, is named, and is never settled in passing`()
        throws
    {
        let pms = try PracticeSoftware()
        let made = try pms.create("patient", ["family": "S", "given": "A"]).written
        let id = try #require(RecordID(bytes: Bytes(made.id)))
        let writes = [1, 2].map { number in
            Write(
                record: id, type: "patient", attribute: "birthDate", key: [],
                value: Value([.int(number)]).encoded)
        }
        try pms.lone.apart(writes[0], writes[1])
        let record = try #require(try pms.read("patient", made.id))
        #expect(record.open == ["birthDate"])
        #expect(try pms.change(record, "birthDate", "1990-01-02").errorCode == .conflictStands)
    }

    @Test func `errors are of their kind`() throws {
        let pms = try PracticeSoftware()
        #expect(try pms.code { $0.find.type = "dragon" } == .unknownName)
        #expect(try pms.code { $0.find.type = "" } == .malformed)
        #expect(
            try pms.code {
                $0.find.type = "patient"
                $0.find.fields = ["wings"]
            } == .unknownName)
        #expect(
            try pms.code {
                $0.find.type = "patient"
                $0.find.limit = 501
            } == .malformed)
        #expect(
            try pms.code {
                $0.read.type = "patient"
                $0.read.names = ["no such"]
            } == .noSuchRecord)
        #expect(try pms.create("patient", ["wings": "2"]).errorCode == .unknownName)
        #expect(try pms.create("patient", ["birthDate": "soon"]).errorCode == .malformed)
        #expect(
            try pms.code {
                $0.write.create.type = "patient"
                $0.write.create.id = Data([1])
                $0.write.create.fields = [PracticeSoftware.set("family", "S")]
            } == .malformed)
        #expect(
            try pms.code {
                $0.fee.code = "D0120"
                $0.fee.on = "tomorrow"
            } == .malformed)
        #expect(try pms.code { $0.network.doctor = "2000000002" } == .malformed)
        #expect(try pms.code { $0.estimate.doctor = "2000000002" } == .malformed)
    }

    @Test func `no error repeats a value that was sent or stands`() throws {
        let pms = try PracticeSoftware()
        let secret = "Zzyzx"
        let replies = [
            try pms.create("patient", ["family": secret, "birthDate": secret]),
            try pms.create("patient", [secret: "1"]),
            try pms.ask {
                $0.find.type = "patient"
                var filter = Bridgework_V1_FieldFilter()
                filter.field = "birthDate"
                filter.value = secret
                $0.find.where = [filter]
            },
            try pms.ask {
                $0.putRows.kind = "patients"
                $0.putRows.columns = ["patient_system", "patient_number", "birth_date"]
                var row = Bridgework_V1_TextRow()
                row.cells = ["pms", "1", secret]
                $0.putRows.rows = [row]
            },
        ]
        for reply in replies {
            #expect(reply.errorCode != nil)
            #expect(!reply.error.what.contains(secret), "\(reply.error.what)")
            #expect(!reply.error.next.contains(secret))
        }
    }

    @Test func `pages of records follow each other until all are told`() throws {
        let pms = try PracticeSoftware()
        for number in 0..<7 {
            _ = try pms.create("patient", ["family": "S\(number)", "given": "A"])
        }
        var told: [Data] = []
        var after = Data()
        var pages = 0
        repeat {
            let page = try pms.ask { request in
                request.find.type = "patient"
                request.find.limit = 3
                request.find.after = after
            }.records
            told += page.records.map(\.id)
            after = page.next
            pages += 1
        } while !after.isEmpty
        #expect(pages == 3)
        #expect(told.count == 7 && Set(told).count == 7)
    }
}
