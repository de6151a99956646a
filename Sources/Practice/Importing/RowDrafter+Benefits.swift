internal import Merge

// One row is one rule of one plan:
//
//     payor_code,group_number,rule_kind,category,network,plan_pays_pct,deductible_applies
//     SP01,1000,coinsurance,basic,in,80,yes

extension RowDrafter {
    /// A benefit rule, under the key that makes it one.
    func benefit() throws(RowRefusal) -> [RecordDraft] {
        let kind = try cell("rule_kind")
        let plan = try ruledPlan()
        let target = try ruleTarget()
        let key = [
            try spelled(kind, "kind"),
            try spelled(row["level"] ?? word("individual", for: kind.column), "level"),
            row["category"].map(lowercased), target.group, target.code,
            try spelled(row["network"] ?? word("both", for: kind.column), "network"),
            try row["tooth_area"].map { cell throws(RowRefusal) in
                try spelled(cell, "toothArea")
            },
        ]
        let share = try planShare(plan)
        var draft = RecordDraft(.insurancePlan, plan)
        draft.part = key.map { $0?.text.lowercased() ?? "" }.joined(separator: ";")
        draft.put(
            "rules", at: key,
            [
                "period": row["period"] ?? lasting(kind), "periodYears": row["period_years"],
                "planPays": share?.pays, "rawDirection": share?.direction,
                "amount": row["amount"], "quantity": row["quantity"],
                "quantityKind": row["quantity_kind"], "ageFrom": row["age_from"],
                "ageThrough": row["age_through"],
                "deductibleApplies": row["deductible_applies"],
                "periodMonths": row["period_months"],
            ])
        try checkFigures(kind)
        return [draft]
    }

    /// The plan by its code, or the one plan of a payor with that group number.
    private func ruledPlan() throws(RowRefusal) -> RecordID {
        if let code = row["plan_code"] {
            return try known(.insurancePlan, code, .code, importFirst: .plans)
        }
        guard let cell = row["payor_code"] else {
            throw .bad(.neitherPlanNorPayor, column: "payor_code")
        }
        let payor = try knownPayor(cell)
        let group = row["group_number"]
        let found = view.lookup.referring(InsurancePlan.payor, payor).sorted().filter { id in
            let number = view.row(id, InsurancePlan.planKey)[InsurancePlan.groupNumber]
            return number.map { Array($0.utf8) } == group.map { Array($0.text.utf8) }
                && !isReplaced(id)
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
    private func isReplaced(_ plan: RecordID) -> Bool {
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
    private func ruleTarget() throws(RowRefusal) -> (code: ImportCell?, group: ImportCell?) {
        guard let cell = row["code_or_group"] else { return (nil, nil) }
        if let group = try known(.codeGroup, cell.text, cell) {
            return (nil, reference(group, cell))
        }
        guard let code = TextFormat.procedure.normalized(cell.text) else {
            throw .bad(.neitherCodeNorGroup, column: cell.column)
        }
        return (ImportCell(text: code, column: cell.column), nil)
    }

    /// A word of the rule's key as the schema spells it: two spellings must not make two rules.
    private func spelled(_ cell: ImportCell, _ field: String) throws(RowRefusal) -> ImportCell {
        guard let kind = BenefitRuleFields.key.first(where: { $0.name == field })?.declared.kind
        else {
            preconditionFailure("import names a key field that the schema lacks")
        }
        return ImportCell(text: try stored(cell, as: kind).text ?? "", column: cell.column)
    }

    /// A blank value would take the rule off, so what needs no figure has a period.
    private func lasting(_ kind: ImportCell) -> ImportCell? {
        BenefitRuleFields.needed(by: kind.text).isEmpty && kind.text.lowercased() != "limitation"
            ? word("lifetime", for: kind.column) : nil
    }

    private func lowercased(_ cell: ImportCell) -> ImportCell {
        ImportCell(text: cell.text.lowercased(), column: cell.column)
    }

    /// What the plan pays, and whose share the row gave.
    ///
    /// The column says "plan"; a payor that is known to send what patients pay makes that doubtful,
    /// and the row has to say which it is.
    private func planShare(
        _ plan: RecordID
    ) throws(RowRefusal) -> (pays: ImportCell, direction: ImportCell)? {
        guard let cell = row["plan_pays_pct"] else { return nil }
        let text = cell.text.hasSuffix("%") ? String(cell.text.dropLast()) : cell.text
        let plain = ImportCell(text: text, column: cell.column)
        let points = try stored(plain, as: .percent).int ?? 0
        let direction = try direction(plan, cell)
        let pays = direction == "patientPays" ? 10_000 - points : points
        return (
            ImportCell(text: CellText.text(.int(pays), .percent), column: cell.column),
            word(direction, for: cell.column)
        )
    }

    private func direction(
        _ plan: RecordID, _ share: ImportCell
    ) throws(RowRefusal) -> String {
        let payor = view.row(plan, InsurancePlan.planKey)[InsurancePlan.payor]
        let ofPayor = payor.flatMap {
            view.row($0, Payor.coinsuranceDirection)[Payor.coinsuranceDirection]
        }
        guard let cell = row["raw_direction"] else {
            if ofPayor == "patientPays" {
                throw .bad(.ambiguousDirection, column: share.column)
            }
            return "planPays"
        }
        let kind = FieldKind.choice(["planPays", "patientPays", "unknown"])
        let said = try stored(cell, as: kind).text ?? ""
        if said != "unknown" { return said }
        guard let ofPayor, ofPayor != "unknown" else {
            throw .bad(.ambiguousDirection, column: cell.column)
        }
        return ofPayor
    }

    /// A rule without the figure it is about says nothing.
    private func checkFigures(_ kind: ImportCell) throws(RowRefusal) {
        let columns = ["planPays": "plan_pays_pct", "quantityKind": "quantity_kind"]
        for field in BenefitRuleFields.needed(by: kind.text) {
            let column = columns[field] ?? field
            if row[column] == nil { throw .bad(.blank, column: column) }
        }
        let limits = ["amount", "quantity", "age_from", "age_through"]
        if kind.text.lowercased() == "limitation", limits.allSatisfy({ row[$0] == nil }) {
            throw .bad(.blank, column: "amount")
        }
        let period = row["period"]?.text.lowercased()
        if period == "years", row["period_years"] == nil {
            throw .bad(.blank, column: "period_years")
        }
        if period == "months", row["period_months"] == nil {
            throw .bad(.blank, column: "period_months")
        }
    }
}
