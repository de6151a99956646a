import DeskKit
import Merge
import Participation
import Records
import Replica
import Rulebook
import Store
import Sync
import Testing

@testable import OfficeCommand

/// Names in accounts: what cannot be read ends the account.
struct AccountNamesTests {
    /// A store whose records cannot be read, though its history can.
    private struct Unreadable: HistoryStore {
        let store: Store

        var schema: Schema { store.schema }

        func book() throws -> any HistoryBook { try store.book() }

        func historicWrites(of record: RecordID) throws -> [HistoricWrite] {
            try store.historicWrites(of: record)
        }

        func touchedRecords(endingIn suffix: String) throws -> [RecordID] {
            try store.touchedRecords(endingIn: suffix)
        }

        func state(of record: RecordID) throws -> RecordState? { try store.state(of: record) }

        func lookingUp<Answer>(
            _ body: (any RecordLookup) throws -> Answer
        ) throws -> Answer {
            throw StoreError.corrupt(file: "replica.sqlite", detail: "a page")
        }
    }

    private static func assigned(_ lone: LoneDesk) throws -> RecordID {
        try lone.create(.practitioner, "npi=2000000002", "family=One")
        try lone.create(.office, "code=ELM", "name=Elm Street")
        return try lone.create(
            .locationAssignment, "practitioner=2000000002", "office=ELM",
            "effectiveFrom=2027-01-01")
    }

    @Test func `a name that cannot be read is an error, and no number in its place`() throws {
        let lone = try LoneDesk()
        let pair = try Self.assigned(lone)
        let office = try lone.desk.reading { try $0.find(.office, "ELM") }
        #expect(try AccountNames(lone.store).name(of: .office(office)) == "ELM")
        let torn = Unreadable(store: lone.store)
        let names = AccountNames(torn)
        #expect(throws: StoreError.self) { try names.name(of: .office(office)) }
        #expect(throws: StoreError.self) { try names.label(office) }
        #expect(throws: StoreError.self) { try names.actor(office) }
        // What needs no record has its name.
        #expect(try names.name(of: .hub) == AuditOptions.hub)
        let story = try RecordStory(heldIn: torn, of: pair, .locationAssignment)
        #expect(throws: StoreError.self) { try story.writesListing() }
        #expect(throws: StoreError.self) { try story.shortListing() }
        #expect(throws: StoreError.self) { try story.standingListing(of: nil) }
        #expect(throws: StoreError.self) { try story.json(of: nil, source: "here") }
    }

    @Test func `whom no record names goes by the end of his id`() throws {
        let lone = try LoneDesk()
        let nobody = RecordID(bits: 0xABCD_EF01)
        #expect(try AccountNames(lone.store).word(nobody) == "abcdef01")
    }
}
