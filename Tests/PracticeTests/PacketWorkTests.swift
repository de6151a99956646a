import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records

/// What is missing from a doctor's packet before the start, as the centre's work.
struct PacketWorkTests {
    private static let doctor = RecordID(bits: SmallPractice.doctor)

    /// A doctor who starts at an office of Massachusetts on that day.
    private static func practice(starts: String = "2026-12-15") -> SmallPractice {
        var practice = SmallPractice(offices: [7], contracts: [1])
        practice.put(.office, 7, [("physicalAddress", [.null, .null, .null, .text("MA")])])
        practice.put(
            .practitioner, SmallPractice.doctor, [("legalName", [.text("Sample"), .text("Ada")])])
        practice.place(1, at: 7)
        practice.assign(to: 7, from: starts)
        return practice
    }

    private static func items(
        _ practice: SmallPractice, at office: RecordID? = nil
    ) -> [WorkItem] {
        Worklist(practice.lookup, office: office, today: practice.today).items()
            .filter { $0.kind == .packet }
    }

    private static func licence(_ practice: inout SmallPractice, through last: String) {
        practice.put(
            .credential, 0x51,
            [
                ("subject", [.id(SmallPractice.doctor), .text("licence")]),
                ("validity", [.null, .day(last)]),
            ])
        practice.change([
            Write(
                .credential, "numbers", key: [.id(0x91)], [.text("X1"), .text("MA")],
                record: RecordID(bits: 0x51))
        ])
    }

    /// Everything but the licence.
    private static func rest(_ practice: inout SmallPractice) {
        practice.put(
            .malpracticePolicy, 0x52,
            [
                ("practitioner", [.id(SmallPractice.doctor)]),
                (
                    "policy",
                    [.text("Synthetic"), .null, .null, .null, .day("2026-01-01"), .null]
                ),
            ])
        practice.put(
            .caqhProfile, 0x53,
            [
                ("practitioner", [.id(SmallPractice.doctor)]),
                ("lastAttestedOn", [.day("2026-11-01")]),
            ])
        practice.change([
            Write(
                Organization.w9, RecordID(bits: SmallPractice.entity),
                [Organization.w9SignedOn(Day("2026-01-01"))])
        ])
    }

    @Test func `a start ahead without papers is one item that names them, at the centre alone`() {
        var practice = Self.practice()
        practice.onboard(from: "2026-12-15", offices: [7])
        let items = Self.items(practice)
        #expect(
            items.map(\.about) == [
                "2000000002 Sample, Ada starts on 2026-12-15 at O7: missing licence MA, coi, caqh, "
                    + "w9 of \(RecordTitle(practice.lookup).label(RecordID(bits: 0xE0)))"
            ])
        #expect(items.map(\.record) == [Self.doctor])
        #expect(items.map(\.dueOn) == [Day("2026-12-15")])
        #expect(
            items.map(\.advice) == [
                "bridgework doctor packet 2000000002 --start 2026-12-15"
            ])
        #expect(Self.items(practice, at: RecordID(bits: 7)).isEmpty)
    }

    @Test(arguments: [
        ("2026-11-23", 1), ("2026-11-22", 0), ("2027-02-21", 1), ("2027-02-22", 0),
    ])
    func `a start is worth a look from ninety days before until its day`(
        starts: String, count: Int
    ) {
        #expect(Self.items(Self.practice(starts: starts)).count == count)
    }

    @Test func `what is there goes from the item, and the item with the last of it`() {
        var practice = Self.practice()
        Self.rest(&practice)
        #expect(Self.items(practice).map { $0.about.hasSuffix(": missing licence MA") } == [true])
        Self.licence(&practice, through: "2026-12-15")
        #expect(Self.items(practice).isEmpty)
    }

    @Test func `what runs out before the start is missing`() {
        var practice = Self.practice()
        Self.rest(&practice)
        Self.licence(&practice, through: "2026-12-14")
        #expect(
            Self.items(practice).map {
                $0.about.hasSuffix(
                    ": missing licence MA (expires 2026-12-14, before the start)")
            } == [true])
    }

    @Test func `what a conflict stands on is not known, and not missing`() {
        var practice = Self.practice()
        Self.rest(&practice)
        Self.licence(&practice, through: "2026-12-14")
        let before = practice.lookup
        let validity = { (last: String) in
            [
                Write(
                    .credential, "validity", [.null, .day(last)], record: RecordID(bits: 0x51))
            ]
        }
        var lookup = practice.lookup
        lookup.write(validity("2027-12-31"), seeing: before)
        lookup.write(validity("2026-11-30"), seeing: before)
        let items = Worklist(lookup, office: nil, today: practice.today).items()
            .filter { $0.kind == .packet }
        #expect(
            items.map {
                $0.about.hasSuffix(": not known licence MA (its days are in conflict)")
            } == [true])
    }

    /// The payor's template for an event, with one document under that name.
    private static func template(
        _ practice: inout SmallPractice, _ event: String, asking kind: String
    ) {
        practice.put(
            .requirementTemplate, 0x54,
            [
                ("name", [.text("New")]), ("payor", [.id(SmallPractice.payor)]),
                ("event", [.text(event)]),
            ])
        practice.change([
            Write(
                RequirementTemplate.items, RecordID(bits: 0x54),
                key: [RequirementTemplate.Items.documentKind(kind)], [])
        ])
    }

    @Test(arguments: [true, false])
    func `a payor whose case is not opened yet asks for its papers already`(hasRun: Bool) {
        var practice = Self.practice()
        Self.rest(&practice)
        Self.licence(&practice, through: "2027-12-31")
        Self.template(&practice, "newProvider", asking: "cv")
        if hasRun {
            // The hub has not come to the run: nothing but the run itself is written.
            var lookup = practice.lookup
            let run = RecordID(bits: 0xF0)
            lookup.write([
                Write(OnboardingRun.practitioner, run, RecordID(bits: SmallPractice.doctor)),
                Write(OnboardingRun.startsOn, run, Day("2026-12-15")),
                Write(OnboardingRun.status, run, [OnboardingRun.status.step("start")]),
            ])
            let items = Worklist(lookup, office: nil, today: practice.today).items()
            #expect(
                items.filter { $0.kind == .packet }.map { $0.about.hasSuffix(": missing cv") }
                    == [true])
        }
        #expect(practice.cases.isEmpty)
        #expect(Self.items(practice).map { $0.about.hasSuffix(": missing cv") } == [true])
    }

    @Test(arguments: ["W-9", "w 9", "W9"])
    func `a template's spelling of a kind asks for the one that is known`(kind: String) {
        var practice = Self.practice()
        Self.rest(&practice)
        Self.licence(&practice, through: "2027-12-31")
        Self.template(&practice, "newProvider", asking: kind)
        #expect(Self.items(practice).isEmpty)
        let unsigned = [
            Write(
                Organization.w9, RecordID(bits: SmallPractice.entity),
                [Organization.w9SignedOn(Scalar?.none)])
        ]
        practice.change(unsigned)
        #expect(Self.items(practice).map { $0.about.contains("missing w9 of ") } == [true])
    }

    @Test func `a move ahead asks for what payors want at a move`() throws {
        var practice = Self.practice(starts: "2020-01-01")
        practice.office(8)
        practice.place(1, at: 8)
        Self.rest(&practice)
        Self.licence(&practice, through: "2027-12-31")
        Self.template(&practice, "move", asking: "cv")
        practice.assign(to: 8, from: "2026-12-15")
        // As a new doctor: the template is for a move.
        #expect(Self.items(practice).isEmpty)
        let move = MoveRun(
            id: RecordID(bits: 0xB0), doctor: Self.doctor, kind: .move,
            fromOffice: RecordID(bits: 7), toOffice: RecordID(bits: 8),
            lastDayOld: Day("2026-12-14"), firstDayNew: Day("2026-12-15"))
        practice.change(try move.startingWrites(by: nil, on: practice.today))
        let items = Self.items(practice)
        #expect(items.map { $0.about.hasSuffix(" at O8: missing cv") } == [true])
        #expect(items.map(\.advice) == ["bridgework doctor packet 2000000002 --run 000000b0"])
    }

    @Test func `a registration that a payor asks for is in when the doctor's credential is`() {
        var practice = Self.practice()
        Self.rest(&practice)
        Self.licence(&practice, through: "2027-12-31")
        practice.onboard(from: "2026-12-15", offices: [7], contracts: [1])
        practice.put(
            .enrollment, 0x60, [("identity", [.id(SmallPractice.doctor), .id(1), .id(7)])])
        practice.put(
            .requirementTemplate, 0x54,
            [
                ("name", [.text("New")]), ("payor", [.id(SmallPractice.payor)]),
                ("event", [.text("newProvider")]),
            ])
        practice.change([
            Write(
                RequirementTemplate.items, RecordID(bits: 0x54),
                key: [RequirementTemplate.Items.documentKind("dea")], [])
        ])
        #expect(Self.items(practice).map { $0.about.hasSuffix(": missing dea") } == [true])
        practice.put(
            .credential, 0x61,
            [
                ("subject", [.id(SmallPractice.doctor), .text("dea")]),
                ("validity", [.null, .day("2028-01-31")]),
            ])
        #expect(Self.items(practice).isEmpty)
    }

    @Test func `an assignment that goes on where another ends is no start`() {
        var practice = Self.practice(starts: "2020-01-01")
        practice.put(
            .locationAssignment, 0x99,
            [
                ("pair", [.id(SmallPractice.doctor), .id(7)]),
                ("term", [.day("2026-12-15"), .null]),
            ])
        #expect(Self.items(practice).isEmpty)
    }
}
