import Benefits
import Merge
import Records
import Testing

/// What a verification writes, and that nothing is written where it contradicts itself.
struct VerificationDraftTests {
    private static let ids = VerificationDraft.IDs(
        verification: RecordID(bits: 0x70), usage: RecordID(bits: 0x71))

    private static func take(
        _ draft: VerificationDraft, _ patient: inout InsuredPatient
    ) throws {
        let view = try #require(patient.lookup.record(InsuredPatient.coverage))
        let state = try #require(patient.lookup.state(InsuredPatient.coverage))
        let writes = try draft.writes(
            view, state: state, lookup: patient.lookup, ids: ids, by: nil)
        patient.take(writes)
    }

    @Test func `an active answer keeps the rules and confirms the coverage`() throws {
        var patient = InsuredPatient(usage: nil)
        var draft = VerificationDraft(on: InsuredPatient.today, method: "phone", isActive: true)
        draft.usage.maximumUsed = "100.00"
        draft.usage.deductibleMet = "50.00"
        draft.usage.served = ["X1:2026-01-10", "X3:2025-02-03:14"]
        try Self.take(draft, &patient)
        let verification = try #require(patient.lookup.record(Self.ids.verification))
        #expect(verification[BenefitVerification.memberId] == "SYN0001")
        #expect(verification[BenefitVerification.answers].count == InsuredPatient.usualRules.count)
        let usage = try #require(patient.lookup.record(Self.ids.usage))
        #expect(usage[BenefitUsage.maximumUsed] == 100_00)
        #expect(usage[BenefitUsage.history].count == 2)
        let coverage = try #require(patient.lookup.record(InsuredPatient.coverage))
        #expect(Workflow.coverage.standing(of: coverage).state == "active")
        #expect(VerificationNeeds(patient.lookup, today: InsuredPatient.today).all().isEmpty)
        #expect(patient.line("X2").paysCents == [120_00])
    }

    @Test func `an inactive answer ends the coverage on its last day`() throws {
        var patient = InsuredPatient()
        var draft = VerificationDraft(on: InsuredPatient.today, method: "portal", isActive: false)
        draft.through = Day("2026-05-31")
        try Self.take(draft, &patient)
        let coverage = try #require(patient.lookup.record(InsuredPatient.coverage))
        #expect(coverage[Coverage.term.through] == Day("2026-05-31"))
        #expect(Workflow.coverage.standing(of: coverage).state == "inactive")
        #expect(patient.estimate("X1").payers.isEmpty)
        #expect(VerificationNeeds(patient.lookup, today: InsuredPatient.today).all().isEmpty)
    }

    @Test func `an active coverage has no last day to report`() {
        var patient = InsuredPatient()
        var draft = VerificationDraft(on: InsuredPatient.today, method: "portal", isActive: true)
        draft.through = Day("2026-05-31")
        #expect(throws: CoverageProblem.throughOfActive) { try Self.take(draft, &patient) }
    }

    @Test(arguments: [
        ("X1:2027-01-10", "an earlier service has a day"), ("X1:2026-01-10:99", "expected a tooth"),
    ])
    func `an earlier service has a day gone by and a tooth that is one`(
        text: String, problem: String
    ) {
        var patient = InsuredPatient()
        var draft = VerificationDraft(on: InsuredPatient.today, method: "portal", isActive: true)
        draft.usage.served = [text]
        #expect {
            try Self.take(draft, &patient)
        } throws: { "\($0)".contains(problem) }
    }

    @Test(arguments: ["X1", "X1:", "X1:2026", "X1:2026-01-01:14:extra"])
    func `a service nobody can read is refused`(text: String) {
        var patient = InsuredPatient()
        var draft = VerificationDraft(on: InsuredPatient.today, method: "portal", isActive: true)
        draft.usage.served = [text]
        #expect(throws: (any Error).self) { try Self.take(draft, &patient) }
    }
}
