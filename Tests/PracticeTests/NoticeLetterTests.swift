import Merge
import Testing

@testable import Practice

/// What a payor is told by a notice, and that what was told stays as it was told.
struct NoticeLetterTests {
    private static let run = RecordID(bits: 0xF5)
    private static let otherEntity: UInt128 = 0xE1

    /// The doctor moves from office 7 to office 8; contract 1 holds at both.
    private static func practice(tin: String = "900000001", kind: String = "ein") -> SmallPractice {
        var practice = SmallPractice(offices: [7, 8], contracts: [1])
        practice.put(
            .practitioner, SmallPractice.doctor,
            [
                ("legalName", [.text("Synthetic"), .text("Ada")]), ("degree", [.text("DMD")]),
                ("primaryTaxonomy", [.text("122300000X")]),
            ])
        practice.put(
            .credential, 0xC1, [("subject", [.id(SmallPractice.doctor), .text("licence")])])
        practice.change([
            Write(
                .credential, RecordID(bits: 0xC1), "numbers", key: ["document": .id(0x99)],
                ["number": .text("L0123"), "state": .text("CT")])
        ])
        practice.put(
            .organization, SmallPractice.entity, [("taxIdentity", [.text(tin), .text(kind)])])
        for office in [7, 8] as [UInt128] {
            practice.put(
                .office, office,
                [
                    ("name", [.text("Practice \(office)")]),
                    (
                        "physicalAddress",
                        [
                            .text("\(office) Mill St"), .null, .text("Hartford"), .text("CT"),
                            .text("06101"),
                        ]
                    ), ("phone", [.text("860555010\(office)")]),
                ])
            practice.place(1, at: office)
        }
        practice.assign(to: 7)
        return practice
    }

    private static func elsewhere(_ practice: inout SmallPractice) {
        practice.put(
            .organization, otherEntity,
            [
                ("legalName", [.text("Other Group")]),
                ("taxIdentity", [.text("900000002"), .text("ein")]),
            ])
        practice.put(.office, 8, [("organization", [.id(otherEntity)])])
    }

    private static func move(_ practice: inout SmallPractice) throws {
        practice.assign(to: 7, from: "2026-01-01", "2026-12-31")
        practice.assign(to: 8, from: "2027-01-04")
        practice.change([
            Write(
                .moveRun, run, "journey",
                [
                    "practitioner": .id(SmallPractice.doctor), "moveKind": .text("move"),
                    "fromOffice": .id(7), "toOffice": .id(8),
                ]),
            Write(
                .moveRun, run, "dates",
                ["lastDayOld": .day("2026-12-31"), "firstDayNew": .day("2027-01-04")]),
            Write(.moveRun, run, "status", ["step": .text("plan")]),
        ])
    }

    /// The notice of the move to contract 1, of which the doctor is a member at office 7.
    private static func notice(_ practice: inout SmallPractice) throws -> RecordView {
        practice.onboard(from: "2026-01-01")
        practice.log(
            .enrollment, try #require(practice.caseView(1, 7)).id, "recorded",
            ["effectiveOn": .day("2026-02-01"), "document": .id(0x99)])
        try move(&practice)
        return try #require(
            practice.lookup.records("payor_notice").first { $0.text("kind") == "addLocation" })
    }

    private static func text(_ letter: NoticeLetter) -> String {
        SummaryText(letter.printed(footer: "")).lines.joined(separator: "\n")
    }

    @Test func `a letter names the doctor, both offices, their tax numbers and the days`() throws {
        var practice = Self.practice()
        Self.elsewhere(&practice)
        let notice = try Self.notice(&practice)
        let text = Self.text(NoticeLetter(of: notice, in: practice.lookup))
        for fact in [
            "Ada Synthetic", "DMD", "2000000002", "122300000X", "CT L0123", "Practice 8",
            "8 Mill St, Hartford, CT 06101", "8605550108", "900000002", "2027-01-04", "Practice 7",
            "7 Mill St", "2026-12-31",
        ] {
            #expect(text.contains(fact), "\(fact) is missing")
        }
        let last = try #require(
            NoticeLetter(of: notice, in: practice.lookup).sections.last)
        #expect(last.items == [.row("900000001", "Synthetic Group")])
    }

    @Test func `a tax number under which the doctor goes on is not disassociated`() throws {
        var practice = Self.practice()
        let notice = try Self.notice(&practice)
        let last = try #require(NoticeLetter(of: notice, in: practice.lookup).sections.last)
        #expect(
            last.items == [
                .sentence("None for Synthetic Group: the doctor works under it elsewhere.")
            ])
    }

    @Test func `a tax number that is a person's own is never told`() throws {
        var practice = Self.practice(kind: "ssn")
        let notice = try Self.notice(&practice)
        let letter = NoticeLetter(of: notice, in: practice.lookup)
        #expect(!letter.kept.contains("900000001"))
        #expect(letter.kept.contains("as on the W-9"))
    }

    @Test func `what was told stays as it was sent, whatever changes later`() throws {
        var practice = Self.practice()
        let notice = try Self.notice(&practice)
        let told = NoticeLetter(of: notice, in: practice.lookup)
        let step = NoticeStep(StepDraft("send", on: practice.today))
        practice.change(try step.writes(on: notice, in: practice.lookup))
        practice.put(.office, 8, [("name", [.text("Renamed")])])
        let sent = try #require(practice.lookup.record(notice.id))
        let last = try #require(NoticeLetter.lastTold(on: sent))
        #expect(last.letter == told)
        #expect(last.sentOn == practice.today)
        #expect(NoticeLetter(of: sent, in: practice.lookup) != told)
    }

    @Test func `a notice that was not sent has told nothing`() throws {
        var practice = Self.practice()
        let notice = try Self.notice(&practice)
        #expect(NoticeLetter.lastTold(on: notice) == nil)
    }

    @Test func `the days of a notice are those of its move`() throws {
        var practice = Self.practice()
        let subject = NoticeSubject(of: try Self.notice(&practice), in: practice.lookup)
        #expect(subject.firstDay == Day("2027-01-04"))
        #expect(subject.lastDay == Day("2026-12-31"))
        #expect(subject.entered == [RecordID(bits: 8)])
        #expect(subject.left == [RecordID(bits: 7)])
    }
}
