import Merge
import Testing

@testable import Participation
@testable import Records
@testable import Tables

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
                Credential.numbers, RecordID(bits: 0xC1),
                key: [Credential.Numbers.document(RecordID(bits: 0x99))],
                [Credential.Numbers.number("L0123"), Credential.Numbers.state("CT")])
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
                MoveRun.journey, run,
                [
                    MoveRun.practitioner(RecordID(bits: SmallPractice.doctor)),
                    MoveRun.moveKind("move"),
                    MoveRun.fromOffice(RecordID(bits: 7)), MoveRun.toOffice(RecordID(bits: 8)),
                ]),
            Write(
                MoveRun.dates, run,
                [MoveRun.lastDayOld(Day("2026-12-31")), MoveRun.firstDayNew(Day("2027-01-04"))]),
            Write(MoveRun.status, run, [MoveRun.status.step("plan")]),
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
            practice.lookup.records(.payorNotice).first { $0[PayorNotice.kind] == "addLocation" })
    }

    private static let signer: UInt128 = 0xB0

    /// What stands on the payor's, the group's, the doctor's and the signer's records.
    private static func fill(_ practice: inout SmallPractice) {
        practice.put(
            .payor, SmallPractice.payor,
            [
                (
                    "claimAddress",
                    [.text("PO Box 9"), .null, .text("Boston"), .text("MA"), .text("02101")]
                )
            ])
        practice.change([
            Write(
                Payor.contacts, RecordID(bits: SmallPractice.payor),
                key: [
                    Payor.Contacts.role("Provider relations"), Payor.Contacts.name("Rita Payor"),
                ], [Payor.Contacts.phone("6175550100")])
        ])
        practice.put(
            .organization, SmallPractice.entity,
            [
                (
                    "billingAddress",
                    [.text("1 Main St"), .null, .text("Hartford"), .text("CT"), .text("06103")]
                )
            ])
        practice.put(
            .caqhProfile, 0xC9,
            [("practitioner", [.id(SmallPractice.doctor)]), ("caqhId", [.text("10000001")])])
        practice.put(
            .user, signer, [("login", [.text("cora")]), ("displayName", [.text("Cora Desk")])])
    }

    private static func letter(_ notice: RecordView, _ practice: SmallPractice) -> NoticeLetter {
        NoticeLetter(
            of: notice, on: practice.today, signer: RecordID(bits: signer), in: practice.lookup)
    }

    private static func section(_ name: String, _ letter: NoticeLetter) -> [String] {
        letter.sections.filter { $0.heading == name }.flatMap(\.items).map { item in
            switch item {
            case .row(let name, let value): "\(name): \(value)"
            case .sentence(let text), .line(let text): text
            }
        }
    }

    private static func text(_ letter: NoticeLetter) -> String {
        SummaryText(letter.printed).lines.joined(separator: "\n")
    }

    private static func notices(_ practice: SmallPractice) -> [RecordView] {
        practice.lookup.records(.payorNotice).filter(\.isActive)
    }

    @Test func `a letter names the doctor, both offices, their tax numbers and the days`() throws {
        var practice = Self.practice()
        Self.elsewhere(&practice)
        let notice = try Self.notice(&practice)
        let text = Self.text(Self.letter(notice, practice))
        for fact in [
            "Ada Synthetic", "DMD", "2000000002", "122300000X", "CT L0123", "Practice 8",
            "8 Mill St, Hartford, CT 06101", "(860) 555-0108", "900000002", "2027-01-04",
            "Practice 7",
            "7 Mill St", "2026-12-31",
        ] {
            #expect(text.contains(fact), "\(fact) is missing")
        }
        let letter = Self.letter(notice, practice)
        #expect(
            Self.section("Tax numbers to disassociate", letter) == ["900000001: Synthetic Group"])
    }

    @Test func `a tax number under which the doctor goes on is not disassociated`() throws {
        var practice = Self.practice()
        let notice = try Self.notice(&practice)
        #expect(
            Self.section("Tax numbers to disassociate", Self.letter(notice, practice)) == [
                "None for Synthetic Group: the doctor works under it elsewhere."
            ])
    }

    @Test func `a tax number that is a person's own is never told`() throws {
        var practice = Self.practice(kind: "ssn")
        let notice = try Self.notice(&practice)
        let letter = Self.letter(notice, practice)
        #expect(!letter.kept.contains("900000001"))
        #expect(letter.kept.contains("as on the W-9"))
    }

    @Test func `what was told stays as it was sent, whatever changes later`() throws {
        var practice = Self.practice()
        let notice = try Self.notice(&practice)
        let told = Self.letter(notice, practice)
        let step = NoticeStep(
            StepDraft("send", on: practice.today, by: RecordID(bits: Self.signer)))
        practice.change(try step.writes(on: notice, in: practice.lookup))
        practice.put(.office, 8, [("name", [.text("Renamed")])])
        let sent = try #require(practice.lookup.record(notice.id))
        let last = try #require(NoticeLetter.lastTold(on: sent))
        #expect(last.letter.kept == told.kept)
        #expect(last.sentOn == practice.today)
        #expect(Self.letter(sent, practice).kept != told.kept)
    }

    @Test func `a notice that was not sent has told nothing`() throws {
        var practice = Self.practice()
        let notice = try Self.notice(&practice)
        #expect(NoticeLetter.lastTold(on: notice) == nil)
    }

    @Test func `the days of a letter are those of its move`() throws {
        var practice = Self.practice()
        let notice = try Self.notice(&practice)
        let subject = NoticeSubject(
            of: NoticeEnvelope(of: notice, in: practice.lookup).notices, in: practice.lookup)
        #expect(subject.firstDay == Day("2027-01-04"))
        #expect(subject.lastDay == Day("2026-12-31"))
        #expect(subject.entered.map(\.office) == [RecordID(bits: 8)])
        #expect(subject.left.map(\.office) == [RecordID(bits: 7)])
    }

    @Test func `a letter has a head, a day, an addressee and a signature, and no ids`() throws {
        var practice = Self.practice()
        Self.fill(&practice)
        let notice = try Self.notice(&practice)
        let letter = Self.letter(notice, practice)
        #expect(
            Self.section("From", letter) == [
                "Synthetic Group", "1 Main St", "Hartford, CT 06103", "Phone (860) 555-0108",
            ])
        #expect(Self.section("Date", letter) == ["2026-11-23"])
        #expect(
            Self.section("To", letter) == [
                "Synthetic", "Attention: Rita Payor, Provider relations", "PO Box 9",
                "Boston, MA 02101", "Phone (617) 555-0100",
            ])
        #expect(
            letter.title
                == "Change of practice location: Ada Synthetic, DMD, NPI 2000000002, "
                + "CAQH id 10000001")
        #expect(Self.section("Doctor", letter).contains("CAQH id: 10000001"))
        #expect(
            Self.section("What we ask of you", letter).last
                == "Confirm this in writing by 2026-12-23, with the day on which it takes effect.")
        #expect(Self.section("Signature", letter).contains("Cora Desk"))
        #expect(letter.lacks.isEmpty)
        let text = Self.text(letter)
        #expect(!text.contains("bridgework") && !text.contains(notice.id.suffix))
    }

    @Test(arguments: [("2026-11-22", true), ("2026-11-23", false)])
    func `a licence that ran out before the letter's day is told`(
        last: String, isTold: Bool
    ) throws {
        var practice = Self.practice()
        Self.fill(&practice)
        practice.put(.credential, 0xC1, [("validity", [.null, .day(last)])])
        let notice = try Self.notice(&practice)
        let lack = NoticeLack.licence(
            "2000000002", id: RecordID(bits: 0xC1), through: try #require(Day(last)))
        #expect(Self.letter(notice, practice).lacks == (isTold ? [lack] : []))
        #expect(!lack.isBlocking)
    }

    @Test func `notices of one run to one payor are one letter, and go out together`() throws {
        var practice = Self.practice()
        practice.contract(2, rule: "delegated")
        for office in [7, 8] as [UInt128] { practice.place(2, at: office) }
        practice.put(.payor, 0xA1, [("code", [.text("P2")]), ("name", [.text("Other payor")])])
        practice.contract(3, payor: 0xA1, rule: "delegated")
        practice.place(3, at: 8)
        _ = try Self.notice(&practice)
        let ofMove = Self.notices(practice).filter { $0[PayorNotice.moveRun] != nil }
        #expect(ofMove.count == 5)
        let first = ofMove.filter { $0[PayorNotice.contract]?.bits != 3 }
        #expect(Set(first.map { Self.letter($0, practice).kept }).count == 1)
        let whole = NoticeEnvelope.whole([first[0].id], in: practice.lookup)
        #expect(Set(whole) == Set(first.map(\.id)))
        let letter = Self.letter(first[0], practice)
        let added = Self.section("Practice location to add", letter)
        #expect(added.filter { $0.hasPrefix("Participation") }.count == 2)
        let other = try #require(ofMove.first { $0[PayorNotice.contract]?.bits == 3 })
        #expect(NoticeEnvelope.whole([other.id], in: practice.lookup) == [other.id])
        practice.log(.payorNotice, first[0].id, "send")
        let rest = NoticeEnvelope.whole([first[1].id], in: practice.lookup)
        #expect(!rest.contains(first[0].id), "what was sent does not go out again")
    }

    /// The title of the only letter to the payor of contract 1, which is for every doctor.
    private static func title(_ prepare: (inout SmallPractice) throws -> Void) throws -> String {
        var practice = Self.practice()
        practice.put(.payorContract, 1, [("providerRule", [.text("delegated")])])
        try prepare(&practice)
        let open = notices(practice).filter {
            Workflow.notice.standing(of: $0).state == "draft"
        }
        let titles = Set(open.map { letter($0, practice).title })
        #expect(titles.count == 1)
        return String((titles.first ?? "").prefix { $0 != ":" })
    }

    private static func plan(
        _ practice: inout SmallPractice, _ kind: String, from: UInt128?, to: UInt128?
    ) {
        practice.change([
            Write(
                MoveRun.journey, run,
                [
                    MoveRun.practitioner(RecordID(bits: SmallPractice.doctor)),
                    MoveRun.moveKind(kind),
                    MoveRun.fromOffice(from.map { .id($0) }), MoveRun.toOffice(to.map { .id($0) }),
                ]),
            Write(
                MoveRun.dates, run,
                [
                    MoveRun.lastDayOld(kind == "add" ? nil : .day("2026-12-31")),
                    MoveRun.firstDayNew(to.map { _ in .day("2027-01-04") }),
                ]),
            Write(MoveRun.status, run, [MoveRun.status.step("plan")]),
        ])
    }

    @Test func `a new doctor is no location added`() throws {
        let new = try Self.title { practice in
            practice.assign(to: 7, from: "2026-12-01")
            practice.onboard()
        }
        #expect(new == "Request to add a practitioner")
        let known = try Self.title { practice in
            practice.assign(to: 8, from: "2026-12-01")
            practice.onboard(offices: [8])
        }
        #expect(known == "Request to add a practice location", "at office 7 since January")
    }

    @Test func `each cause has its own words`() throws {
        let added = try Self.title { practice in
            practice.assign(to: 8, from: "2027-01-04")
            Self.plan(&practice, "add", from: nil, to: 8)
        }
        #expect(added == "Request to add a practice location")
        let moved = try Self.title { practice in try Self.move(&practice) }
        #expect(moved == "Change of practice location")
        let left = try Self.title { practice in
            practice.assign(to: 7, from: "2026-01-01", "2026-12-31")
            Self.plan(&practice, "leave", from: 7, to: nil)
        }
        #expect(left == "End of participation at a practice location")
        let gone = try Self.title { practice in
            practice.assign(to: 7, from: "2026-01-01", "2026-12-31")
            Self.plan(&practice, "leave", from: nil, to: nil)
        }
        #expect(gone == "A practitioner leaves our practice")
        let number = try Self.title { practice in
            practice.put(.payorNotice, 0xB7, [("subject", [.text("tinChange"), .id(1)])])
        }
        #expect(number == "Change of tax number")
    }

    @Test func `a W-9 is enclosed where the tax number is new, and nowhere else`() throws {
        var practice = Self.practice()
        Self.elsewhere(&practice)
        let changed = try Self.notice(&practice)
        #expect(
            Self.section("Enclosed", Self.letter(changed, practice))
                == ["Form W-9 of Other Group"])
        #expect(Self.letter(changed, practice).lacks.contains(.taxForm("Other Group")))
        var same = Self.practice()
        let notice = try Self.notice(&same)
        #expect(Self.section("Enclosed", Self.letter(notice, same)).isEmpty)
    }

    @Test func `a letter without an address says so, and does not go by mail`() throws {
        var practice = Self.practice()
        let notice = try Self.notice(&practice)
        let lacks = Self.letter(notice, practice).lacks
        #expect(lacks == [.payorAddress("P1"), .caqh("2000000002")])
        var draft = StepDraft("send", on: practice.today)
        draft[PayorNotice.Status.channel] = "mail"
        #expect(throws: CaseProblem.letterLacks([.payorAddress("P1")])) {
            try NoticeStep(draft).writes(on: notice, in: practice.lookup)
        }
        draft[PayorNotice.Status.channel] = "portal"
        _ = try NoticeStep(draft).writes(on: notice, in: practice.lookup)
        Self.fill(&practice)
        draft[PayorNotice.Status.channel] = "mail"
        _ = try NoticeStep(draft).writes(on: notice, in: practice.lookup)
    }
}
