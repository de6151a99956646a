import Benefits
import Merge
import Practice
import Records
import Rulebook
import Sync
import Testing

@testable import Participation
@testable import Simulator

/// Simulated people do what they do by the desk's own deeds.
struct DeedTests {
    private static let office = World.offices[1]

    private static func worker(at office: RecordID?, seed: UInt64 = 1) -> Simulator.Worker {
        let scopes: [Scope] =
            office.map { [.group, .office($0)] } ?? [.group, .central, .credentialing, .clinical]
        let peer = Peer(
            replica: ReplicaID(bits: 5), role: office == nil ? .coordinator : .office,
            office: office, scopes: scopes)
        return Simulator.Worker(
            store: MemoryOffice(replica: peer.replica), peer: peer, offices: World.offices,
            now: Timestamp(milliseconds: 1_790_000_000_000), dice: Dice(seed: seed))
    }

    @Test func `every deed is done somewhere, and rules refuse and propose some`() throws {
        var run = SeedRun(events: 1_500)
        for seed in 1...20 as ClosedRange<UInt64> {
            guard seed == 1 || !run.sightings.missingDeeds.isEmpty else { break }
            try run.play(seed...seed)
        }
        #expect(run.sightings.missingDeeds == [])
    }

    @Test func `a deed that was never done makes a run unconvincing, and is named`() throws {
        var run = SeedRun(events: 0, convincingWorlds: 1)
        try run.play(1...1)
        #expect(!run.isConvincing)
        #expect(run.sightings.missingDeeds.contains("recallFees"))
        #expect(run.summary.contains("a deed that was refused"))
    }

    @Test func `the first at the centre founds a group that stands as its deeds say`() throws {
        var worker = Self.worker(at: nil)
        try worker.found()
        let lookup = worker.reading.lookup
        #expect(lookup.records(.office).map(\.naturalKey) == ["O0", "O1", "O2"])
        #expect(lookup.records(.payorContract).count == 1)
        #expect(worker.sightings[.create, .refused] == 0)
        let before = worker.store
        try worker.found()
        #expect(worker.store == before)
    }

    @Test func `a refused deed changes nothing, and is counted`() throws {
        var worker = Self.worker(at: nil)
        try worker.found()
        let before = worker.store
        try worker.perform(
            .onboard, OnboardDoctor(npi: "2000000051", startsOn: worker.today),
            by: Signature(nil))
        let taken = [Assignment(field: "npi", change: .assign(Simulator.Worker.npis[0]))]
        try worker.perform(
            .create,
            CreateRecord(
                .practitioner, taken + [Assignment(field: "family", change: .assign("Doe"))]),
            by: Signature(nil))
        #expect(worker.store == before)
        #expect(worker.sightings[.onboard, .refused] == 1)
        #expect(worker.sightings[.create, .refused] == 1)
    }

    @Test func `what is the centre's becomes a question at an office`() throws {
        var worker = Self.worker(at: Self.office)
        let facts = try ["code=P7", "name=Synthetic"].map { try Assignment(parsing: $0) }
        try worker.perform(
            .create, CreateRecord(.payor, facts), by: Signature(nil, "new"))
        #expect(worker.sightings[.create, .proposed] == 1)
        #expect(worker.records("payor").isEmpty)
        #expect(worker.records("proposal").count == 2)
    }

    /// Decides on what no rule says no to.
    private struct Broken: Deed {
        struct Fault: Error {}

        func decide(
            _ who: Signature, at place: Place, in records: some RecordLookup,
            into writes: inout some WriteSink
        ) throws {
            throw Fault()
        }
    }

    @Test func `what is no refusal breaks the world instead of being counted`() throws {
        var worker = Self.worker(at: nil)
        #expect(throws: Broken.Fault.self) {
            try worker.perform(.create, Broken(), by: Signature(nil))
        }
        #expect(worker.sightings == Sightings())
    }

    @Test func `a conflict waits for whoever settles it, and then one value stands`() throws {
        var worker = Self.worker(at: nil)
        let record = RecordID(bits: 0x77)
        let name = { (text: String) in Write(record, "patient", "name", .text(text), .null) }
        let states = RecordState()
        for text in ["Doe", "Roe"] {
            let op = name(text).op(seeing: states, shape: nil)
            worker.save(
                worker.store.commit(
                    [op], role: .coordinator, by: nil, reason: "", claimedAt: worker.now,
                    nonce: UInt64(text.utf8.first ?? 0)))
        }
        let open = try #require(try worker.reading.projection(of: record)?.1.conflicts.first)
        let edit = EditRecord(
            .patient, record.description, [try Assignment(parsing: "family=Poe")])
        try worker.perform(.create, edit, by: Signature(nil))
        #expect(worker.sightings[.create, .refused] == 1)
        try worker.settle(open, by: name("Roe"), Signature(nil, "on the card"))
        #expect(worker.sightings[.settleConflict, .done] == 1)
        #expect(try worker.reading.projection(of: record)?.1.conflicts.isEmpty == true)
    }
}
