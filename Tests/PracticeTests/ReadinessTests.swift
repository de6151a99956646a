import DeskKit
import Merge
import Testing

@testable import Participation
@testable import Practice
@testable import Records

/// What must be in before a start, and who must not start at all.
struct ReadinessTests {
    private static let start = Day("2026-12-01") ?? Day(number: 0)

    private static func practice() -> SmallPractice {
        var practice = SmallPractice(offices: [7], contracts: [1])
        practice.put(.office, 7, [("physicalAddress", [.null, .null, .null, .text("MA")])])
        practice.place(1, at: 7)
        practice.assign(to: 7)
        return practice
    }

    private static func packet(_ practice: SmallPractice) -> [String: PacketItem.State] {
        let packet = DoctorPacket(
            practice.lookup, doctor: RecordID(bits: SmallPractice.doctor),
            contracts: [RecordID(bits: 1)], offices: [RecordID(bits: 7)], startsOn: start,
            today: practice.today)
        return Dictionary(
            packet.items.map { ($0.kind, $0.finding.state) }, uniquingKeysWith: { $1 })
    }

    @Test func `a doctor of whom nothing is on file lacks all of it`() {
        #expect(
            Self.packet(Self.practice()) == [
                "licence MA": .missing, "coi": .missing, "caqh": .missing, "w9": .missing,
            ])
    }

    @Test(arguments: [("2026-12-01", PacketItem.State.present), ("2026-11-30", .stale)])
    func `a licence must hold on the first day`(expires: String, state: PacketItem.State) {
        var practice = Self.practice()
        practice.put(
            .credential, 0x51,
            [
                ("subject", [.id(SmallPractice.doctor), .text("licence")]),
                ("validity", [.null, .day(expires)]),
            ])
        practice.change([
            Write(
                .credential, "numbers", key: [.id(0x91)], [.text("X1"), .text("MA")],
                record: RecordID(bits: 0x51))
        ])
        #expect(Self.packet(practice)["licence MA"] == state)
        practice.log(.credential, 0x51, "suspended")
        #expect(Self.packet(practice)["licence MA"] != .present)
    }

    @Test(arguments: [("2026-12-01", PacketItem.State.present), ("2026-11-30", .stale)])
    func `malpractice cover must include the first day`(last: String, state: PacketItem.State) {
        var practice = Self.practice()
        practice.put(
            .malpracticePolicy, 0x52,
            [
                ("practitioner", [.id(SmallPractice.doctor)]),
                (
                    "policy",
                    [.text("Synthetic"), .null, .null, .null, .day("2026-01-01"), .day(last)]
                ),
            ])
        #expect(Self.packet(practice)["coi"] == state)
    }

    @Test(arguments: [("2026-07-27", PacketItem.State.present), ("2026-07-26", .stale)])
    func `an attestation holds for less than 120 days`(
        attested: String, state: PacketItem.State
    ) {
        var practice = Self.practice()
        practice.put(
            .caqhProfile, 0x53,
            [
                ("practitioner", [.id(SmallPractice.doctor)]),
                ("lastAttestedOn", [.day(attested)]),
            ])
        #expect(Self.packet(practice)["caqh"] == state)
    }

    @Test func `a template's form is asked for per office, and found by its office`() {
        var practice = Self.practice()
        practice.put(
            .requirementTemplate, 0x54,
            [
                ("name", [.text("New")]), ("payor", [.id(SmallPractice.payor)]),
                ("event", [.text("newProvider")]),
            ])
        practice.change([
            Write(
                RequirementTemplate.items, RecordID(bits: 0x54),
                key: [
                    RequirementTemplate.Items.documentKind("form"),
                    RequirementTemplate.Items.formName("Directory"),
                ],
                [
                    RequirementTemplate.Items.isPerLocation(true),
                    RequirementTemplate.Items.freshnessDays(.int(90)),
                ])
        ])
        #expect(Self.packet(practice)["form"] == .missing)
        let form = { (issued: String) in
            [
                Write(Document.subject, RecordID(bits: 0x55), RecordID(bits: 7)),
                Write(
                    Document.content, RecordID(bits: 0x55),
                    [Document.kind("form"), Document.title("x"), Document.issuedOn(Day(issued))]),
            ]
        }
        practice.change(form("2026-08-24"))
        #expect(Self.packet(practice)["form"] == .stale)
        practice.change(form("2026-08-25"))
        #expect(Self.packet(practice)["form"] == .present)
    }

    @Test func `a listed doctor who works here stands out, unless reinstated or cleared`() {
        var practice = Self.practice()
        let checks = { (practice: SmallPractice) in
            CrossChecks(practice.lookup).excludedDoctors().count
        }
        #expect(checks(practice) == 0)
        practice.put(
            .exclusion, 0x56,
            [("subject", [.text("2000000002"), .text("leie"), .day("2012-05-01")])])
        #expect(checks(practice) == 1)
        practice.put(
            .sanctionCheck, 0x57, [("run", [.text("leie"), .day("2026-11-01")])])
        practice.change([
            Write(
                .sanctionCheck, "matches", key: [.id(SmallPractice.doctor)], [.text("cleared")],
                record: RecordID(bits: 0x57))
        ])
        #expect(checks(practice) == 0)
        practice.change([
            Write(
                .sanctionCheck, "matches", key: [.id(SmallPractice.doctor)],
                [.text("confirmed")], record: RecordID(bits: 0x57))
        ])
        #expect(checks(practice) == 1)
        practice.put(.exclusion, 0x56, [("reinstatedOn", [.day("2026-01-01")])])
        #expect(checks(practice) == 0)
    }
}
