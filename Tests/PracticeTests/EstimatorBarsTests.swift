import Benefits
import Merge
import Testing

/// What keeps a plan from paying at all: exclusions, waiting, ages, how often.
struct EstimatorBarsTests {
    private static func patient(
        _ rule: String, usage: [String] = [], coverage: [String] = []
    ) -> InsuredPatient {
        InsuredPatient(
            InsuredPatient.usualRules + [rule], usage: InsuredPatient.unused + usage,
            coverage: coverage)
    }

    @Test func `an excluded service is the patient's at the contract's fee`() {
        let patient = Self.patient("rules[exclusion;individual;major;;;both]=calendarYear")
        let line = patient.line("X3")
        #expect(line.paysCents == [0])
        #expect(line.patientCents == 900_00)
        #expect(line.warnings.contains { $0.contains("does not cover") })
        #expect(patient.line("X2").paysCents == [80_00])
    }

    @Test func `a waiting period ends on its day`() {
        let rule = "rules[waitingPeriod;individual;major;;;both]=;;;;;12;months"
        let patient = Self.patient(rule)
        #expect(patient.line("X3", on: "2026-12-31").paysCents == [0])
        #expect(patient.line("X3", on: "2027-01-01").paysCents == [425_00])
    }

    @Test func `a waiting period without a first day of cover is unknown`() {
        var patient = Self.patient(
            "rules[waitingPeriod;individual;major;;;both]=;;;;;12;months",
            coverage: ["status+=verifyActive"])
        patient.add(.coverage, InsuredPatient.coverage, ["effectiveFrom="])
        patient.add(
            .benefitVerification, InsuredPatient.verification,
            [
                "coverage=\(InsuredPatient.coverage)", "requestedOn=2026-06-01",
                "completedOn=2026-06-01", "memberId=SYN0001", "status+=completeActive",
            ])
        #expect(patient.line("X3").uncertainties[0].reason.contains("waiting period"))
        #expect(patient.line("X1").paysCents == [75_00])
    }

    @Test(arguments: [("2026-06-15", 80_00), ("2026-06-16", 0)])
    func `an age limit counts through its last year`(day: String, pays: Int64) {
        // Born on 1980-06-16.
        let patient = Self.patient(
            "rules[limitation;individual;basic;;;both]=;;;;;;;0;45")
        #expect(patient.line("X2", on: day).paysCents == [pays])
    }

    @Test func `an age limit may be a quantity too`() {
        let rule = "rules[limitation;individual;;;X2;both]=;;;;;18;ageLimit"
        #expect(Self.patient(rule).line("X2").paysCents == [0])
    }

    @Test func `an age limit without a birth date is unknown`() {
        var patient = Self.patient("rules[limitation;individual;basic;;;both]=;;;;;;;0;45")
        patient.add(.patient, InsuredPatient.patient, ["birthDate="])
        #expect(patient.line("X2").uncertainties[0].reason.contains("birth date"))
        #expect(patient.line("X1").patientCents == 0)
    }

    @Test func `a frequency counts what the payor has on its books`() {
        let rule = "rules[limitation;individual;;;X1;both]=calendarYear;;;;;2;services"
        let once = ["history+=X1;2026-01-10", "history+=X1;2025-12-31", "history+=X2;2026-02-01"]
        let line = Self.patient(rule, usage: once).line("X1")
        #expect(line.paysCents == [75_00])
        #expect(line.warnings.contains { $0.contains("1 of 2") })
        let twice = Self.patient(rule, usage: once + ["history+=X1;2026-03-10"]).line("X1")
        #expect(twice.paysCents == [0])
        #expect(twice.patientCents == 75_00)
    }

    @Test func `codes of one group count together and earlier lines count too`() {
        var patient = InsuredPatient()
        let group = patient.addGroup("exams", ["X1", "X2"], use: "frequency")
        patient.add(
            .insurancePlan, InsuredPatient.plan,
            [
                "rules[limitation;individual;;\(group);;both]=calendarYear;;;;;2;services"
            ])
        let lines = patient.estimate("X1", "X2", "X1").lines
        #expect(lines.map { $0.paysCents[0] } == [75_00, 80_00, 0])
    }

    @Test(arguments: [("2026-07-09", 0), ("2026-07-10", 75_00)])
    func `once in six months is paid again on the same day of the month`(
        day: String, pays: Int64
    ) {
        let rule = "rules[limitation;individual;;;X1;both]=months;;;;;1;services;;;;6"
        let patient = Self.patient(rule, usage: ["history+=X1;2026-01-10"])
        #expect(patient.line("X1", on: day).paysCents == [pays])
    }

    @Test func `five years as a quantity is once in five years`() {
        let rule = "rules[limitation;individual;;;X3;both]=;;;;;5;years"
        let patient = Self.patient(rule, usage: ["history+=X3;2022-01-10"])
        #expect(patient.line("X3", on: "2027-01-09").paysCents == [0])
        #expect(patient.line("X3", on: "2027-01-10").paysCents == [425_00])
    }

    @Test func `by tooth only the same tooth counts and a missing tooth is unknown`() {
        let rule = "rules[limitation;individual;;;X3;both;tooth]=;;;;;5;years"
        let patient = Self.patient(rule, usage: ["history+=X3;2025-01-10;14"])
        #expect(patient.line("X3:14").paysCents == [0])
        #expect(patient.line("X3:15").paysCents == [425_00])
        #expect(patient.line("X3").uncertainties[0].reason.contains("name the tooth"))
        let vague = Self.patient(rule, usage: ["history+=X3;2025-01-10"])
        #expect(vague.line("X3:14").uncertainties[0].reason.contains("which tooth"))
    }

    @Test func `by quadrant teeth of one quadrant count together`() {
        let rule = "rules[limitation;individual;;;X3;both;quad]=;;;;;5;years"
        let patient = Self.patient(rule, usage: ["history+=X3;2025-01-10;14"])
        #expect(patient.line("X3:9").paysCents == [0])
        #expect(patient.line("X3:J").paysCents == [0])
        #expect(patient.line("X3:UL").paysCents == [0])
        #expect(patient.line("X3:8").paysCents == [425_00])
    }

    @Test func `a frequency without any word of the payor is unknown`() {
        let rule = "rules[limitation;individual;;;X1;both]=calendarYear;;;;;2;services"
        let line = InsuredPatient(InsuredPatient.usualRules + [rule], usage: nil).line("X1")
        #expect(line.uncertainties[0].reason.contains("how often"))
    }

    @Test func `an orthodontic lifetime maximum has its own used amount`() {
        var patient = InsuredPatient(
            InsuredPatient.usualRules + [
                "rules[coinsurance;individual;ortho;;;both]=;;50;;;;;;;no",
                "rules[limitation;individual;ortho;;;both]=lifetime;;;;1500.00",
            ],
            usage: ["asOf=2024-01-01", "orthoUsed=1400.00"])
        patient.addGroup("ortho", ["X9"], use: "category")
        patient.usualFees["X9"] = .priced(cents: 5_000_00, source: "usual")
        patient.contracted["X9"] = .priced(cents: 4_000_00, source: "SF1")
        #expect(patient.line("X9").paysCents == [100_00])
    }
}
