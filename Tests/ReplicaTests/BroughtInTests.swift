import Benefits
import DeskKit
import Merge
import Practice
import Records
import Replica
import Store
import Testing

/// What was never sent from a damaged store, brought into a new one.
struct BroughtInTests {
    private static let patient = RecordID(bits: 0x9A)

    private static func name(_ family: String) -> Write {
        Write(
            Patient.name, patient, [Patient.name.family(family), Patient.name.given("Ann")])
    }

    /// The unsent work of a store in which somebody named a patient.
    private static func work(_ family: String, changes: Int = 1) throws -> SalvagedWork {
        let lone = try LoneDesk()
        for _ in 0..<changes { try lone.write([name(family)]) }
        try lone.store.close()
        return try DamagedStore(lone.folder).unsentWork()
    }

    @Test func `what is brought in counts once, however often, and a rehearsal says it before`()
        throws
    {
        let work = try Self.work("Doe", changes: 3)
        let lone = try LoneDesk()
        let rehearsed = try lone.desk.bringIn(work, isDryRun: true)
        #expect(rehearsed.changeSets == 3 && rehearsed.writes == 3 && rehearsed.records == 1)
        #expect(try lone.store.read { try $0.pendingCount } == 0)
        #expect(try lone.store.read { try $0.view(of: Self.patient) } == nil)
        #expect(try lone.desk.bringIn(work) == rehearsed)
        #expect(try lone.store.read { try $0.pendingCount } == 3)
        let again = try lone.desk.bringIn(work)
        #expect(again.changeSets == 0 && again.known == 3)
        #expect(try lone.store.read { try $0.pendingCount } == 3)
    }

    @Test func `what somebody else wrote meanwhile stands beside it as a conflict`() throws {
        let work = try Self.work("Doe")
        let lone = try LoneDesk()
        try lone.write([Self.name("Roe")])
        #expect(try lone.desk.bringIn(work, isDryRun: true).conflicts == 1)
        #expect(try lone.open.isEmpty)
        #expect(try lone.desk.bringIn(work).conflicts == 1)
        #expect(try lone.open.map(\.record) == [Self.patient])
    }

    @Test(arguments: [true, false])
    func `work of another seat is refused, also in a rehearsal`(isDryRun: Bool) throws {
        let work = try Self.work("Doe")
        let office = try LoneDesk(office: RecordID(bits: 0xE1))
        #expect(throws: SalvageError.otherSeat) {
            try office.desk.bringIn(work, isDryRun: isDryRun)
        }
        #expect(try office.store.read { try $0.pendingCount } == 0)
    }
}
