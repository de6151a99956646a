import Merge
import Testing

@testable import Participation
@testable import Records

/// Doctors brought into contracts, moved and let go, as the desk and the simulator do it.
struct DoctorDeedTests {
    private static let npi = "2000000002"

    /// Contract 1 holds at offices 7 and 8.
    private static func practice() -> SmallPractice {
        var practice = SmallPractice(offices: [7, 8], contracts: [1])
        practice.place(1, at: 7)
        practice.place(1, at: 8)
        return practice
    }

    private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func `onboarding assigns the doctor, begins a run and opens a case at each office`()
        throws
    {
        var practice = Self.practice()
        let onboard = OnboardDoctor(
            npi: Self.npi, startsOn: try Self.day("2026-12-01"), offices: ["O7", "o8"])
        let outcome = try practice.perform(onboard, by: 0xB0)
        #expect(outcome.assigned == [RecordID(bits: 7), RecordID(bits: 8)])
        #expect(outcome.plan.outcomes.count == 2)
        #expect(practice.cases == [[1, 7], [1, 8]])
        let run = try #require(practice.lookup.record(outcome.run))
        #expect(run[OnboardingRun.status, each: OnboardingRun.status.step] == ["start"])
    }

    @Test func `two desks that onboard alike make one run and one assignment`() throws {
        let practice = Self.practice()
        let onboard = OnboardDoctor(
            npi: Self.npi, startsOn: try Self.day("2026-12-01"), offices: ["O7"])
        let (one, other) = (try practice.rehearse(onboard), try practice.rehearse(onboard))
        #expect(one.outcome.run == other.outcome.run)
        #expect(one.list.writes.map(\.record) == other.list.writes.map(\.record))
    }

    @Test func `a run that was given up leaves room for another`() throws {
        var practice = Self.practice()
        let onboard = OnboardDoctor(
            npi: Self.npi, startsOn: try Self.day("2026-12-01"), offices: ["O7"])
        let first = try practice.perform(onboard).run
        #expect(throws: DoctorRefusal.runOpen(first)) { try practice.perform(onboard) }
        #expect(try practice.perform(GiveUpRun(first.description, comment: "not now")) == first)
        let second = try practice.perform(onboard).run
        #expect(second != first)
    }

    @Test func `who cannot be onboarded is told why, and nothing is written`() throws {
        var practice = Self.practice()
        let day = try Self.day("2026-12-01")
        #expect(throws: DeedProblem.notCentral) {
            try practice.perform(OnboardDoctor(npi: Self.npi, startsOn: day), at: 7)
        }
        #expect(throws: DoctorRefusal.badNPI) {
            try practice.perform(OnboardDoctor(npi: "2000000003", startsOn: day))
        }
        #expect(throws: DoctorRefusal.noSuchDoctor) {
            try practice.perform(OnboardDoctor(npi: "2000000010", startsOn: day))
        }
        #expect(throws: DoctorRefusal.noOffices) {
            try practice.perform(OnboardDoctor(npi: Self.npi, startsOn: day))
        }
        #expect(throws: DeedProblem.noSuchRecord(type: "office")) {
            try practice.perform(OnboardDoctor(npi: Self.npi, startsOn: day, offices: ["O9"]))
        }
        practice.put(
            .exclusion, 0xEE,
            [
                ("subject", [.text(Self.npi), .text("sam"), .day("2020-01-01")])
            ])
        #expect(throws: DoctorRefusal.self) {
            try practice.perform(OnboardDoctor(npi: Self.npi, startsOn: day, offices: ["O7"]))
        }
        #expect(practice.lookup.records(.onboardingRun).isEmpty)
        #expect(practice.cases.isEmpty)
    }

    @Test func `a doctor who yields to another is onboarded as the one that stays`() throws {
        var practice = Self.practice()
        practice.put(.practitioner, 0xD1, [("npi", [.text(Self.npi)])])
        let (kept, yielding) = (RecordID(bits: 0xD1), RecordID(bits: SmallPractice.doctor))
        let day = try Self.day("2026-12-01")
        #expect(throws: DeedProblem.self) {
            try practice.perform(OnboardDoctor(npi: Self.npi, startsOn: day, offices: ["O7"]))
        }
        practice.settle(kept, yielding, .keep(kept, through: nil))
        try practice.perform(OnboardDoctor(npi: Self.npi, startsOn: day, offices: ["O7"]))
        let cases = practice.lookup.records(.enrollment)
        #expect(cases.map { $0[Enrollment.practitioner] } == [kept])
    }

    @Test func `a contract signed later takes in who works there, once`() throws {
        var practice = Self.practice()
        practice.assign(to: 7)
        let enrol = EnrolDoctors(contract: "C1", startsOn: try Self.day("2026-12-01"))
        let first = try practice.perform(enrol)
        #expect(first.map(\.doctor) == [RecordID(bits: SmallPractice.doctor)])
        #expect(practice.cases == [[1, 7]])
        let again = try practice.rehearse(enrol)
        #expect(again.outcome.map(\.run) == first.map(\.run))
        #expect(again.list.writes.isEmpty)
    }

    @Test func `a move ends one assignment the day before the other begins`() throws {
        var practice = Self.practice()
        practice.assign(to: 7)
        let move = MoveDoctor(
            npi: Self.npi, kind: .move, from: "O7", to: "O8",
            lastDayOld: try Self.day("2026-12-31"), firstDayNew: try Self.day("2027-01-01"))
        let run = try practice.perform(move).run
        let stays = DoctorStays(of: RecordID(bits: SmallPractice.doctor), in: practice.lookup)
        #expect(stays.offices(from: try Self.day("2026-12-31")).count == 2)
        #expect(stays.offices(from: try Self.day("2027-01-01")) == [RecordID(bits: 8)])
        #expect(throws: DoctorRefusal.moveOpen(run)) { try practice.perform(move) }
    }

    @Test func `what is no move is refused with its reason`() throws {
        var practice = Self.practice()
        practice.assign(to: 7)
        let day = try Self.day("2026-12-31")
        var move = MoveDoctor(npi: Self.npi, kind: .move, from: "O7", to: "O7", lastDayOld: day)
        #expect(throws: DoctorRefusal.sameOffice) { try practice.perform(move) }
        move.from = "O8"
        #expect(throws: DoctorRefusal.notAtOffice("O8", day)) { try practice.perform(move) }
        move.from = "O7"
        move.to = "O8"
        #expect(throws: DeedProblem.notCentral) { try practice.perform(move, at: 7) }
        #expect(practice.lookup.records(.moveRun).isEmpty)
    }

    @Test func `who leaves the group is let go although a list excludes the person`() throws {
        var practice = Self.practice()
        practice.assign(to: 7)
        practice.put(
            .exclusion, 0xEE,
            [
                ("subject", [.text(Self.npi), .text("sam"), .day("2020-01-01")])
            ])
        let last = try Self.day("2026-12-31")
        let leave = MoveDoctor(npi: Self.npi, kind: .leave, lastDayOld: last)
        try practice.perform(leave)
        let doctor = practice.lookup.record(RecordID(bits: SmallPractice.doctor))
        #expect(doctor?[Practitioner.departOn] == last)
    }

    @Test func `a move slips with its assignments, and only at the centre`() throws {
        var practice = Self.practice()
        practice.assign(to: 7)
        let run = try practice.perform(
            MoveDoctor(
                npi: Self.npi, kind: .move, from: "O7", to: "O8",
                lastDayOld: try Self.day("2026-12-31"), firstDayNew: try Self.day("2027-01-01"))
        ).run
        let slip = SlipMove(
            run.description, lastDay: try Self.day("2027-01-31"),
            firstDay: try Self.day("2027-02-01"), comment: "not ready")
        #expect(throws: DoctorRefusal.slipAtOffice) { try practice.perform(slip, at: 7) }
        try practice.perform(slip)
        let stays = DoctorStays(of: RecordID(bits: SmallPractice.doctor), in: practice.lookup)
        #expect(stays.offices(from: try Self.day("2027-01-31")).count == 2)
        #expect(stays.offices(from: try Self.day("2027-02-01")) == [RecordID(bits: 8)])
    }

    @Test func `an onboarding run is no move to slip or close`() throws {
        var practice = Self.practice()
        practice.assign(to: 7)
        practice.onboard()
        let run = RecordID(bits: 0xF0).description
        #expect(throws: DoctorRefusal.notMove) {
            try practice.perform(SlipMove(run, comment: "x"))
        }
        #expect(throws: DoctorRefusal.notMove) {
            try practice.perform(CloseMove(run, comment: "x"))
        }
    }
}
