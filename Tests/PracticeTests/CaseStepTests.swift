import Merge
import Testing

@testable import Participation
@testable import Records
@testable import Tables

/// What a step of a case or a notice writes beside its word in the log.
struct CaseStepTests {
    private static let letter = RecordID(bits: 0x91)
    private static let other = RecordID(bits: 0x92)

    /// A case of contract 1 at office 7, opened and nothing more.
    private static func practice() -> SmallPractice {
        var practice = SmallPractice(offices: [7], contracts: [1])
        practice.place(1, at: 7)
        practice.assign(to: 7)
        practice.onboard()
        return practice
    }

    /// Takes the step on the practice's one case.
    private static func take(
        _ practice: inout SmallPractice, _ event: String, _ effective: String? = nil,
        document: RecordID? = nil, supersedes: RecordID? = nil, retracts: EntryID? = nil,
        blockers: [String] = []
    ) throws {
        var draft = StepDraft(
            event, on: practice.today, comment: "a test", document: document)
        draft.retracts = retracts
        if event == "submit" {
            draft.facts = [AnyRecord.channel("portal"), AnyRecord.reference("R-1")]
        }
        var step = CaseStep(
            draft, effectiveOn: effective.flatMap { Day($0) }, on: try view(practice),
            in: practice.lookup)
        step.supersedes = supersedes
        step.blockers = blockers
        practice.change(try step.writes(on: try view(practice)))
    }

    private static func view(_ practice: SmallPractice) throws -> RecordView {
        try #require(practice.caseView(1, 7))
    }

    private static func status(_ practice: SmallPractice) throws -> EnrollmentStatus {
        let view = try view(practice)
        return EnrollmentStatus(view, Workflow.enrollment.standing(of: view))
    }

    @Test func `a recorded outcome puts its date under its letter`() throws {
        var practice = Self.practice()
        try Self.take(&practice, "recorded", "2027-01-04", document: Self.letter)
        let status = try Self.status(practice)
        #expect(status.startsOn == Day("2027-01-04"))
        #expect(status.state(on: Day("2027-01-04") ?? practice.today).name == "effective")
        #expect(status.state(on: Day("2027-01-03") ?? practice.today).name == "scheduled")
    }

    @Test(arguments: [nil, "2027-01-04"])
    func `an outcome without a letter is refused, and one without a day`(day: String?) {
        var practice = Self.practice()
        let document = day == nil ? Self.letter : nil
        #expect(throws: CaseProblem.self) {
            try Self.take(&practice, "recorded", day, document: document)
        }
    }

    @Test func `an illegal step is refused with the legal ones`() throws {
        var practice = Self.practice()
        #expect(
            throws: CaseProblem.step(
                .illegal(
                    "ack", state: "notStarted", legal: ["prepare", "recorded", "withdraw"]))
        ) { try Self.take(&practice, "ack") }
    }

    @Test func `letters that disagree leave it unknown, until one supersedes the other`() throws {
        var practice = Self.practice()
        try Self.take(&practice, "recorded", "2027-01-04", document: Self.letter)
        try Self.take(&practice, "correctEffective", "2027-02-01", document: Self.other)
        #expect(try Self.status(practice).doubt != nil)
        try Self.take(
            &practice, "correctEffective", "2027-02-01", document: Self.other,
            supersedes: Self.letter)
        #expect(try Self.status(practice).doubt == nil)
        #expect(try Self.status(practice).startsOn == Day("2027-02-01"))
    }

    @Test func `a letter that gives no date supersedes nothing`() throws {
        var practice = Self.practice()
        try Self.take(&practice, "recorded", "2027-01-04", document: Self.letter)
        #expect(throws: CaseProblem.noSuchLetter) {
            try Self.take(
                &practice, "correctEffective", "2027-02-01", document: Self.other,
                supersedes: RecordID(bits: 0x93))
        }
    }

    @Test func `a retroactive grant moves the beginning and needs one to move`() throws {
        var practice = Self.practice()
        try Self.take(&practice, "recorded", "2027-01-04", document: Self.letter)
        try Self.take(&practice, "retroGranted", "2026-12-01", document: Self.other)
        #expect(try Self.status(practice).startsOn == Day("2026-12-01"))
        practice = Self.practice()
        try Self.take(&practice, "recorded", "2027-01-04", document: Self.letter)
        try Self.take(&practice, "correctEffective", "2027-02-01", document: Self.other)
        #expect(throws: CaseProblem.noFirstDay) {
            try Self.take(
                &practice, "retroGranted", "2026-12-01", document: RecordID(bits: 0x93))
        }
    }

    @Test func `a notice of termination writes the last day`() throws {
        var practice = Self.practice()
        try Self.take(&practice, "recorded", "2027-01-04", document: Self.letter)
        try Self.take(&practice, "termNotice", "2027-06-30", document: Self.other)
        let view = try Self.view(practice)
        #expect(view[Enrollment.effectiveThrough] == Day("2027-06-30"))
        #expect(view[Enrollment.termDocument] == Self.other)
        #expect(
            try Self.status(practice).state(on: Day("2027-07-01") ?? practice.today).name
                == "ended")
    }

    @Test func `a decision is due again in three years, also from a leap day`() throws {
        var practice = Self.practice()
        practice.today = Day("2028-02-29") ?? practice.today
        for step in ["prepare", "submit", "ack", "credentialingApproved"] {
            try Self.take(&practice, step)
        }
        #expect(try Self.view(practice)[Enrollment.recredentialDueOn] == Day("2031-02-28"))
        #expect(try Self.view(practice)[Enrollment.lastContactOn] == practice.today)
    }

    @Test(arguments: [
        (1, "2028-03-29"), (12, "2029-02-28"), (24, "2030-02-28"), (36, "2031-02-28"),
        (48, "2032-02-29"), (10, "2028-12-29"), (11, "2029-01-29"),
    ])
    func `a contract may say how long a decision holds`(months: Int64, due: String) throws {
        var practice = Self.practice()
        practice.today = Day("2028-02-29") ?? practice.today
        practice.put(.payorContract, 1, [("recredentialMonths", [.int(months)])])
        for step in ["prepare", "submit", "ack", "credentialingApproved"] {
            try Self.take(&practice, step)
        }
        #expect(try Self.view(practice)[Enrollment.recredentialDueOn] == Day(due))
    }

    @Test(arguments: ["channel", "reference"])
    func `nothing is submitted without a trace`(missing: String) throws {
        var practice = Self.practice()
        try Self.take(&practice, "prepare")
        var draft = StepDraft("submit", on: practice.today)
        draft.facts = [AnyRecord.channel("portal"), AnyRecord.reference("R-1")]
        draft[named: missing] = nil
        let step = CaseStep(draft)
        let view = try Self.view(practice)
        #expect(throws: CaseProblem.submittedWithoutTrace) { try step.writes(on: view) }
    }

    @Test func `a case is not resubmitted while the payor waits for something`() throws {
        var practice = Self.practice()
        for step in ["prepare", "submit"] { try Self.take(&practice, step) }
        try Self.take(&practice, "deficiency", blockers: ["W-9"])
        #expect(throws: CaseProblem.blockersOpen(1)) { try Self.take(&practice, "resubmit") }
        practice.change([
            Write(
                removing: [Enrollment.Blockers.blocker("W-9")], from: Enrollment.blockers,
                try Self.view(practice).id)
        ])
        try Self.take(&practice, "resubmit")
        #expect(CaseState(try Self.view(practice)).state == "inReview")
    }

    @Test func `a retracted outcome takes its date with it`() throws {
        var practice = Self.practice()
        try Self.take(&practice, "recorded", "2027-01-04", document: Self.letter)
        let entry = CaseState(try Self.view(practice)).standing.steps[0].entry
        try Self.take(&practice, "retract", retracts: entry)
        #expect(try Self.view(practice)[Enrollment.effectiveDates].isEmpty)
        try Self.take(&practice, "recorded", "2027-02-01", document: Self.other)
        #expect(try Self.status(practice).startsOn == Day("2027-02-01"))
    }

    @Test func `a date that another step rests on stays when one step is retracted`() throws {
        var practice = Self.practice()
        try Self.take(&practice, "recorded", "2027-01-04", document: Self.letter)
        try Self.take(&practice, "correctEffective", "2027-01-05", document: Self.letter)
        let steps = CaseState(try Self.view(practice)).standing.steps
        try Self.take(&practice, "retract", retracts: steps[1].entry)
        #expect(try Self.view(practice)[Enrollment.effectiveDates].count == 1)
    }

    /// Recorded, ended on 2027-06-30 and opened again.
    private static func reopened() throws -> SmallPractice {
        var practice = practice()
        try take(&practice, "recorded", "2027-01-04", document: letter)
        try take(&practice, "termNotice", "2027-06-30", document: other)
        try take(&practice, "reopen")
        return practice
    }

    @Test func `a reopened case has no end until it ends again, and loses no day`() throws {
        var practice = try Self.reopened()
        #expect(try Self.view(practice)[Enrollment.effectiveThrough] == nil)
        #expect(try Self.status(practice).knownDays.description == "2027-01-04 to 2027-06-30")
        #expect(throws: CaseProblem.letterOfEarlierPeriod) {
            try Self.take(&practice, "recorded", "2027-09-01", document: Self.letter)
        }
        let again = RecordID(bits: 0x93)
        #expect(throws: CaseProblem.noSuchLetter) {
            try Self.take(
                &practice, "recorded", "2027-09-01", document: again, supersedes: Self.letter)
        }
        try Self.take(&practice, "recorded", "2027-09-01", document: again)
        try Self.take(&practice, "retroGranted", "2027-08-01", document: RecordID(bits: 0x94))
        let days = "2027-01-04 to 2027-06-30, from 2027-08-01"
        #expect(try Self.status(practice).knownDays.description == days)
    }

    @Test func `a retracted reopening brings the last day back`() throws {
        var practice = try Self.reopened()
        let standing = CaseState(try Self.view(practice)).standing
        let entry = try #require(standing.last(Enrollment.Step.reopen)).entry
        try Self.take(&practice, "retract", retracts: entry)
        #expect(try Self.view(practice)[Enrollment.effectiveThrough] == Day("2027-06-30"))
        #expect(try Self.status(practice).knownDays.description == "2027-01-04 to 2027-06-30")
    }

    @Test func `days in the wrong order are refused by their names`() throws {
        var practice = Self.practice()
        try Self.take(&practice, "recorded", "2027-01-04", document: Self.letter)
        let first = try #require(Day("2027-01-04"))
        let early = try #require(Day("2026-12-31"))
        let late = try #require(Day("2027-01-05"))
        #expect(throws: CaseProblem.endsBeforeFirstDay(last: early, first: first)) {
            try Self.take(&practice, "termNotice", "2026-12-31")
        }
        #expect(throws: CaseProblem.grantedAfterFirstDay(granted: late, first: first)) {
            try Self.take(&practice, "retroGranted", "2027-01-05", document: Self.other)
        }
    }
}
