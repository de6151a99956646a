import Benefits
import DeskKit
import Merge
import Practice
import Records
import Replica
import Store
import Testing

/// A new group filled with invented records, in one transaction.
struct SampleTests {
    private static let size = SampleSize(offices: 2, patients: 12)

    @Test func `a sample fills an empty group, and the hub is asked to publish its fees`() throws {
        let lone = try LoneDesk()
        let filled = try lone.desk.fill(seed: 3, Self.size, actor: nil)
        let sample = SampleGroup(seed: 3, size: Self.size, today: try lone.desk.today)
        #expect(filled.records == sample.records.count)
        #expect(filled.receipt.proposals.isEmpty)
        try lone.store.read { transaction in
            #expect(try transaction.count(of: .office) == 2)
            #expect(try transaction.count(of: .patient) == 12)
            for record in sample.records {
                #expect(try transaction.view(of: record.id)?.isEmpty == false)
            }
            // The last thing asked, when all that it is about is there.
            let last = try #require(try transaction.tip)
            let ops = try transaction.changeSet(last)?.content.ops ?? []
            #expect(ops.suffix(sample.releases.count).allSatisfy { $0.type == "fee_schedule" })
            #expect(!sample.releases.isEmpty)
        }
    }

    @Test func `a rehearsed sample counts the same records and writes none`() throws {
        let lone = try LoneDesk()
        let rehearsed = try lone.desk.fill(seed: 3, Self.size, isDryRun: true, actor: nil)
        #expect(try lone.store.read { try $0.tip } == nil)
        #expect(try lone.store.read { try $0.count(of: .office) } == 0)
        let filled = try lone.desk.fill(seed: 3, Self.size, actor: nil)
        #expect(rehearsed.records == filled.records)
        #expect(rehearsed.receipt.applied == filled.receipt.applied)
    }

    @Test func `a sample goes into no group that has an office, and is the centre's`() throws {
        let lone = try LoneDesk()
        try lone.create(.office, "code=ELM", "name=Elm Street")
        let before = try lone.store.read { try $0.tip }
        #expect(throws: DeedProblem.notEmpty) {
            try lone.desk.fill(seed: 1, Self.size, actor: nil)
        }
        #expect(try lone.store.read { try $0.tip } == before)
        let office = try LoneDesk(office: RecordID(bits: 0xE1))
        #expect(throws: DeedProblem.notCentral) {
            try office.desk.fill(seed: 1, Self.size, actor: nil)
        }
    }
}
