import Foundation
import Merge
import Practice
import Replica
import Store
import Sync
import Testing

extension EndToEnd {
    /// Why a record says what it says, and who wrote what.
    struct ExplainTests {
        @Test func `explain tells the chain of values and why the last one is shown`()
            async throws
        {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.done("edit", "patient", patient, "language=French", "--reason", "asked")
                try group.sync(group.a, group.b)
                try group.b.done("edit", "patient", patient, "language=German")
                try group.sync(group.b, group.a, group.central)
                try group.a.done("edit", "patient", patient, "family=One")
                try group.b.done("edit", "patient", patient, "family=Two")
                try group.sync(group.a, group.b, group.a)

                for site in [group.hub, group.central, group.a] {
                    let story = try site.story(patient, "language")
                    #expect(story.source == "hub")
                    #expect(story.writes.map { $0.text("value") } == ["German", "French"])
                    #expect(story.writes.map { $0.text("office") } == ["B01", "A01"])
                    #expect(story.writes.map { $0.text("fate") } == ["current", "superseded"])
                    let german = story.writes.first?.text("entry")
                    #expect(story.writes.last?.text("replaced") == german)
                    #expect(story.writes.last?.text("reason") == "asked")
                    #expect(
                        story.writes.first?["saw"] as? [String]
                            == [story.writes.last?.text("entry") ?? ""])
                    #expect(story.standing.first?.text("why") == "the only one left")
                }
                let name = try group.a.story(patient, "family")
                #expect(name.writes.prefix(2).map { $0.text("fate") } == ["conflict", "conflict"])
                #expect(name.standing.first?.text("why")?.hasPrefix("in conflict") == true)
                #expect(try group.a.run("explain", "patient", patient, "nosuch").code == 1)
                #expect(try group.a.run("explain", "patient", "ffff0000").code == 1)
            }
        }

        @Test func `without the hub a replica tells what it holds`() async throws {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.a.done("edit", "patient", patient, "language=French")
                try group.sync(group.a, group.b)
                try group.b.done("edit", "patient", patient, "language=German")
                let offline = try group.b.story(patient, "language", "--offline")
                #expect(offline.source == "here")
                #expect(offline.writes.first?.text("fate") == "pending")
                let asked = try group.b.story(patient, "language")
                #expect(asked.source == "hub")
                #expect(asked.writes.map { $0.text("verdict") } == ["pending", "applied"])
                group.stopHub()
                let outcome = try group.b.run(
                    "explain", "patient", patient, "language", "--format", "json")
                #expect(outcome.code == 0)
                #expect(outcome.err.contains("the hub did not tell"))
                #expect(try outcome.object.text("source") == "here")
                try group.serve()
            }
        }

        @Test func `the hub tells an office nothing of records it may not see, nor a revoked one`()
            async throws
        {
            try await Group.with(isQuietAtEnd: false) { group in
                let patient = try group.sharedPatient()
                try group.b.done("edit", "patient", patient, "language=Canary")
                try group.sync(group.b, group.a)
                try group.central.done("edit", "patient", patient, "offices-=A01")
                try group.sync(group.central)
                // A still holds it, and does not know that it left.
                let outcome = try group.a.run("explain", "patient", patient)
                #expect(outcome.err.contains("no such record for this replica"))
                #expect(outcome.out.contains("Canary"), "what stands here is still A's to see")
                try group.b.done("edit", "patient", patient, "language=Secret")
                try group.sync(group.b)
                #expect(!(try group.a.run("explain", "patient", patient).out.contains("Secret")))
                let replicas = try group.hub.rows("replicas")
                let id = try #require(replicas.first { $0.text("name") == "B01" }?.text("id"))
                try group.hub.done("revoke", id)
                let refused = try group.b.run("explain", "patient", patient)
                #expect(refused.err.contains("revoked"))
            }
        }

        @Test func `the hub says the same of a record that is not there and one that is not yours`()
            async throws
        {
            try await Group.with { group in
                let hidden = try group.b.done(
                    "create", "patient", "family=Hidden", "given=Pat", "birthDate=1980-01-01")
                try group.sync(group.b, group.a)
                let record = try #require(RecordID(hexadecimal: hidden))
                let absent = RecordID(bits: record.bits ^ 1)
                for id in [record, absent] {
                    #expect(try await group.a.refusal(of: .recordHistory(id)) == .notHeld)
                }
                #expect(try await group.b.refusal(of: .recordHistory(record)) == nil)
                let account = Inquiry.account(AccountInquiry(office: nil))
                #expect(try await group.a.refusal(of: account) == .notCentral)
                #expect(try await group.central.refusal(of: account) == nil)
            }
        }

        @Test func `an office learns of another's held write that it was, not what it said`()
            async throws
        {
            try await Group.with { group in
                let patient = try group.sharedPatient()
                try group.b.done("edit", "patient", patient, "language=Canary")
                try group.central.done("edit", "patient", patient, "offices-=B01")
                try group.sync(group.central, group.b, group.a)
                let story = try group.a.story(patient, "language")
                #expect(story.writes.map { $0.text("verdict") } == ["custody"])
                #expect(story.writes.first?["value"] is NSNull)
                let central = try group.central.story(patient, "language")
                #expect(central.writes.first?.text("value") == "Canary")
            }
        }

        @Test func `history filters by record, actor, office and day, and goes page by page`()
            async throws
        {
            try await Group.with { group in
                try group.central.done("user", "add", "ana", "--office", "A01")
                try group.sync()
                let patient = try group.sharedPatient()
                try group.a.done("edit", "patient", patient, "language=Canary", "--as", "ana")
                try group.b.done("edit", "patient", patient, "language=German")
                try group.sync()
                let all = try group.hub.rows("history", "--limit", "1000")
                #expect(all.count == (try group.position))
                let byRecord = try group.hub.rows("history", "--record", patient)
                #expect(byRecord.count == 3)
                #expect(byRecord.map { $0.text("account") } == ["B01", "A01", "A01"])
                let short = String(patient.suffix(12))
                #expect(try group.hub.rows("history", "--record", short).count == 3)
                #expect(try group.hub.rows("history", "--actor", "ana").count == 1)
                #expect(
                    try group.hub.rows("history", "--office", "B01").allSatisfy {
                        $0.text("account") == "B01"
                    })
                let day = try #require(byRecord.first?.text("at")?.prefix(10))
                #expect(try group.hub.rows("history", "--day", String(day)).count > 0)
                #expect(try group.hub.rows("history", "--to", "1999-12-31").isEmpty)
                #expect(!(try group.hub.done("history")).contains("Canary"))

                func paged(_ option: String, from first: Int) throws -> [Int] {
                    var numbers: [Int] = []
                    while true {
                        let page = try group.hub.rows(
                            "history", "--limit", "2", option, String(numbers.last ?? first))
                        numbers += page.compactMap { $0.number("number") }
                        if page.count < 2 { return numbers }
                    }
                }
                let numbers = all.compactMap { $0.number("number") }
                #expect(numbers == numbers.sorted(by: >))
                #expect(try paged("--before", from: .max) == numbers)
                #expect(try paged("--after", from: 0) == numbers.reversed())
                #expect(try group.a.rows("history", "--record", patient).count == 2)
                #expect(try group.a.run("history", "--office", "B01").code == 1)
                #expect(try group.hub.run("history", "--actor", "nobody").code == 1)
            }
        }
    }
}

/// What `explain` told.
private struct Story {
    let source: String?
    let standing: [[String: Any]]
    let writes: [[String: Any]]
}

extension Site {
    /// Asks the hub past the commands, which would not ask; `nil` where it answers.
    fileprivate func refusal(of question: Inquiry) async throws -> InquiryRefusal? {
        let store = try Store(
            opening: StoreFolder(folder), kind: .replica, schema: PracticeSchema.current)
        defer { store.closeQuietly() }
        let desk = try Desk(store, clock: Clock.now)
        do {
            try await HubLine(desk).ask(question) { _ in }
            return nil
        } catch let refusal as InquiryRefusal {
            return refusal
        }
    }

    fileprivate func story(_ id: String, _ field: String, _ more: String...) throws -> Story {
        let outcome = try run(["explain", "patient", id, field, "--format", "json"] + more)
        try #require(outcome.code == 0, "\(outcome)")
        let object = try outcome.object
        return Story(
            source: object.text("source"),
            standing: object["standing"] as? [[String: Any]] ?? [],
            writes: object["writes"] as? [[String: Any]] ?? [])
    }
}
