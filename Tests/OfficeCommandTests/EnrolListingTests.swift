import DeskKit
import Merge
import Replica
import Rulebook
import Store
import Testing

@testable import OfficeCommand
@testable import Participation
@testable import Records
@testable import Tables

/// What `contract enrol` shows of whom it took in.
struct EnrolListingTests {
    @Test func `doctor and office stand beside the ids by name, and by number for programs`() throws
    {
        let lone = try LoneDesk()
        let doctor = RecordID(bits: 7)
        try lone.write([
            Write(Practitioner.npi, doctor, "2000000002"),
            Write(
                Practitioner.legalName, doctor,
                [Practitioner.legalName.family("One"), Practitioner.legalName.given("Ada")]),
        ])
        let office = try lone.create(.office, "code=A01", "name=Elm")
        let contract = RecordID(bits: 8)
        let enrolling = EnrolDoctors.Enrolling(
            doctor: doctor, run: nil,
            outcomes: [
                (ContractOffice(contract: contract, office: office), .leftOut(.notAssigned))
            ])
        let rows = try lone.store.read { transaction in
            EnrolListing([enrolling], isRehearsed: false, RecordNames(transaction.lookup)).rows
        }
        let table = rows.rows.joined().map(\.brief).joined(separator: "\n")
        #expect(table.contains("2000000002 One, Ada") && table.contains("A01 Elm"))
        #expect(rows.json.contains(#""doctor":"2000000002""#))
        #expect(!rows.json.contains("Elm"))
    }
}
