import DeskKit
import Foundation
import Merge
import Participation
import Practice
import Records
import Replica
import Rulebook
import Store
import Testing

/// Deeds done at a desk with a real store: all of it in one transaction, or nothing.
struct DeedTests {
    private static let elm = RecordID(bits: 0xE1)

    private func change(_ lone: LoneDesk) throws -> ChangeSetID? {
        try lone.store.read { try $0.tip }
    }

    private func documents(_ lone: LoneDesk) -> [String] {
        let path = lone.folder.path + "/documents"
        let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String }
        return (found ?? []).filter { $0.split(separator: "/").last?.utf8.count ?? 0 > 60 }
    }

    @Test func `a dry run says what would be written and writes nothing`() throws {
        let lone = try LoneDesk()
        try lone.create(.office, "code=ELM", "name=Elm Street")
        let before = try change(lone)
        let edit = EditRecord(.office, "ELM", [try Assignment(parsing: "name=Elm")])
        let rehearsed = try lone.desk.perform(edit, by: Signature(nil), isDryRun: true)
        #expect(rehearsed.isRehearsed)
        #expect(rehearsed.receipt.applied == 1)
        #expect(try change(lone) == before)
        let done = try lone.desk.perform(edit, by: Signature(nil))
        #expect(done.receipt.applied == rehearsed.receipt.applied)
        #expect(try change(lone) != before)
    }

    @Test func `a dry run is refused where the deed would be`() throws {
        let lone = try LoneDesk()
        try lone.create(.payor, "code=DD", "name=One")
        #expect(throws: TakenKey.self) {
            let fields = try ["code=DD", "name=Two"].map { try Assignment(parsing: $0) }
            try lone.perform(CreateRecord(.payor, fields), isDryRun: true)
        }
        let office = try LoneDesk(office: Self.elm)
        #expect(throws: DeedProblem.notCentral) {
            try office.perform(AdoptRecord(.payor, "DD", as: nil, code: "D2"), isDryRun: true)
        }
    }

    /// Keeps a letter, and writes a payor under a code that may be taken.
    private struct LetterOfNewPayor: Deed {
        let payor: RecordID

        func decide(
            _ who: Signature, at place: Place, in records: some RecordLookup,
            into writes: inout some WriteSink
        ) throws {
            writes.keep([4, 5, 6])
            try writes.add(Write(Payor.code, payor, "DD"))
        }
    }

    @Test func `what is refused when it is written leaves no letter behind`() throws {
        let lone = try LoneDesk()
        let payor = try lone.create(.payor, "code=DD", "name=One")
        #expect(throws: TakenKey.self) {
            try lone.perform(LetterOfNewPayor(payor: RecordID(bits: 0xDD)))
        }
        #expect(documents(lone).isEmpty)
        try lone.perform(LetterOfNewPayor(payor: payor))
        #expect(documents(lone).count == 1)
    }

    @Test func `a letter's bytes are kept with the deed that names it, and only then`() throws {
        let lone = try LoneDesk()
        try lone.create(.payor, "code=DD", "name=One")
        let add = AddDocument(
            DocumentDraft(kind: "letter", title: "Welcome", bytes: [1, 2, 3]),
            about: [("payor", "DD")])
        try lone.perform(add, isDryRun: true)
        #expect(documents(lone).isEmpty)
        let id = try lone.perform(add)
        #expect(documents(lone).count == 1)
        let digest = try lone.desk.reading { $0.record(id)?[Document.digest] }
        #expect(digest == DocumentFolder.digest(of: [1, 2, 3]))
    }

    @Test func `what is told afterwards is read from what the deed has written`() throws {
        let lone = try LoneDesk()
        try lone.create(.office, "code=ELM", "name=Elm Street")
        let edit = EditRecord(.office, "ELM", [try Assignment(parsing: "name=Elm")])
        for isDryRun in [true, false] {
            let done = try lone.desk.perform(edit, by: Signature(nil), isDryRun: isDryRun) {
                office, lookup in lookup.record(office)?[Office.name]
            }
            #expect(done.outcome == "Elm")
        }
    }

    @Test func `an office's desk names its own office and day to a deed`() throws {
        let office = try LoneDesk(office: Self.elm)
        let place = try office.desk.asking { place, _ in place }
        #expect(place.office == Self.elm)
        #expect(try place.today == office.desk.today)
        #expect(place.newID() != place.newID())
        #expect(throws: DeedProblem.notCentral) { try place.requireCentral() }
    }
}
