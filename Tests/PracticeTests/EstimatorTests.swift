import Benefits
import Fees
import Merge
import Testing

/// What a patient pays, rule by rule; every rule with its far side.
struct EstimatorTests {
    // MARK: Percentage, deductible, maximum

    @Test func `the plan pays its percentage of the allowed fee and the contract the write-off`() {
        let line = InsuredPatient().line("X1")
        #expect(line.usualCents == 100_00)
        #expect(line.allowedCents == 75_00)
        #expect(line.paysCents == [75_00])
        #expect(line.writeOffCents == 25_00)
        #expect(line.patientCents == 0)
    }

    @Test func `the deductible goes first and the percentage on the rest`() {
        let line = InsuredPatient().line("X2")
        // 150.00 allowed, 50.00 deductible, 80 % of 100.00.
        #expect(line.deductibleCents == 50_00)
        #expect(line.paysCents == [80_00])
        #expect(line.patientCents == 70_00)
    }

    @Test func `what the payor counted as met is off the deductible`() {
        var patient = InsuredPatient()
        patient.add(
            .benefitUsage, RecordID(bits: 0x50),
            [
                "coverage=\(InsuredPatient.coverage)", "asOf=2026-06-10", "source=phone",
                "deductibleMet=30.00",
            ])
        let line = patient.line("X2")
        #expect(line.deductibleCents == 20_00)
        #expect(line.paysCents == [104_00])
    }

    @Test func `lines draw on one deductible in the order given`() {
        let lines = InsuredPatient().estimate("X2", "X2", "X1").lines
        #expect(lines.map(\.deductibleCents) == [50_00, 0, 0])
        #expect(lines.map(\.paysCents) == [[80_00], [120_00], [75_00]])
    }

    @Test func `a family deductible that is met ends the individual one`() {
        let family = "rules[deductible;family;;;;both]=calendarYear;;;;150.00"
        var patient = InsuredPatient(
            InsuredPatient.usualRules + [family],
            usage: InsuredPatient.unused + ["familyDeductibleMet=150.00"])
        #expect(patient.line("X2").deductibleCents == 0)
        patient = InsuredPatient(
            InsuredPatient.usualRules + [family],
            usage: InsuredPatient.unused + ["familyDeductibleMet=110.00"])
        #expect(patient.line("X2").deductibleCents == 40_00)
        patient = InsuredPatient(InsuredPatient.usualRules + [family])
        #expect(patient.line("X2").uncertainties.count == 1)
    }

    @Test func `a family deductible of which nobody told does not matter once the own is met`() {
        let family = "rules[deductible;family;;;;both]=calendarYear;;;;150.00"
        var patient = InsuredPatient(
            InsuredPatient.usualRules + [family],
            usage: ["asOf=2026-06-01", "maximumUsed=0.00", "deductibleMet=50.00"])
        // 150.00 allowed, no deductible left, of which the plan pays 80 %: 120.00.
        #expect(patient.line("X2").paysCents == [120_00])
        #expect(patient.line("X2").patientCents == 30_00)
        // The other way round: the family's is met, and nobody told what the patient's own is.
        patient = InsuredPatient(
            InsuredPatient.usualRules + [family],
            usage: ["asOf=2026-06-01", "maximumUsed=0.00", "familyDeductibleMet=150.00"])
        #expect(patient.line("X2").patientCents == 30_00)
    }

    @Test func `a family maximum does not matter once the own is used up`() {
        let family = "rules[limitation;family;;;;both]=calendarYear;;;;3000.00"
        let used = ["asOf=2026-06-01", "maximumUsed=1000.00", "deductibleMet=50.00"]
        var patient = InsuredPatient(InsuredPatient.usualRules + [family], usage: used)
        // Nothing of 1,000.00 is left: the patient pays the allowed 150.00.
        #expect(patient.line("X2").paysCents == [0])
        #expect(patient.line("X2").patientCents == 150_00)
        patient = InsuredPatient(InsuredPatient.usualRules + [family])
        #expect(patient.line("X2").uncertainties[0].reason.contains("family maximum"))
    }

    @Test(arguments: [
        ("2025-12-31", "ended on 2025-12-31, by CDT 2026; X3 stands in its place"),
        ("2026-06-14", "ended on 2026-06-14"), ("2026-06-15", nil), ("", nil),
    ])
    func `a code that ended before the day is priced with a word`(
        through: String, words: String?
    ) {
        var patient = InsuredPatient()
        let id = RecordID(bits: 0xC0)
        patient.add(
            .codeSetRelease, id,
            [
                "name=CDT 2026", "system=CDT", "edition=2026", "effectiveFrom=2026-01-01",
                "codes[X2]=;2020-01-01;\(through);X3",
            ])
        let line = patient.line("X2")
        #expect(line.patientCents != nil)
        let found = line.warnings.first { $0.contains("code X2") }
        #expect((found == nil) == (words == nil))
        if let words { #expect(found?.contains(words) == true) }
    }

    @Test func `a dental code that the release of the day lacks is told, a local one is not`() {
        var patient = InsuredPatient()
        patient.add(
            .codeSetRelease, RecordID(bits: 0xC0),
            ["name=CDT 2026", "system=CDT", "edition=2026", "effectiveFrom=2026-01-01"])
        #expect(patient.line("D9999").warnings.contains { $0.contains("does not stand in CDT") })
        #expect(!patient.line("X2").warnings.contains { $0.contains("does not stand in") })
    }

    @Test func `no more than is left of the maximum`() {
        let used = ["asOf=2026-06-01", "maximumUsed=950.00", "deductibleMet=50.00"]
        let estimate = InsuredPatient(usage: used).estimate("X1", "X2")
        #expect(estimate.lines.map(\.paysCents) == [[50_00], [0]])
        #expect(estimate.lines.map(\.patientCents) == [25_00, 150_00])
        #expect(estimate.patientCents == 175_00)
    }

    @Test func `what the payor says remains outweighs our subtraction`() {
        let used = [
            "asOf=2026-06-01", "maximumUsed=100.00", "maximumRemaining=20.00",
            "deductibleMet=50.00",
        ]
        #expect(InsuredPatient(usage: used).line("X1").paysCents == [20_00])
    }

    @Test func `a share is rounded half up to the cent and the patient pays the rest`() {
        var patient = InsuredPatient([
            "rules[coinsurance;individual;basic;;;both]=;;33.33;;;;;;;no",
            "rules[limitation;individual;;;;both]=calendarYear;;;;1000.00",
        ])
        patient.contracted["X2"] = .priced(cents: 150_05, source: "SF1")
        let line = patient.line("X2")
        // 33.33 % of 150.05 is 50.011665.
        #expect(line.paysCents == [50_01])
        #expect(line.patientCents == 100_04)
    }

    // MARK: What is missing is unknown

    @Test(arguments: [
        ("coinsurance;individual;preventive;;;both", "X1", "percentage"),
        ("deductible;individual;;;;both", "X2", "no deductible"),
        ("limitation;individual;;;;both", "X1", "no maximum"),
    ])
    func `a missing rule is unknown and not nothing`(key: String, code: String, says: String) {
        var patient = InsuredPatient()
        patient.remove(key)
        let line = patient.line(code)
        #expect(line.patientCents == nil)
        #expect(line.uncertainties.contains { $0.reason.contains(says) })
    }

    @Test func `without a word of the payor nobody knows what is left`() {
        let line = InsuredPatient(usage: nil).line("X2")
        #expect(line.paysCents == [nil])
        #expect(line.uncertainties[0].reason.contains("deductible"))
    }

    @Test func `last year's word does not tell this year's maximum`() {
        let old = ["asOf=2025-12-30", "maximumUsed=0.00", "deductibleMet=50.00"]
        #expect(InsuredPatient(usage: old).line("X1").patientCents == nil)
    }

    @Test func `of a benefit year that has not begun nothing is used`() {
        let used = ["asOf=2026-06-01", "maximumUsed=1000.00", "deductibleMet=50.00"]
        let line = InsuredPatient(usage: used).line("X2", on: "2027-01-02")
        #expect(line.deductibleCents == 50_00)
        #expect(line.paysCents == [80_00])
    }

    @Test func `a service year begins in the plan's month`() {
        let rules = InsuredPatient.usualRules.map {
            $0.replacing("calendarYear", with: "serviceYear")
        }
        let used = ["asOf=2026-06-20", "maximumUsed=1000.00", "deductibleMet=0.00"]
        let july = ["planKind=ppoPercentage", "benefitYearMonth=7"]
        let patient = InsuredPatient(rules, plan: july, usage: used)
        #expect(patient.line("X1", on: "2026-06-30").paysCents == [0])
        #expect(patient.line("X1", on: "2026-07-01").paysCents == [75_00])
        let nobody = InsuredPatient(rules, plan: ["planKind=ppoPercentage"])
        #expect(nobody.line("X1").uncertainties[0].reason.contains("month"))
    }

    @Test func `two words of one day and source that differ are unknown`() {
        var patient = InsuredPatient()
        patient.add(
            .benefitUsage, RecordID(bits: 0x50),
            [
                "coverage=\(InsuredPatient.coverage)", "asOf=2026-06-01", "source=portal",
                "maximumUsed=10.00",
            ])
        #expect(patient.line("X1").uncertainties[0].candidates.count == 2)
        patient.add(
            .benefitUsage, RecordID(bits: 0x51),
            [
                "coverage=\(InsuredPatient.coverage)", "asOf=2026-06-01", "source=271",
                "maximumUsed=960.00",
            ])
        #expect(patient.line("X1").paysCents == [40_00])
    }

    @Test func `nobody knowing whether the deductible applies matters only while some is left`() {
        let rules = [
            "rules[coinsurance;individual;basic;;;both]=;;80;;;;;;;unknown",
            "rules[deductible;individual;;;;both]=calendarYear;;;;50.00",
            "rules[limitation;individual;;;;both]=calendarYear;;;;1000.00",
        ]
        #expect(InsuredPatient(rules).line("X2").patientCents == nil)
        let met = ["asOf=2026-06-01", "maximumUsed=0.00", "deductibleMet=50.00"]
        #expect(InsuredPatient(rules, usage: met).line("X2").paysCents == [120_00])
    }

    @Test func `a percentage of unknown direction is no percentage`() {
        let line = InsuredPatient([
            "rules[coinsurance;individual;basic;;;both]=;;80;unknown;;;;;;no"
        ]).line("X2")
        #expect(line.uncertainties[0].reason.contains("does not say what the plan pays"))
    }

    @Test func `a plan that says it has no maximum has none`() {
        var rules = Array(InsuredPatient.usualRules.dropLast())
        rules.append("rules[limitation;individual;;;;both]=calendarYear")
        let line = InsuredPatient(rules).line("X3")
        // 900.00 allowed less 50.00, half of it.
        #expect(line.paysCents == [425_00])
    }

    @Test func `an unknown line draws nothing and makes the total unknown`() {
        let estimate = InsuredPatient().estimate("X9", "X2")
        #expect(estimate.lines[0].patientCents == nil)
        #expect(estimate.lines[1].patientCents == 70_00)
        #expect(estimate.patientCents == nil)
    }

    // MARK: Which rule holds

    @Test func `code before group before category before plan and a side before both`() {
        var patient = InsuredPatient()
        let group = patient.addGroup("fillings", ["X2"], use: "frequency")
        let plan = InsuredPatient.plan
        let steps: [(rule: String, paid: Int64)] = [
            ("rules[coinsurance;individual;;;;both]=;;10;;;;;;;no", 80_00),
            ("rules[coinsurance;individual;basic;;;in]=;;70;;;;;;;no", 105_00),
            ("rules[coinsurance;individual;;\(group);;both]=;;60;;;;;;;no", 90_00),
            ("rules[coinsurance;individual;;;X2;both]=;;50;;;;;;;no", 75_00),
            ("rules[coinsurance;individual;;;X2;in]=;;40;;;;;;;no", 60_00),
        ]
        for step in steps {
            patient.add(.insurancePlan, plan, [step.rule])
            #expect(patient.line("X2").paysCents == [step.paid], "\(step.rule)")
        }
    }

    @Test func `a rule for the other side of the network does not hold`() {
        var patient = InsuredPatient()
        patient.remove("coinsurance;individual;basic;;;both")
        patient.add(
            .insurancePlan, InsuredPatient.plan,
            [
                "rules[coinsurance;individual;basic;;;out]=;;60;;;;;;;no"
            ])
        #expect(patient.line("X2").uncertainties[0].reason.contains("in network"))
        patient.path = .outOfNetwork(reason: "no contract")
        patient.planFees["outOfNetworkAllowed X2"] = .priced(cents: 100_00, source: "table")
        let line = patient.line("X2")
        #expect(line.paysCents == [60_00])
        #expect(line.patientCents == 140_00)
        #expect(line.writeOffCents == 0)
    }

    @Test func `groups of equal rank that differ are unknown with the candidates`() {
        var patient = InsuredPatient()
        for (name, percent) in [("one", 60), ("two", 70)] {
            let group = patient.addGroup(name, ["X2"], use: "frequency")
            patient.add(
                .insurancePlan, InsuredPatient.plan,
                [
                    "rules[coinsurance;individual;;\(group);;both]=;;\(percent);;;;;;;no"
                ])
        }
        #expect(patient.line("X2").uncertainties[0].candidates.count == 2)
    }

    @Test func `a rule two people wrote differently is unknown with both`() {
        var patient = InsuredPatient()
        let before = patient.lookup
        let key = "rules[coinsurance;individual;basic;;;both]"
        for percent in [70, 60] {
            patient.add(
                .insurancePlan, InsuredPatient.plan, ["\(key)=;;\(percent);;;;;;;no"],
                seeing: before)
        }
        let found = patient.line("X2").uncertainties
        #expect(found[0].reason.contains("conflict"))
        #expect(found[0].candidates.count == 2)
        #expect(patient.line("X1").patientCents == 0)
    }

    @Test func `a code in no category is unknown until it is filed or ruled by itself`() {
        var patient = InsuredPatient()
        #expect(patient.line("X9").uncertainties[0].reason.contains("no category"))
        patient.add(
            .insurancePlan, InsuredPatient.plan,
            [
                "rules[coinsurance;individual;;;X9;both]=;;100;;;;;;;no"
            ])
        #expect(patient.line("X9").paysCents == [67_50])
    }
}
