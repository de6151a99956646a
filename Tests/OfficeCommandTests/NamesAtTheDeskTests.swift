import Benefits
import DeskKit
import Fees
import Foundation
import Merge
import Participation
import Records
import Replica
import Store
import Sync
import Tables
import Testing

@testable import OfficeCommand

/// What the desk refuses of codes, and in which order and by which names it lists records.
struct NamesAtTheDeskTests {
    private func release(_ lone: LoneDesk) throws {
        _ = try lone.create(
            .codeSetRelease, "name=CPT 2027", "system=CPT", "edition=2027",
            "effectiveFrom=2026-01-01", "codes[99213]=;;2026-12-31",
            "codes[99214]=;2026-01-01")
    }

    @Test func `a map to a code that ended is refused at entry, with nothing written`() throws {
        let lone = try LoneDesk()
        try release(lone)
        #expect(
            throws: FeeError.unsoundMap(
                field: "cptCodes", "code 99213 ended on 2026-12-31, by CPT 2027")
        ) {
            try lone.create(.codeMap, "cdt=D0120", "cptCodes+=99213")
        }
        #expect(try lone.store.read { try $0.count(of: .codeMap) } == 0)
        let past = try lone.create(
            .codeMap, "cdt=D0120", "cptCodes+=99213", "effectiveThrough=2026-12-31")
        #expect(
            try lone.desk.codeMapWarnings(of: past, on: #require(Day("2027-01-15")))
                == ["effectiveThrough: the map ended on 2026-12-31"])
        #expect(throws: FeeError.self) {
            try lone.edit(.codeMap, past.description, "effectiveThrough=")
        }
        _ = try lone.create(.codeMap, "cdt=D0120", "cptCodes+=99214")
        #expect(try lone.store.read { try $0.count(of: .codeMap) } == 2)
    }

    @Test func `a list comes by name, whatever the case, and what has no name last`() throws {
        let lone = try LoneDesk()
        let names = ["given=Zoe", "given=adam", "given=Bea"]
        let ids = try names.map { try lone.create(.patient, "family=Sample", $0) }
        let columns = try ["family", "given"].map { try #require(RecordType.patient.column($0)) }
        let listed = try lone.store.read { transaction in
            try transaction.list(.patient, orderedBy: columns, limit: 2).map(\.id)
        }
        #expect(listed == [ids[1], ids[2]])
    }

    @Test func `a story begins with the newest write and shows names beside numbers`() throws {
        let lone = try LoneDesk()
        let doctor = RecordID(bits: 7)
        try lone.write([
            Write(Practitioner.npi, doctor, "2000000002"),
            Write(
                Practitioner.legalName, doctor,
                [Practitioner.legalName.family("One"), Practitioner.legalName.given("Ada")]),
        ])
        _ = try lone.create(.office, "code=A01", "name=Elm")
        let pair = try lone.create(
            .locationAssignment, "practitioner=2000000002", "office=A01",
            "effectiveFrom=2027-01-01")
        try lone.edit(.practitioner, doctor.description, "family=Two")
        let names = try RecordStory(heldIn: lone.store, of: doctor, .practitioner)
            .writesListing(of: ["legalName"]).json
        let places = try ["Two", "One"].map { try #require(names.range(of: $0)).lowerBound }
        #expect(places[0] < places[1])
        let story = try RecordStory(heldIn: lone.store, of: pair, .locationAssignment)
        let short = try story.shortListing()
        let layout = TableLayout(short.columns, short.rows, width: 400)
        let table = short.rows.flatMap(layout.lines).joined(separator: "\n")
        #expect(table.contains("2000000002 Two, Ada") && table.contains("A01 Elm"))
        #expect(try !story.writesListing().json.contains("Elm"))
    }

    @Test func `history goes back from the newest`() throws {
        let lone = try LoneDesk()
        let patient = try lone.create(.patient, "family=Sample", "given=Ada")
        _ = try lone.create(.patient, "family=Sample", "given=Bea")
        try lone.edit(.patient, patient.description, "given=Ann")
        let book = try StoreBook(lone.store)
        #expect(try book.page(.before(.max), touching: nil).map(\.ordinal) == [3, 2, 1])
        #expect(try book.page(.before(3), touching: nil).map(\.ordinal) == [2, 1])
        #expect(try book.page(.before(.max), touching: patient).map(\.ordinal) == [3, 1])
        #expect(try book.page(.before(3), touching: patient).map(\.ordinal) == [1])
    }
}
