import Benefits
import Merge
import Testing

/// Where a fee comes from, and what plans of other kinds do with it.
struct EstimatorFeeTests {
    @Test func `the payor reckons with the smaller of both fees`() {
        var patient = InsuredPatient()
        patient.contracted["X1"] = .priced(cents: 140_00, source: "SF1")
        let line = patient.line("X1")
        #expect(line.allowedCents == 100_00)
        #expect(line.writeOffCents == 0)
    }

    @Test func `a share of the usual fee`() {
        var patient = InsuredPatient()
        patient.contracted["X1"] = .percentOfUsual(points: 66_66, source: "SF1")
        #expect(patient.line("X1").allowedCents == 66_66)
        patient.usualFees["X1"] = nil
        #expect(patient.line("X1").patientCents == nil)
    }

    @Test(arguments: [
        FeeAnswer.notListed(source: "SF1"), .byReport(source: "SF1"), .none("no schedule"),
        .unknown(Uncertainty("two schedules")),
    ])
    func `a contract without a price is unknown`(answer: FeeAnswer) {
        var patient = InsuredPatient()
        patient.contracted["X1"] = answer
        #expect(patient.line("X1").patientCents == nil)
        #expect(patient.line("X1").uncertainties.count == 1)
    }

    @Test func `a bundled service costs nothing and one not covered the usual fee`() {
        var patient = InsuredPatient()
        patient.contracted["X1"] = .bundled(source: "SF1")
        #expect(patient.line("X1").patientCents == 0)
        #expect(patient.line("X1").writeOffCents == 100_00)
        patient.contracted["X1"] = .notCovered(source: "SF1")
        #expect(patient.line("X1").paysCents == [0])
        #expect(patient.line("X1").patientCents == 100_00)
    }

    @Test func `without a usual fee the shares stand and the write-off is unknown`() {
        var patient = InsuredPatient()
        patient.usualFees["X1"] = nil
        let line = patient.line("X1")
        #expect(line.paysCents == [75_00])
        #expect(line.patientCents == 0)
        #expect(line.writeOffCents == nil)
        #expect(line.warnings.contains { $0.contains("no usual fee") })
    }

    @Test func `an ambiguous or unknown path is unknown with its candidates`() {
        var patient = InsuredPatient()
        patient.path = .ambiguous(["C1", "C2"])
        #expect(patient.line("X1").uncertainties[0].candidates == ["C1", "C2"])
        patient.path = .unknown(Uncertainty("letters disagree"))
        #expect(patient.line("X1").uncertainties[0].reason == "letters disagree")
    }

    @Test func `out of network nobody guesses what the plan allows`() {
        var patient = InsuredPatient()
        patient.path = .outOfNetwork(reason: "enrolment starts 2027-02-01")
        let estimate = patient.estimate("X1")
        #expect(estimate.lines[0].uncertainties[0].reason.contains("out of network"))
        #expect(estimate.warnings.contains { $0.contains("enrolment starts") })
    }

    @Test func `an indemnity plan reckons with the usual fee`() {
        var patient = InsuredPatient(plan: ["planKind=indemnity", "benefitYearMonth=1"])
        patient.path = .outOfNetwork(reason: "no contract")
        let line = patient.line("X1")
        #expect(line.allowedCents == 100_00)
        #expect(line.patientCents == 0)
    }

    @Test func `a copay by rule or by schedule`() {
        let copay = "rules[copay;individual;basic;;;both]=;;;;30.00"
        var patient = InsuredPatient([copay], plan: ["planKind=flatCopay"], usage: nil)
        #expect(patient.line("X2").patientCents == 30_00)
        #expect(patient.line("X2").paysCents == [120_00])
        #expect(patient.line("X1").uncertainties.count == 1)
        patient.planFees["copay X1"] = .priced(cents: 12_00, source: "copay table")
        #expect(patient.line("X1").patientCents == 12_00)
    }

    @Test func `a capitation pays by the head and the rest is written off`() {
        let copay = "rules[copay;individual;basic;;;both]=;;;;30.00"
        let line = InsuredPatient([copay], plan: ["planKind=dhmo"], usage: nil).line("X2")
        #expect(line.paysCents == [0])
        #expect(line.patientCents == 30_00)
        #expect(line.writeOffCents == 170_00)
    }

    @Test func `a fixed benefit pays its amount and a discount plan nothing`() {
        let maximum = "rules[limitation;individual;;;;both]=calendarYear;;;;1000.00"
        var patient = InsuredPatient([maximum], plan: ["planKind=fixedBenefit"])
        patient.planFees["fixedBenefit X2"] = .priced(cents: 60_00, source: "table")
        #expect(patient.line("X2").patientCents == 90_00)
        patient = InsuredPatient([], plan: ["planKind=discount"], usage: nil)
        #expect(patient.line("X2").patientCents == 150_00)
        #expect(patient.line("X2").paysCents == [0])
    }

    @Test func `a copay for the code itself outranks the category's percentage`() {
        var patient = InsuredPatient()
        patient.add(
            .insurancePlan, InsuredPatient.plan,
            [
                "rules[copay;individual;;;X2;both]=;;;;25.00;;;;;no"
            ])
        #expect(patient.line("X2").patientCents == 25_00)
        patient.add(
            .insurancePlan, InsuredPatient.plan,
            [
                "rules[coinsurance;individual;;;X2;both]=;;80;;;;;;;no"
            ])
        #expect(patient.line("X2").uncertainties[0].candidates.count == 2)
    }

    @Test func `a plan of unsaid kind is unknown`() {
        let line = InsuredPatient(plan: ["benefitYearMonth=1"]).line("X1")
        #expect(line.uncertainties[0].reason.contains("kind of plan"))
    }

    @Test func `every figure has a source`() {
        let line = InsuredPatient().line("X2")
        #expect(line.steps.count >= 5)
        #expect(line.steps.allSatisfy { !$0.source.isEmpty })
        #expect(line.steps.contains { $0.source.contains("plan PL1, coinsurance") })
        #expect(line.steps.contains { $0.source.contains("as of 2026-06-01 by portal") })
    }
}
