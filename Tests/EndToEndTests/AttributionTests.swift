import Foundation
import Identity
import Merge
import Replica
import Store
import Testing

extension EndToEnd {
    /// What is done in another's name is on the account of whoever brought it.
    struct AttributionTests {
        @Test func `a change set in another's name is its sender's, and tells of no copied disk`()
            async throws
        {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                let victim = try group.b.principal.replica
                let parent = try group.b.open { try $0.read { try $0.tip } }
                try group.b.done("edit", "patient", patient, "pronouns=Mine")
                try group.sync(group.b, group.a)
                try group.a.append(language: "Forged", of: patient, as: victim, after: parent)
                try group.sync(group.a, group.central)
                #expect(try !group.hub.done("events").contains("copied-disk"))
                let history = try group.hub.rows("history", "--office", "A01")
                let forged = history.filter { $0.text("reason") == "forged" }
                let sender = try group.a.principal.replica.description
                #expect(forged.map { $0.text("replica") } == [sender])
                let others = try group.hub.rows("history", "--office", "B01")
                #expect(!others.contains { $0.text("reason") == "forged" })
                let item = try #require(try group.a.rows("quarantine", "list").first)
                #expect(item.text("why") == "foreign-replica" && item.text("office") == "A01")
            }
        }

        @Test func `a revoked machine at the door leaves one event with its address`()
            async throws
        {
            try await Group.with { group in
                let replica = try group.a.principal.replica.description
                try group.hub.done("revoke", replica)
                for _ in 1...5 { #expect(try group.a.run("sync").code == 1) }
                let events = try group.hub.rows("events").filter {
                    $0.text("event") == "refused-at-door"
                }
                #expect(events.count == 1)
                #expect(events.first?.text("subject") == replica)
                let detail = try #require(events.first?.text("detail"))
                #expect(detail.contains("revoked") && detail.contains("127.0.0.1"))
                let status = try group.hub.run("status", "--check")
                #expect(status.code == 1 && status.out.contains("refused at the door"))
                try group.a.done("join", "--again", "--token", group.token("A01"))
                try group.a.done("sync")
            }
        }

        @Test func `what nobody knows about a payor of the group does not count`() async throws {
            try await Group.with { group in
                try group.central.done("create", "payor", "code=SHARED", "name=Shared")
                try group.sync(group.central, group.a)
                let payor = try #require(
                    try group.a.rows("list", "payor", "--where", "code=SHARED").first?.text("id"))
                let junk = Value([.text(String(repeating: "z", count: 1_000))]).encoded
                try group.a.append(junk, as: "zzz", of: "payor", record: payor)
                try group.a.append(junk, as: "zzz", of: "hologram", record: nil)
                try group.sync(group.a, group.central, group.b)
                let ops = try group.hub.done("status")
                #expect(ops.contains("unknown-type"), "\(ops)")
                let waiting = try group.central.rows("quarantine", "list")
                #expect(waiting.map { $0.text("why") } == ["unknown-type"])
                #expect(try group.central.rows("proposals", "list").count == 1)
                // Its author's own digest counts what is held back, until it is let go of.
                let id = try #require(waiting.first?.text("id"))
                try group.a.done("quarantine", "drop", id, "--reason", "a test")
                try group.sync(group.a, group.central)
            }
        }
    }
}

extension Site {
    /// Writes a patient's language in the name of another replica.
    fileprivate func append(
        language: String, of record: String, as victim: ReplicaID, after parent: ChangeSetID?
    ) throws {
        try append { desk, transaction in
            let patient = try desk.find(desk.type(named: "patient"), record, transaction)
            let op = Op(
                record: patient, type: "patient", attribute: "language",
                value: Value([.text(language)]).encoded)
            return ChangeSet(
                replica: victim, actor: nil, role: desk.role, reason: "forged",
                claimedAt: desk.now, parent: parent, nonce: 1, ops: [op])
        }
    }

    /// Writes bytes under an attribute, as a newer program would, or a hostile one.
    fileprivate func append(
        _ value: Bytes, as attribute: String, of type: String, record: String?
    ) throws {
        try append { desk, transaction in
            let id = try record.map {
                try desk.find(desk.type(named: type), $0, transaction)
            }
            let op = Op(
                record: id ?? RecordID(bits: 0x0193_0000_0000_7000_8000_0000_0000_0002),
                type: type, attribute: attribute, value: value)
            return ChangeSet(
                replica: desk.replica, actor: nil, role: desk.role, reason: "strange",
                claimedAt: desk.now, parent: try transaction.tip, nonce: 2, ops: [op])
        }
    }

    private func append(_ draft: (Desk, StoreTransaction) throws -> ChangeSet) throws {
        try open { store in
            let desk = try Desk(store, clock: Clock.now)
            try store.write { transaction in
                _ = try transaction.append(try draft(desk, transaction))
            }
        }
    }
}
