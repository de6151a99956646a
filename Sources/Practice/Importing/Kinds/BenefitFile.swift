internal import Benefits
internal import Fees
internal import Merge
internal import Participation
internal import Records
internal import Tables

// One row is one rule of one plan:
//
//     payor_code,group_number,rule_kind,category,network,plan_pays_pct,deductible_applies
//     SP01,1000,coinsurance,basic,in,80,yes

/// Benefit rules, each under the key that makes it one.
enum BenefitFile: ImportedFile {
    static let word = "benefits"
    static let type = RecordType.insurancePlan

    private typealias Rule = BenefitRuleFields

    static let payor = CoverageFile.payor
    static let groupNumber = Column(
        "group_number", InsurancePlan.groupNumber, "with the payor, it names the plan")
    static let plan = Column(
        "plan_code", InsurancePlan.code, "the plan; instead of payor and group number")
    static let kind = Column(
        "rule_kind", BenefitRuleFields.kind,
        "coinsurance, deductible, copay, limitation, exclusion, …", .required)
    static let level = Column(
        "level", BenefitRuleFields.level, "individual or family; blank is individual")
    static let category = Column(
        "category", BenefitRuleFields.category,
        "the practice's own service category; blank is the whole plan")
    static let target = Column(
        "code_or_group", BenefitRuleFields.code, "a procedure code, or a code group by name")
    static let network = Column(
        "network", BenefitRuleFields.network, "in, out or both; blank is both")
    static let period = Column(
        "period", BenefitRuleFields.period,
        "calendarYear, serviceYear, lifetime, months, years, rolling12, visit")
    static let planPays = Column(
        "plan_pays_pct", BenefitRuleFields.planPays, "the plan's share, such as 80 or 12.5")
    static let amount = Column("amount", BenefitRuleFields.amount, "money, such as 1500.00")
    static let quantity = Column("quantity", BenefitRuleFields.quantity, "how many")
    static let quantityKind = Column(
        "quantity_kind", BenefitRuleFields.quantityKind,
        "services, visits, months, years, days, ageLimit")
    static let ageFrom = Column("age_from", BenefitRuleFields.ageFrom, "first age")
    static let ageThrough = Column("age_through", BenefitRuleFields.ageThrough, "last age")
    static let deductibleApplies = Column(
        "deductible_applies", BenefitRuleFields.deductibleApplies, "yes, no or unknown")
    static let periodMonths = Column(
        "period_months", BenefitRuleFields.periodMonths, "where the period is months")
    static let periodYears = Column(
        "period_years", BenefitRuleFields.periodYears, "where the period is years")
    static let toothArea = Column(
        "tooth_area", BenefitRuleFields.toothArea,
        "counted by tooth, quad, arch, sextant or mouth")
    static let rawDirection = Column(
        "raw_direction", as: .choice(["planPays", "patientPays", "unknown"]),
        "whose share plan_pays_pct is: planPays, patientPays; unknown asks the payor")

    static let columns: [any ColumnToken] = [
        payor, groupNumber, plan, kind, level, category, target, network, period, planPays, amount,
        quantity, quantityKind, ageFrom, ageThrough, deductibleApplies, periodMonths, periodYears,
        toothArea, rawDirection,
    ]
    static let shown: [any ColumnToken] = [payor, plan, kind, category, target, network]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let kind = try row.required(kind)
        let plan = try ruledPlan(row)
        let target = try ruleTarget(row)
        let key = [
            Rule.kind(try spelled(kind, Rule.kind)),
            Rule.level(try spelled(row[level] ?? row.word("individual", for: kind), Rule.level)),
            Rule.category(row[category].map { $0.saying($0.text.lowercased()) }),
            Rule.codeGroup(target.group), Rule.code(target.code),
            Rule.network(try spelled(row[network] ?? row.word("both", for: kind), Rule.network)),
            Rule.toothArea(
                try row[toothArea].map { cell throws(RowRefusal) in
                    try spelled(cell, Rule.toothArea)
                }),
        ]
        let share = try planShare(plan, row)
        var draft = RecordDraft(InsurancePlan.self, plan)
        draft.part = key.map { $0.cell?.text.lowercased() ?? "" }.joined(separator: ";")
        draft.put(
            InsurancePlan.rules, at: key,
            [
                Rule.period(row[period] ?? lasting(kind, row)), Rule.periodYears(row[periodYears]),
                Rule.planPays(share?.pays), Rule.rawDirection(share?.direction),
                Rule.amount(row[amount]), Rule.quantity(row[quantity]),
                Rule.quantityKind(row[quantityKind]), Rule.ageFrom(row[ageFrom]),
                Rule.ageThrough(row[ageThrough]),
                Rule.deductibleApplies(row[deductibleApplies]),
                Rule.periodMonths(row[periodMonths]),
            ])
        try checkFigures(kind, row)
        return [draft]
    }

    /// The plan by its code, or the one plan of a payor with that group number.
    private static func ruledPlan(_ row: RowDrafter) throws(RowRefusal) -> RecordID {
        if let code = row[plan] {
            return try row.known(InsurancePlan.code, code, importFirst: .plans)
        }
        guard let cell = row[payor] else {
            throw .bad(.neitherPlanNorPayor, column: payor.name)
        }
        let payor = try row.knownPayor(cell)
        let group = row[groupNumber]
        let plans = row.view.lookup.referring(InsurancePlan.payor, payor).sorted()
        let found = plans.filter { id in
            let number = row.view.row(id, InsurancePlan.planKey)[InsurancePlan.groupNumber]
            return number.map { Array($0.utf8) } == group.map { Array($0.text.utf8) }
                && !isReplaced(id, row.view)
        }
        guard let first = found.first else {
            throw .bad(.unresolved(importFirst: .plans), column: group?.column ?? cell.column)
        }
        guard found.count == 1 else {
            throw .bad(.severalPlans(found.count), column: group?.column ?? cell.column)
        }
        return first
    }

    /// Whether another plan stands for it, by its own word or by what was decided of the two.
    private static func isReplaced(_ plan: RecordID, _ view: ImportView) -> Bool {
        guard view.row(plan, InsurancePlan.replacedBy)[InsurancePlan.replacedBy] == nil else {
            return true
        }
        let type = RecordType.settlement
        let named = [Settlement.firstRecord, Settlement.secondRecord].flatMap {
            view.lookup.referring($0, plan)
        }
        return named.contains { id in
            guard let state = view.lookup.state(id) else { return false }
            let said = RecordView(id: id, type: type, projection: type.project(state))
            return Settlement(of: said)?.kept(insteadOf: plan) != nil
        }
    }

    /// A code, or the group of codes of that name.
    private static func ruleTarget(
        _ row: RowDrafter
    ) throws(RowRefusal) -> (code: TypedCell<String>?, group: TypedCell<RecordID>?) {
        guard let cell = row[target] else { return (nil, nil) }
        if let group = try row.known(.codeGroup, cell.text, cell) {
            return (nil, row.reference(group, cell))
        }
        guard let code = TextFormat.procedure.normalized(cell.text) else {
            throw .bad(.neitherCodeNorGroup, column: cell.column)
        }
        return (cell.saying(code), nil)
    }

    /// A word of the rule's key as the schema spells it: two spellings must not make two rules.
    private static func spelled<F: FieldToken>(
        _ cell: TypedCell<String>, _ field: F
    ) throws(RowRefusal) -> TypedCell<String> where F.Content == String {
        cell.saying(try cell.read(as: field.declared.kind))
    }

    /// A blank value would take the rule off, so what needs no figure has a period.
    private static func lasting(
        _ kind: TypedCell<String>, _ row: RowDrafter
    ) -> TypedCell<String>? {
        Rule.needed(by: kind.text).isEmpty && kind.text.lowercased() != "limitation"
            ? row.word("lifetime", for: kind) : nil
    }
}

extension BenefitFile {
    /// What the plan pays, and whose share the row gave.
    ///
    /// The column says "plan"; a payor that is known to send what patients pay makes that doubtful,
    /// and the row has to say which it is.
    private static func planShare(
        _ plan: RecordID, _ row: RowDrafter
    ) throws(RowRefusal) -> (pays: TypedCell<Int64>, direction: TypedCell<String>)? {
        guard let cell = row[planPays] else { return nil }
        let text = cell.text.hasSuffix("%") ? String(cell.text.dropLast()) : cell.text
        let points = try cell.saying(text).content
        let direction = try direction(plan, cell, row)
        let pays = direction == "patientPays" ? 10_000 - points : points
        return (
            cell.saying(CellText.text(.int(pays), planPays.declared.kind)),
            row.word(direction, for: cell)
        )
    }

    private static func direction(
        _ plan: RecordID, _ share: TypedCell<Int64>, _ row: RowDrafter
    ) throws(RowRefusal) -> String {
        let payor = row.view.row(plan, InsurancePlan.planKey)[InsurancePlan.payor]
        let ofPayor = payor.flatMap {
            row.view.row($0, Payor.coinsuranceDirection)[Payor.coinsuranceDirection]
        }
        guard let cell = row[rawDirection] else {
            if ofPayor == "patientPays" {
                throw .bad(.ambiguousDirection, column: share.column)
            }
            return "planPays"
        }
        let said = try cell.content
        if said != "unknown" { return said }
        guard let ofPayor, ofPayor != "unknown" else {
            throw .bad(.ambiguousDirection, column: cell.column)
        }
        return ofPayor
    }

    /// A rule without the figure it is about says nothing.
    private static func checkFigures(
        _ kind: TypedCell<String>, _ row: RowDrafter
    ) throws(RowRefusal) {
        let figures: KeyValuePairs<any FieldToken, any ColumnToken> = [
            Rule.planPays: planPays, Rule.amount: amount, Rule.quantity: quantity,
            Rule.quantityKind: quantityKind,
        ]
        let needed = Rule.needed(by: kind.text)
        for (field, column) in figures
        where needed.contains(field.name) && !row.row.says(column) {
            throw .bad(.blank, column: column.name)
        }
        let limits: [any ColumnToken] = [amount, quantity, ageFrom, ageThrough]
        if kind.text.lowercased() == "limitation", !limits.contains(where: row.row.says) {
            throw .bad(.blank, column: amount.name)
        }
        let said = row[period]?.text.lowercased()
        if said == "years", row[periodYears] == nil {
            throw .bad(.blank, column: periodYears.name)
        }
        if said == "months", row[periodMonths] == nil {
            throw .bad(.blank, column: periodMonths.name)
        }
    }
}

extension ImportKind {
    package static let benefits = ImportKind(BenefitFile.self)
}
