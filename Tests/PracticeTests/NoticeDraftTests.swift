import Merge
import Testing

@testable import Participation
@testable import Records

/// A payor is told of a doctor's stay at an office once, and of every stay.
struct NoticeDraftTests {
    private static let run = RecordID(bits: 0xF5)

    /// The doctor's stay at office 8 from 2027 on.
    private static let assigning = [
        Write(
            .locationAssignment, "pair", [.id(SmallPractice.doctor), .id(8)],
            record: RecordID(bits: 0x88)),
        Write(
            .locationAssignment, "term", [.day("2027-01-01"), .null],
            record: RecordID(bits: 0x88)),
    ]

    /// The move from office 7 to 8, planned.
    private static let moving = [
        Write(
            .moveRun, "journey", [.id(SmallPractice.doctor), .text("move"), .id(7), .id(8)],
            record: run),
        Write(.moveRun, "dates", [.day("2026-12-31"), .day("2027-01-01")], record: run),
        Write(MoveRun.status, run, [MoveRun.status.step("plan")]),
    ]

    /// Contract 4 knows the group, not each doctor; the run of onboarding still waits for cases.
    private static func onboarding() -> SmallPractice {
        var practice = SmallPractice(offices: [7, 8], contracts: [1])
        practice.contract(4, rule: "delegated")
        for (contract, office) in [(1, 7), (4, 7), (4, 8)] as [(UInt128, UInt128)] {
            practice.place(contract, at: office)
        }
        practice.assign(to: 7)
        practice.onboard(from: "2026-01-01")
        return practice
    }

    /// Who tells the payor of contract 4 what of which offices.
    private static func told(_ practice: SmallPractice) -> [String] {
        practice.lookup.records(.payorNotice).filter(\.isActive).map { view in
            let offices = view[PayorNotice.offices, each: PayorNotice.offices.office]
                .map(\.bits).sorted()
            let teller = view[PayorNotice.moveRun] == run ? "move" : "run"
            return "\(teller) \(view[PayorNotice.kind] ?? "") \(offices)"
        }.sorted()
    }

    @Test func `a move that is planned with its assignments tells of the new office itself`() {
        var practice = Self.onboarding()
        practice.change(Self.assigning + Self.moving)
        let expected = ["move addLocation [8]", "move removeLocation [7]", "run addLocation [7]"]
        #expect(Self.told(practice) == expected)
        practice.contract(9)
        practice.office(8, opened: "2020-01-01")
        #expect(Self.told(practice) == expected, "looking again finds nothing to add")
        practice.log(.moveRun, Self.run, "cancel")
        #expect(Self.told(practice) == ["run addLocation [7, 8]"])
    }

    @Test func `a move tells its day, also where a run told its own before`() {
        var practice = Self.onboarding()
        practice.change(Self.assigning)
        practice.change(Self.moving)
        #expect(
            Self.told(practice)
                == ["move addLocation [8]", "move removeLocation [7]", "run addLocation [7, 8]"])
    }

    @Test(arguments: [nil, "send"])
    func `a second stay is told while the first notice waits`(step: String?) throws {
        var practice = Self.onboarding()
        let first = RecordID(bits: 0xF4)
        practice.assign(to: 8, from: "2026-02-01", "2026-06-30")
        practice.change([
            Write(
                .moveRun, "journey", [.id(SmallPractice.doctor), .text("move"), .id(7), .id(8)],
                record: first),
            Write(.moveRun, "dates", [.day("2026-01-31"), .day("2026-02-01")], record: first),
            Write(MoveRun.status, first, [MoveRun.status.step("plan")]),
        ])
        let adds = { (practice: SmallPractice) in
            practice.lookup.records(.payorNotice).filter { $0[PayorNotice.kind] == "addLocation" }
        }
        let notice = try #require(adds(practice).first { $0[PayorNotice.moveRun] == first })
        if let step { practice.log(.payorNotice, notice.id, step) }
        practice.change(Self.assigning)
        practice.change(Self.moving)
        let runs = adds(practice).compactMap { $0[PayorNotice.moveRun]?.bits }
        #expect(runs.sorted() == [0xF4, 0xF5])
    }

    @Test func `a notice nobody uses takes in no office`() throws {
        var practice = Self.onboarding()
        let first = try #require(practice.lookup.records(.payorNotice).first)
        practice.log(.payorNotice, first.id, "send")
        practice.assign(to: 8, from: "2026-12-01")
        let later = try #require(
            practice.lookup.records(.payorNotice).first { $0.id != first.id })
        practice.change([
            Write(
                .payorNotice, later.id, named: Attribute.lifecycle.name,
                [AnyRecord.lifecycle("inactive")])
        ])
        practice.office(9)
        practice.place(4, at: 9)
        practice.assign(to: 9, from: "2026-12-01")
        #expect(Self.told(practice) == ["run addLocation [7]", "run addLocation [9]"])
    }

    @Test func `who comes back to an office is news to the payor again`() throws {
        var practice = Self.onboarding()
        practice.assign(to: 8, from: "2026-01-01", "2026-06-30")
        #expect(Self.told(practice) == ["run addLocation [7, 8]"])
        let told = try #require(practice.lookup.records(.payorNotice).first)
        practice.log(.payorNotice, told.id, "send")
        practice.log(.payorNotice, told.id, "confirm", ["document": .id(0x98)])
        practice.change(Self.assigning)
        practice.change(Self.moving)
        #expect(
            Self.told(practice)
                == ["move addLocation [8]", "move removeLocation [7]", "run addLocation [7, 8]"])
    }

    @Test func `what a closed move has told, an open run does not tell again`() throws {
        var practice = Self.onboarding()
        practice.change(Self.assigning + Self.moving)
        let expected = Self.told(practice)
        let view = try #require(practice.lookup.record(Self.run))
        let confirmed = Workflow.move.standing(of: view).read(as: "confirmed", in: .move)
        practice.change([
            try Workflow.move.write(
                StepDraft("verifyDirectory", comment: "seen"), record: Self.run, after: confirmed)
        ])
        practice.office(8, opened: "2020-01-01")
        #expect(Self.told(practice) == expected)
    }

    @Test func `an office that comes after a notice was sent has a notice of its own`() throws {
        var practice = Self.onboarding()
        let first = try #require(practice.lookup.records(.payorNotice).first)
        practice.log(.payorNotice, first.id, "send")
        practice.log(.payorNotice, first.id, "confirm", ["document": .id(0x98)])
        practice.assign(to: 8, from: "2026-12-01")
        let expected = ["run addLocation [7]", "run addLocation [8]"]
        #expect(Self.told(practice) == expected)
        let later = try #require(
            practice.lookup.records(.payorNotice).first { $0.id != first.id })
        let subject = NoticeSubject(of: later, in: practice.lookup)
        #expect(subject.firstDay == Day("2026-12-01"))
        practice.office(8, opened: "2020-01-01")
        #expect(Self.told(practice) == expected, "looking again finds nothing to add")
        practice.office(9)
        practice.place(4, at: 9)
        practice.assign(to: 9, from: "2026-12-01")
        #expect(
            Self.told(practice) == ["run addLocation [7]", "run addLocation [8, 9]"],
            "one that was not sent takes it in")
    }
}
