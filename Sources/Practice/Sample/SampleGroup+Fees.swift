internal import Fees
internal import Merge
internal import Tables

// Procedure codes stand bare, without any text, and every amount is invented.

extension SampleGroup {
    /// The codes that have fees here, by category, with the usual fee in cents.
    static let codes: [(category: String, code: String, usualCents: Int64)] = [
        ("preventive", "D0120", 60_00), ("preventive", "D0140", 95_00),
        ("preventive", "D0210", 160_00), ("preventive", "D0274", 80_00),
        ("preventive", "D1110", 120_00), ("basic", "D2391", 240_00),
        ("major", "D2740", 1_400_00), ("basic", "D7140", 230_00),
    ]

    /// The practice's own categories, and the exams that count together.
    mutating func addCodeGroups() {
        for (number, name) in ["preventive", "basic", "major"].enumerated() {
            let codes = Self.codes.filter { $0.category == name }.map { "codes+=\($0.code)" }
            add(.codeGroup, number, ["name=\(name)", "uses+=category"] + codes)
        }
        add(
            .codeGroup, 3, ["name=exams", "uses+=frequency", "codes+=D0120", "codes+=D0140"])
    }

    /// What a plan pays, by its kind.
    func rules(_ kind: String) -> [String] {
        if kind == "dhmo" {
            return [
                "rules[copay;individual;preventive;;;both]=;;;;0.00",
                "rules[copay;individual;basic;;;both]=;;;;25.00",
                "rules[copay;individual;major;;;both]=;;;;300.00",
            ]
        }
        return [
            "rules[coinsurance;individual;preventive;;;in]=serviceYear;;100;planPays;;;;;;no",
            "rules[coinsurance;individual;basic;;;in]=serviceYear;;80;planPays;;;;;;yes",
            "rules[coinsurance;individual;major;;;in]=serviceYear;;50;planPays;;;;;;yes",
            "rules[deductible;individual;;;;both]=serviceYear;;;;50.00",
            "rules[limitation;individual;;;;both]=serviceYear;;;;1500.00",
            "rules[limitation;individual;;\(id("code_group", 3));;both]=serviceYear;;;;;2;services",
        ]
    }

    /// A contracted schedule with its approved draft; the hub is asked to publish it.
    mutating func addFees(_ contract: Int, from: Day) {
        let lines = Self.codes.map { item in
            // Dollars and halves, between 60 and 90 per cent of the usual fee.
            let dollars = item.usualCents / 100 * Int64(number(60...90)) / 100
            return (item.code, dollars * 100 + pick([0, 50]))
        }
        addSchedule(
            contract,
            [
                "code=SF\(SampleNumbers.padded(contract + 1, 2))",
                "name=Synthetic fees \(contract + 1)", "kind=contracted",
                "contract=\(id("payor_contract", contract))",
            ], lines, from: from)
    }

    /// What the group charges everybody.
    mutating func addUsualFees() {
        addSchedule(
            size.contracts, ["code=SUCR", "name=Synthetic usual fees", "kind=ucr"],
            Self.codes.map { ($0.code, $0.usualCents) }, from: Self.usualFrom)
    }

    private static let usualFrom = Day(year: 2018, month: 1, day: 1) ?? Day(number: 0)

    private mutating func addSchedule(
        _ number: Int, _ fields: [String], _ prices: [(code: String, cents: Int64)], from: Day
    ) {
        let (schedule, draft) = (id("fee_schedule", number), id("fee_draft", number))
        let (importer, approver) = (id("user", size.offices), id("user", size.offices + 2))
        let digest = FeeLines(
            prices.map { FeeLine(FeeKey($0.code), .priced(cents: $0.cents)) }
        ).digest
        add(
            .feeSchedule, number,
            fields + ids("office", size.offices).map { "offices+=\($0)" })
        add(
            .feeDraft, number,
            [
                "schedule=\(schedule)", "effectiveFrom=\(from)", "importedBy=\(importer)",
                "status+=submit;\(from);synthetic;;;;\(digest);\(importer)",
                "status+=approve;\(from);synthetic;;;;\(digest);\(approver)",
            ] + prices.map { "lines[\($0.code);]=priced;\(Figure.money($0.cents))" })
        let request = FeeReleaseLog.Request(
            entry: EntryID(changeSet: ChangeSetID(bits: 0), index: 0), step: .publish,
            version: FeeVersion.id(draft: draft, digest: digest), digest: digest,
            effectiveOn: from, comment: "synthetic", by: importer, draft: draft)
        releases.append(request.write(on: schedule))
    }
}
