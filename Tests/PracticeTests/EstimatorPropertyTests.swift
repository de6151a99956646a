import Merge
import Testing

@testable import Benefits
@testable import Practice

/// What holds for every estimate, whatever the rules.
struct EstimatorPropertyTests {
    @Test func `parts add up, none is negative and no plan pays more than is allowed`() {
        var known = 0
        for seed in 0..<400 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let patient = Self.patient(&random)
            for line in patient.estimate("X1", "X2", "X3", "X2", "X9").lines {
                guard let owed = line.patientCents else {
                    #expect(!line.uncertainties.isEmpty, "seed \(seed)")
                    continue
                }
                known += 1
                let pays = line.paysCents.compactMap(\.self)
                #expect(line.uncertainties.isEmpty, "seed \(seed)")
                #expect(owed >= 0 && pays.allSatisfy { $0 >= 0 }, "seed \(seed)")
                #expect(pays.reduce(0, +) <= line.allowedCents ?? 0, "seed \(seed)")
                let parts = pays.reduce(0, +) + owed + (line.writeOffCents ?? 0)
                #expect(parts == line.usualCents, "seed \(seed)")
                #expect(line.writeOffCents ?? 0 >= 0, "seed \(seed)")
            }
        }
        #expect(known > 300)
    }

    /// Two plans with random rules, fees and used amounts.
    private static func patient(_ random: inout SplitMix64) -> InsuredPatient {
        var patient = InsuredPatient(rules(&random), plan: plan(&random), usage: used(&random))
        if Bool.random(using: &random) {
            let (coverage, plan) = (RecordID(bits: 0x44), RecordID(bits: 0x33))
            patient.add(
                .insurancePlan, plan,
                [
                    "code=PL2", "payor=\(InsuredPatient.payor)",
                    "cobRule=\(pick(["standard", "nonDuplication", "carveOut"], &random))",
                ] + Self.plan(&random) + rules(&random))
            patient.add(
                .coverage, coverage,
                [
                    "patient=\(InsuredPatient.patient)", "insurancePlan=\(plan)",
                    "effectiveFrom=2026-01-01",
                ])
            patient.add(
                .benefitUsage, RecordID(bits: 0x55), ["coverage=\(coverage)"] + used(&random))
            patient.add(
                .patient, InsuredPatient.patient,
                [
                    "coverageOrder[2026-01-01]=\(InsuredPatient.coverage);\(coverage)"
                ])
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            patient.path = .outOfNetwork(reason: "no contract")
        }
        for code in ["X1", "X2", "X3", "X9"] {
            let fee = Int64.random(in: 1...200_000, using: &random)
            let other = Int64.random(in: 1...200_000, using: &random)
            patient.usualFees[code] = .priced(cents: fee, source: "usual")
            patient.contracted[code] = .priced(cents: other, source: "contracted")
            patient.planFees["outOfNetworkAllowed \(code)"] = .priced(cents: other, source: "out")
            patient.planFees["copay \(code)"] = .priced(cents: other / 9, source: "copay")
            patient.planFees["fixedBenefit \(code)"] = .priced(cents: other / 3, source: "fixed")
        }
        return patient
    }

    private static func plan(_ random: inout SplitMix64) -> [String] {
        let kinds = [
            "ppoPercentage", "ppoPercentage", "ppoPercentage", "indemnity", "dhmo", "flatCopay",
            "fixedBenefit", "discount",
        ]
        return ["planKind=\(pick(kinds, &random))", "benefitYearMonth=1"]
    }

    private static func rules(_ random: inout SplitMix64) -> [String] {
        var rules = ["preventive", "basic", "major"].map { category in
            let share = Int.random(in: 0...10_000, using: &random)
            let points = "\(share / 100).\(share % 100 < 10 ? "0" : "")\(share % 100)"
            let applies = pick(["yes", "no"], &random)
            return "rules[coinsurance;individual;\(category);;;both]=;;\(points);;;;;;;\(applies)"
        }
        rules.append("rules[deductible;individual;;;;both]=calendarYear;;;;\(money(100, &random))")
        rules.append(
            "rules[limitation;individual;;;;both]=calendarYear;;;;\(money(2_000, &random))")
        if Bool.random(using: &random) {
            rules.append("rules[deductible;family;;;;both]=calendarYear;;;;\(money(300, &random))")
        }
        if Bool.random(using: &random) {
            rules.append("rules[copay;individual;;;X2;both]=;;;;\(money(90, &random));;;;;yes")
        }
        return rules
    }

    private static func used(_ random: inout SplitMix64) -> [String] {
        [
            "asOf=2026-06-01", "maximumUsed=\(money(2_500, &random))",
            "deductibleMet=\(money(60, &random))", "familyDeductibleMet=\(money(200, &random))",
        ]
    }

    private static func money(_ most: Int, _ random: inout SplitMix64) -> String {
        "\(Int.random(in: 0...most, using: &random)).\(pick(["00", "05", "99"], &random))"
    }

    private static func pick(_ words: [String], _ random: inout SplitMix64) -> String {
        words[Int.random(in: words.indices, using: &random)]
    }
}
