internal import Benefits
internal import Merge
internal import Participation

extension SampleGroup {
    mutating func addPayors() {
        for number in 0..<size.payors {
            let names = SampleNames.payors
            let name = names[number % names.count]
            let round = number / names.count
            add(
                .payor, number,
                [
                    "code=SP\(SampleNumbers.padded(number + 1, 2))",
                    "name=\(name)\(round == 0 ? "" : " \(round + 1)")",
                    "payorIds+=SYN\(SampleNumbers.padded(number + 1, 2));SYNTHETIC",
                    "kind=\(name.contains("Medicaid") ? "medicaid" : "commercial")",
                    "timelyFilingDays=\(pick([90, 180, 365]))",
                ])
        }
        add(.network, 0, ["name=Synthetic Preferred Network", "kind=leased"])
        for number in 0..<size.payors {
            for group in 0..<2 {
                addPlan(2 * number + group, payor: number)
            }
        }
    }

    private mutating func addPlan(_ number: Int, payor: Int) {
        let employer = pick(SampleNames.employers)
        let kind = pick(["ppoPercentage", "indemnity", "dhmo"])
        add(
            .insurancePlan, number,
            [
                "code=SP\(SampleNumbers.padded(payor + 1, 2))-\(number % 2 + 1)",
                "payor=\(id("payor", payor))", "groupNumber=SYN\(1_000 + number)",
                "employerName=\(employer)", "planKind=\(kind)",
                "benefitYearMonth=\(pick([1, 1, 1, 7, 10]))", "cobRule=standard",
            ] + rules(kind))
    }

    mutating func addContracts() {
        for number in 0..<size.contracts {
            let from = day(years: 2018...2025)
            let network = number % 5 == 4 ? ["network=\(id("network", 0))"] : []
            add(
                .payorContract, number,
                [
                    "code=SC\(SampleNumbers.padded(number + 1, 2))",
                    "organization=\(id("organization", 0))",
                    "payor=\(id("payor", number % size.payors))",
                    "status+=execute;\(from)", "effectiveFrom=\(from)",
                    "renewalKind=evergreen", "renewalOn=\(day(years: 2027...2028))",
                    "noticeDays=\(pick([30, 60, 90]))", "locationRule=listedLocations",
                    "providerRule=\(pick(["eachProviderCredentialed", "groupCredentialed"]))",
                ] + network)
            for (index, office) in ids("office", size.offices).enumerated() {
                add(
                    .contractLocation, number * size.offices + index,
                    [
                        "contract=\(id("payor_contract", number))", "office=\(office)",
                        "effectiveFrom=\(from)",
                    ])
            }
            addFees(number, from: from)
        }
    }
}
