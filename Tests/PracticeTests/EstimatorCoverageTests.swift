import Benefits
import Merge
import Practice
import Records
import Tables
import Testing

/// Which coverages pay, in which order, and when nobody can tell.
struct EstimatorCoverageTests {
    private static let second = RecordID(bits: 0x44)
    private static let secondPlan = RecordID(bits: 0x33)

    /// A second plan with the same rules and another word on what is used.
    private static func patient(_ cobRule: String?) -> InsuredPatient {
        var patient = InsuredPatient()
        patient.add(
            .insurancePlan, secondPlan,
            ["code=PL2", "payor=\(InsuredPatient.payor)"] + InsuredPatient.ppo
                + InsuredPatient.usualRules + (cobRule.map { ["cobRule=\($0)"] } ?? []))
        patient.add(
            .coverage, second,
            [
                "patient=\(InsuredPatient.patient)", "insurancePlan=\(secondPlan)",
                "memberId=SYN0002", "effectiveFrom=2026-01-01",
            ])
        patient.add(
            .benefitUsage, RecordID(bits: 0x55),
            [
                "coverage=\(second)", "asOf=2026-06-01", "maximumUsed=0.00", "deductibleMet=50.00",
            ])
        patient.add(
            .patient, InsuredPatient.patient,
            [
                "coverageOrder[2026-01-01]=\(InsuredPatient.coverage);\(second)"
            ])
        return patient
    }

    // The first pays 80.00 of 150.00 and leaves 70.00; alone the second would pay 120.00.
    @Test(arguments: [
        ("standard", 70_00), ("basic", 70_00), ("nonDuplication", 40_00), ("carveOut", 40_00),
    ])
    func `the second plan pays by its coordination rule`(rule: String, pays: Int64) {
        let line = Self.patient(rule).line("X2")
        #expect(line.paysCents == [80_00, pays])
        #expect(line.patientCents == 70_00 - pays)
        #expect(line.writeOffCents == 50_00)
    }

    @Test func `the higher of two contracts' fees is asked with a word`() {
        let patient = Self.patient("standard")
        // One contract allows 150.00, the other 120.00. The first plan pays 80 % of 150.00 less
        // 50.00: 80.00. The second alone would pay 80 % of 120.00: 96.00, but only 70.00 is left.
        // Reckoned from 120.00, 40.00 was left to be paid in all.
        let line = patient.estimate(
            "X2", contracts: [InsuredPatient.coverage: 150_00, Self.second: 120_00]
        ).lines[0]
        #expect(line.paysCents == [80_00, 70_00])
        #expect(line.lowerFeeCents == 120_00)
        #expect(line.warnings.contains { $0.contains("allows no more than 120.00") })
        let same = patient.estimate(
            "X2", contracts: [InsuredPatient.coverage: 120_00, Self.second: 150_00]
        ).lines[0]
        #expect(same.lowerFeeCents == nil)
    }

    @Test(arguments: [nil, "secondaryMedicaid"])
    func `another coordination is not computed and bounds the patient's share`(rule: String?) {
        let line = Self.patient(rule).line("X2")
        #expect(line.paysCents == [80_00, nil])
        #expect(line.patientCents == nil)
        #expect(line.patientAtMostCents == 70_00)
        #expect(line.uncertainties[0].reason.contains("not computed"))
    }

    @Test func `a patient without cover pays the usual fee`() {
        var patient = InsuredPatient()
        patient.add(.coverage, InsuredPatient.coverage, ["effectiveThrough=2026-06-14"])
        let estimate = patient.estimate("X1")
        #expect(estimate.payers.isEmpty)
        #expect(estimate.lines[0].patientCents == 100_00)
        #expect(estimate.warnings.contains { $0.contains("no coverage holds") })
        #expect(patient.line("X1", on: "2026-06-14").patientCents == 0)
    }

    @Test func `two coverages without an order are unknown`() {
        var patient = Self.patient("standard")
        patient.add(.patient, InsuredPatient.patient, ["coverageOrder[2026-01-01]="])
        let found = patient.line("X1").uncertainties
        #expect(found[0].reason.contains("pays first"))
        #expect(found[0].candidates.count == 2)
    }

    @Test func `a second coverage whose first is not known is not reckoned as the first`() {
        var patient = Self.patient("standard")
        patient.add(
            .patient, InsuredPatient.patient, ["coverageOrder[2026-01-01]=;\(Self.second)"])
        let line = patient.line("X1")
        #expect(line.patientCents == nil)
        #expect(line.uncertainties.first?.reason.contains("does not pay first") == true)
        #expect(line.uncertainties.first?.candidates == ["PL2 \(Self.second.suffix)"])
    }

    @Test func `the order that began last holds`() {
        var patient = Self.patient("standard")
        patient.add(
            .patient, InsuredPatient.patient,
            [
                "coverageOrder[2026-07-01]=\(Self.second)"
            ])
        #expect(patient.estimate("X1", on: "2026-06-30").payers.count == 2)
        #expect(patient.estimate("X1", on: "2026-06-30").warnings.allSatisfy { !isOrder($0) })
        let later = patient.estimate("X1", on: "2026-07-01")
        #expect(later.payers.map(\.planCode) == ["PL2"])
        // The first coverage is still in force, and nobody said that it pays.
        let found = later.warnings.filter(isOrder)
        #expect(found.count == 1)
        #expect(found[0].contains("PL1 \(InsuredPatient.coverage.suffix)"))
    }

    private func isOrder(_ warning: String) -> Bool { warning.contains("stands in no order") }

    @Test func `the one coverage in force pays though the order names another that ended`() {
        var patient = Self.patient("standard")
        patient.add(
            .patient, InsuredPatient.patient, ["coverageOrder[2026-01-01]=\(Self.second)"])
        patient.add(.coverage, Self.second, ["effectiveThrough=2026-05-31"])
        let estimate = patient.estimate("X2")
        #expect(estimate.payers.map(\.planCode) == ["PL1"])
        // 150.00 allowed less 50.00 deductible, of which the plan pays 80 %: 80.00.
        #expect(estimate.lines[0].paysCents == [80_00])
        #expect(!estimate.warnings.contains(where: isOrder))
    }

    @Test func `a coverage in force and in no order waits at its office`() {
        let office = RecordID(bits: 0x0F)
        var patient = Self.patient("standard")
        let orders = {
            Worklist(patient.lookup, office: office, today: InsuredPatient.today).items()
                .filter { $0.kind == .coverage }
        }
        #expect(orders().isEmpty)
        patient.add(
            .patient, InsuredPatient.patient,
            ["coverageOrder[2026-01-01]=\(InsuredPatient.coverage)"])
        #expect(orders().map(\.record) == [Self.second])
        #expect(orders()[0].advice.contains("coverage order \(InsuredPatient.patient.suffix)"))
    }

    @Test func `a coverage reported inactive without a last day is unknown`() {
        var patient = InsuredPatient(coverage: ["status+=verifyInactive;2026-06-01"])
        #expect(patient.line("X1").uncertainties[0].reason.contains("inactive"))
        patient.add(.coverage, InsuredPatient.coverage, ["effectiveThrough=2026-05-31"])
        #expect(patient.line("X1").patientCents == 100_00)
    }

    @Test func `a coverage without a first day counts once a payor confirmed it`() {
        var patient = InsuredPatient()
        patient.add(.coverage, InsuredPatient.coverage, ["effectiveFrom="])
        #expect(patient.line("X1").uncertainties[0].reason.contains("never verified"))
        patient.add(
            .benefitVerification, InsuredPatient.verification,
            [
                "coverage=\(InsuredPatient.coverage)", "requestedOn=2026-06-01",
                "completedOn=2026-06-01", "status+=completeActive",
            ])
        #expect(patient.line("X1").patientCents == 0)
    }

    @Test func `a plan that was replaced speaks by its successor`() {
        var patient = Self.patient("standard")
        patient.add(.insurancePlan, InsuredPatient.plan, ["replacedBy=\(Self.secondPlan)"])
        let estimate = patient.estimate("X1", coverage: InsuredPatient.coverage)
        #expect(estimate.payers.map(\.planCode) == ["PL2"])
    }

    /// Golden scenario 1: two offices change different halves of one card without a line.
    @Test func `two offices' halves of one card are one conflict and the estimate unknown`() {
        var patient = InsuredPatient()
        let before = patient.lookup
        patient.add(.coverage, InsuredPatient.coverage, ["memberId=SYN-0002"], seeing: before)
        patient.add(.coverage, InsuredPatient.coverage, ["relationship=spouse"], seeing: before)
        let view = patient.lookup.record(InsuredPatient.coverage)
        #expect(view?.projection.conflicts.map(\.attribute) == ["identity"])
        let line = patient.line("X1")
        #expect(line.patientCents == nil)
        #expect(line.uncertainties[0].reason.contains("identity"))
        #expect(line.uncertainties[0].candidates.count == 2)
        patient.add(
            .coverage, InsuredPatient.coverage,
            [
                "memberId=SYN0002", "relationship=spouse", "subscriberFamily=", "subscriberGiven=",
                "subscriberBirthDate=", "dependentSuffix=",
            ])
        #expect(patient.line("X1").patientCents == 0)
    }

    /// Golden scenario 2: the same card, typed with and without hyphens.
    @Test func `one member id typed two ways is no conflict`() {
        var patient = InsuredPatient()
        let before = patient.lookup
        for typed in ["syn-0002", "SYN 0002"] {
            patient.add(.coverage, InsuredPatient.coverage, ["memberId=\(typed)"], seeing: before)
        }
        #expect(patient.lookup.record(InsuredPatient.coverage)?.projection.conflicts == [])
        #expect(patient.line("X1").patientCents == 0)
    }
}
