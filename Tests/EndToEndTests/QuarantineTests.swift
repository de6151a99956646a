import Foundation
import Merge
import Practice
import Replica
import Store
import Testing

extension EndToEnd {
    /// What the hub cannot accept is kept with its reason; the rest of the day goes on.
    struct QuarantineTests {
        private func waiting(_ site: Site) throws -> [[String: Any]] {
            try site.rows("quarantine", "list")
        }

        @Test func `a value that does not fit is kept, amended and counts`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.append(
                    unfit: patient, in: "patient", attribute: "language",
                    Value([.text(String(repeating: "x", count: 5_000))]))
                try group.a.done("edit", "patient", patient, "preferredName=Flows")
                try group.sync(group.a, group.central, group.b)
                #expect(try group.b.fields("patient", patient).text("preferredName") == "Flows")
                #expect(try waiting(group.b).isEmpty)
                let item = try #require(try waiting(group.a).first)
                #expect(item.text("why") == "invalid" && item.text("office") == "A01")
                let id = try #require(item.text("id"))
                let shown = try group.a.rows("quarantine", "show", id)
                #expect(shown.contains { $0.text("what") == "next" })
                // The same again can never do.
                #expect(try group.a.run("quarantine", "retry", id).code == 1)
                try group.a.done("quarantine", "amend", id, "language=French")
                try group.sync(group.a, group.central, group.b)
                #expect(try group.b.fields("patient", patient).text("language") == "French")
                #expect(try waiting(group.central).isEmpty)
                #expect(
                    try group.central.rows("quarantine", "list", "--all")
                        .map { $0.text("status") } == ["amended"])
            }
        }

        @Test func `a record whose parent is kept aside stays with its writer until it arrives`()
            async throws
        {
            try await Group.with { group in
                // A patient for another office only: nobody may make that.
                let patient = RecordID(bits: 0x0193_0000_0000_7000_8000_0000_0000_0001)
                let other = try #require(
                    try group.central.rows("list", "office", "--where", "code=B01")
                        .first?.text("id"))
                let office = try #require(RecordID(hexadecimal: other))
                try group.a.append(stolen: patient, for: office)
                let coverage = try group.a.done(
                    "create", "coverage", "patient=\(patient)", "insurancePlan=PL1",
                    "relationship=self")
                try group.a.done(
                    "create", "patient", "family=Flows", "given=Pat", "birthDate=1980-01-01")
                try group.sync(group.a, group.central, group.b)
                #expect(try group.a.fields("coverage", coverage).text("relationship") == "self")
                #expect(try group.b.rows("list", "coverage").isEmpty)
                for site in [group.a, group.central] {
                    #expect(try site.rows("list", "patient").map { $0.text("family") } == ["Flows"])
                }
                let kept = try waiting(group.a)
                #expect(kept.allSatisfy { $0.text("why") == "foreign-office" } && kept.count == 2)
                // The centre may make such a patient: it retries, and the parts join.
                for item in kept {
                    try group.central.done("quarantine", "retry", #require(item.text("id")))
                }
                try group.sync()
                #expect(try group.b.rows("list", "patient").count == 1)
                #expect(try group.b.fields("coverage", coverage).text("relationship") == "self")
                #expect(try group.a.rows("list", "coverage").isEmpty)
            }
        }
    }
}

extension Site {
    /// Appends what no command would write: a value that its attribute does not take.
    func append(unfit id: String, in type: String, attribute: String, _ value: Value) throws {
        try open { store in
            let desk = try Desk(store, clock: Clock.now)
            try store.write { transaction in
                let record = try desk.find(desk.type(named: type), id, transaction)
                try transaction.append(
                    [
                        Write(
                            record: record, type: type, attribute: attribute,
                            value: value.encoded)
                    ], by: desk)
            }
        }
    }

    /// Appends a patient that belongs to somebody else alone.
    func append(stolen patient: RecordID, for office: RecordID) throws {
        try open { store in
            let desk = try Desk(store, clock: Clock.now)
            let element = Value([.blob(office.bytes[...])]).encoded
            let name = Value([.text("Stolen"), .text("Pat"), .null, .null]).encoded
            try store.write { transaction in
                try transaction.append(
                    [
                        Write(
                            record: patient, type: "patient", attribute: "offices", key: element,
                            value: Value([]).encoded),
                        Write(
                            record: patient, type: "patient", attribute: "name", value: name),
                    ], by: desk)
            }
        }
    }
}

extension StoreTransaction {
    fileprivate mutating func append(_ writes: [Write], by desk: Desk) throws {
        let ops = try writes.map { write in
            write.op(
                seeing: try view(of: write.record) ?? RecordState(),
                shape: desk.schema[write.type]?[write.attribute]?.shape)
        }
        _ = try append(
            ChangeSet(
                replica: desk.replica, actor: nil, role: desk.role, reason: "unasked",
                claimedAt: desk.now, parent: try tip, nonce: .random(in: 0 ... .max), ops: ops))
    }
}
