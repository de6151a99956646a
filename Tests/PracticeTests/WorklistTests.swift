import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records

/// What waits, and in which order.
struct WorklistTests {
    private let today = Day("2026-11-23") ?? Day(number: 0)
    private let office = RecordID(bits: 0x0F)

    private func items(
        of kind: WorkItem.Kind, at office: RecordID? = nil, _ lookup: TestLookup
    ) -> [WorkItem] {
        Worklist(lookup, office: office, today: today).items().filter { $0.kind == kind }
    }

    private func day(_ offset: Int64) -> Scalar { .int(today.number + offset) }

    private func step(
        _ workflow: Workflow, _ draft: StepDraft, _ id: UInt128, _ lookup: inout TestLookup
    ) throws {
        let record = RecordID(bits: id)
        let view = lookup.record(record)
        let write =
            try view.map { try workflow.write(draft, on: $0) }
            ?? workflow.write(draft, creating: record)
        lookup.write([write])
    }

    @Test func `cases of one doctor that stand alike are one item`() throws {
        var lookup = TestLookup()
        for (id, contract) in [(1, 8), (2, 9), (3, 10)] as [(UInt128, UInt128)] {
            lookup.put(
                .enrollment, id, [("identity", [.id(7), .id(contract), .id(20)])])
        }
        try step(.enrollment, StepDraft("prepare", on: today), 3, &lookup)
        let found = items(of: .enrollment, lookup)
        #expect(found.count == 2)
        #expect(found.contains { $0.about.hasSuffix(": 2 cases not started") })
        #expect(found.contains { $0.advice.hasPrefix("bridgework case show") })
    }

    @Test(arguments: [("2027-03-30", 1), ("2027-05-30", 0)])
    func `a notice deadline is one item of the centre's and none of an office's`(
        renews: String, count: Int
    ) {
        var world = NetworkWorld()
        world.add(
            .payorContract, NetworkWorld.contractA, ["renewalOn=\(renews)", "noticeDays=90"])
        let all = { (office: RecordID?) in
            Worklist(world.lookup, office: office, today: today).items()
                .filter { $0.record == world.id(NetworkWorld.contractA) }
        }
        #expect(all(nil).map(\.kind) == Array(repeating: .contract, count: count))
        #expect(all(world.id(NetworkWorld.north)).isEmpty)
    }

    @Test func `what is overdue comes before what is due within a week, and that before the rest`()
    {
        var lookup = TestLookup()
        for (id, due) in [(1, day(30)), (2, day(-1)), (3, day(7)), (4, day(0))] {
            lookup.put(
                .task, UInt128(id), [("title", [.text("t")]), ("dueOn", [due])])
        }
        let found = items(of: .task, lookup)
        #expect(found.map(\.record.bits) == [2, 4, 3, 1])
        #expect(found.map(\.urgency) == [.now, .soon, .soon, .later])
    }

    @Test func `a finished task waits for nobody`() throws {
        var lookup = TestLookup()
        lookup.put(.task, 1, [("title", [.text("t")])])
        try step(.task, StepDraft("done", on: today), 1, &lookup)
        #expect(items(of: .task, lookup).isEmpty)
    }

    @Test func `an office sees its own tasks and the centre sees all`() {
        var lookup = TestLookup()
        lookup.put(.task, 1, [("title", [.text("t")]), ("office", [.id(office)])])
        lookup.put(.task, 2, [("title", [.text("t")]), ("office", [.id(0xEE)])])
        #expect(items(of: .task, at: office, lookup).map(\.record.bits) == [1])
        #expect(items(of: .task, lookup).count == 2)
    }

    @Test func `a payor that has been silent for thirty days is asked`() throws {
        var lookup = TestLookup()
        lookup.put(.enrollment, 1, [("identity", [.id(7), .id(8), .id(office)])])
        try step(.enrollment, StepDraft("prepare", on: today), 1, &lookup)
        let sent = Day(number: today.number - 31)
        try step(.enrollment, StepDraft("submit", on: sent), 1, &lookup)
        let found = items(of: .enrollment, lookup)
        #expect(found.map(\.urgency) == [.now])
        #expect(found.first?.dueOn == Day(number: today.number - 1))
        #expect(items(of: .enrollment, at: office, lookup).isEmpty)
    }

    @Test func `a deficient case waits at its office too`() throws {
        var lookup = TestLookup()
        lookup.put(.enrollment, 1, [("identity", [.id(7), .id(8), .id(office)])])
        for event in ["prepare", "submit", "deficiency"] {
            try step(.enrollment, StepDraft(event, on: today), 1, &lookup)
        }
        #expect(items(of: .enrollment, at: office, lookup).map(\.urgency) == [.now])
    }

    @Test func `an effective case waits for nobody`() throws {
        var lookup = TestLookup()
        lookup.put(.enrollment, 1, [("identity", [.id(7), .id(8), .id(office)])])
        let facts = [Enrollment.Status.effectiveOn(today)]
        try step(
            .enrollment,
            StepDraft("recorded", on: today, document: RecordID(bits: 9), facts: facts), 1, &lookup)
        #expect(items(of: .enrollment, lookup).isEmpty)
    }

    @Test func `a notice nobody has sent costs something now`() throws {
        var lookup = TestLookup()
        lookup.put(
            .payorNotice, 1, [("subject", [.text("addLocation"), .id(8), .null, .id(office)])])
        #expect(items(of: .notice, lookup).map(\.urgency) == [.now])
        try step(.notice, StepDraft("send", on: today), 1, &lookup)
        #expect(items(of: .notice, lookup).map(\.urgency) == [.later])
    }

    @Test func `a provisional payor waits until the centre has taken it over`() {
        var lookup = TestLookup()
        lookup.put(.payor, 1, [("code", [.text("new")]), ("provisionalOffice", [.id(office)])])
        #expect(items(of: .payor, lookup).count == 1)
        #expect(items(of: .payor, at: office, lookup).isEmpty)
        lookup.put(.payor, 1, [("provisionalOffice", [.null])])
        #expect(items(of: .payor, lookup).isEmpty)
    }

    @Test func `inactive records wait for nobody`() {
        var lookup = TestLookup()
        lookup.put(.task, 1, [("title", [.text("t")]), ("lifecycle", [.text("inactive")])])
        #expect(items(of: .task, lookup).isEmpty)
    }

    @Test func `a licence that ends is heard of at the centre before it is at an office`() {
        var lookup = TestLookup()
        lookup.put(.practitioner, 7, [("legalName", [.text("f"), .text("g")])])
        lookup.put(
            .credential, 1,
            [
                ("practitioner", [.id(7)]), ("kind", [.text("licence")]),
                ("validity", [.null, day(45)]),
            ])
        #expect(items(of: .expirable, lookup).map(\.urgency) == [.later])
        #expect(items(of: .expirable, at: office, lookup).isEmpty)
        lookup.put(.credential, 1, [("validity", [.null, day(-1)])])
        #expect(items(of: .expirable, at: office, lookup).map(\.urgency) == [.now])
    }
}
