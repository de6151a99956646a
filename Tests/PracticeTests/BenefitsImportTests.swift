import Merge
import Practice
import Testing

/// A file of benefit rules: one row, one rule of one plan.
struct BenefitsImportTests {
    private static let header =
        "payer_id,group_number,rule_kind,level,category,code_or_group,network,period,"
        + "plan_pays_pct,amount,quantity,quantity_kind,age_from,age_through,deductible_applies\n"

    /// Payor P1 with plans of groups G1 and G2, and a code group.
    private static func store(direction: String? = nil) -> ImportMemory {
        var store = ImportMemory()
        store.take(.payors, "payor_code,name,payer_id\nP1,Synthetic Dental,SYN01\n")
        store.take(
            .plans, "plan_code,payor_code,group_number\nPL1,P1,G1\nPL2,P1,G2\nPL3,P1,G2\n")
        store.apply([
            [
                Write(
                    record: IDSecret.test.id("code_group", ["exams"]), type: "code_group",
                    attribute: "name", value: Value([.text("Exams")]).encoded)
            ]
        ])
        if let direction, let payor = store.lookup.named("payor", "P1") {
            store.apply([
                [
                    Write(
                        record: payor, type: "payor", attribute: "coinsuranceDirection",
                        value: Value([.text(direction)]).encoded)
                ]
            ])
        }
        return store
    }

    private static func problems(_ plan: ImportPlan) -> [String] {
        plan.report
    }

    @Test func `every column of the documented header is read`() throws {
        var store = Self.store()
        let plan = store.take(
            .benefits,
            Self.header
                + "SYN01,G1,coinsurance,individual,Basic,,in,calendarYear,80.5,,,,,,yes\n"
                + "P1,G1,limitation,,,Exams,,calendarYear,,,2,services,,,\n"
                + "P1,G1,limitation,family,,d1206,both,,,,1,services,0,18,\n"
                + "P1,G1,deductible,,,,,calendarYear,,50,,,,,\n"
                + "P1,G1,exclusion,,ortho,,,,,,,,,,\n")
        #expect(plan.report == [])
        #expect(plan.counts.edited == 5)
        let rules = store.text("insurance_plan", "PL1", "rules")
        let group = IDSecret.test.id("code_group", ["exams"])
        #expect(rules.contains(#""kind":"coinsurance","level":"individual","category":"basic""#))
        #expect(rules.contains(#""planPays":"80.50","rawDirection":"planPays""#))
        #expect(rules.contains(#""deductibleApplies":"yes""#))
        #expect(rules.contains(#""codeGroup":"\#(group)""#))
        #expect(rules.contains(#""code":"D1206""#))
        #expect(rules.contains(#""ageFrom":0,"ageThrough":18"#))
        #expect(rules.contains(#""amount":"50.00""#))
    }

    @Test func `the same file twice changes nothing and a changed rule is one edit`() {
        var store = Self.store()
        let row = "P1,G1,coinsurance,,basic,,in,calendarYear,80,,,,,,yes\n"
        store.take(.benefits, Self.header + row)
        #expect(store.plan(.benefits, Self.header + row).counts.same == 1)
        let changed = row.replacing(",80,", with: ",70,")
        store.take(.benefits, Self.header + changed)
        let rules = store.text("insurance_plan", "PL1", "rules")
        #expect(rules.contains("70.00") && !rules.contains("80.00"))
    }

    @Test func `two rows on one rule are a problem unless they say the same`() {
        let store = Self.store()
        let row = "P1,G1,coinsurance,,basic,,in,,80,,,,,,yes\n"
        let twice = store.plan(.benefits, Self.header + row + row)
        #expect(twice.counts.skipped == 1)
        let other = row.replacing(
            "coinsurance,,basic,,in", with: "COINSURANCE,individual,Basic,,IN"
        )
        .replacing(",80,", with: ",70,")
        let plan = store.plan(.benefits, Self.header + row + other)
        #expect(plan.report.contains { $0.contains("line 3") && $0.contains("line 2") })
    }

    @Test(arguments: [
        ("P1,G1,coinsurance,,basic,,in,,,,,,,,yes", "column plan_pays_pct: required and blank"),
        ("P1,G1,coinsurance,,basic,,in,,101,,,,,,yes", "column plan_pays_pct"),
        ("P1,G1,coinsurance,,basic,,in,,80.125,,,,,,yes", "column plan_pays_pct"),
        ("P1,G1,discount,,basic,,in,,80,,,,,,yes", "column rule_kind"),
        ("P1,G1,coinsurance,,basic,,inside,,80,,,,,,yes", "column network"),
        ("P1,G1,deductible,,,,,calendarYear,,,,,,,", "column amount: required and blank"),
        ("P1,G1,limitation,,basic,,in,calendarYear,,,,,,,", "column amount: required and blank"),
        ("P1,G1,waitingPeriod,,major,,,,,,12,,,,", "column quantity_kind: required and blank"),
        ("P1,G1,limitation,,,Cleanings,,calendarYear,,,2,services,,,", "column code_or_group"),
        ("P1,G1,limitation,,,D12,,calendarYear,,,2,services,,,", "column code_or_group"),
        ("P1,G1,limitation,,,D1206,,years,,,2,services,,,", "column period_years"),
        ("P1,G1,limitation,,,D1206,,,,,2,services,19,18,", "column age_through"),
        ("P1,G9,deductible,,,,,calendarYear,,50,,,,,", "import plans first"),
        ("P1,G2,deductible,,,,,calendarYear,,50,,,,,", "2 plans have that group number"),
        ("P9,G1,deductible,,,,,calendarYear,,50,,,,,", "import payors first"),
        (",G1,deductible,,,,,calendarYear,,50,,,,,", "plan_code or payor_code is required"),
    ])
    func `a bad row says what and where`(row: String, says: String) {
        let plan = Self.store().plan(.benefits, Self.header + row + "\n")
        #expect(plan.counts.bad == 1)
        #expect(
            plan.report.contains { $0.contains("line 2") && $0.contains(says) }, "\(plan.report)")
    }

    @Test func `a percentage is the plan's unless the row or the payor says the patient's`() {
        let rows = "plan_code,rule_kind,category,plan_pays_pct,raw_direction\n"
        var store = Self.store()
        store.take(.benefits, rows + "PL1,coinsurance,basic,20,patientPays\n")
        let rules = store.text("insurance_plan", "PL1", "rules")
        #expect(rules.contains(#""planPays":"80.00","rawDirection":"patientPays""#))
        store = Self.store(direction: "patientPays")
        store.take(.benefits, rows + "PL1,coinsurance,basic,20.5,unknown\n")
        #expect(store.text("insurance_plan", "PL1", "rules").contains(#""planPays":"79.50""#))
    }

    @Test(arguments: [
        ("patientPays", ""), ("unknown", "unknown"), (nil, "unknown"),
    ])
    func `an ambiguous direction is reported and not guessed`(
        payor: String?, row: String
    ) {
        let plan = Self.store(direction: payor).plan(
            .benefits,
            "plan_code,rule_kind,category,plan_pays_pct,raw_direction\n"
                + "PL1,coinsurance,basic,20,\(row)\n")
        #expect(plan.report.contains { $0.contains("whose share") }, "\(plan.report)")
        #expect(plan.writes() == nil)
    }
}
