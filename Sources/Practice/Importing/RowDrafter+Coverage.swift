internal import Merge

extension RowDrafter {
    /// A coverage, with the payor and plan it needs where they are new, and its place in the order.
    func coverage() throws(RowRefusal) -> [RecordDraft] {
        if let payor = row["payor_code"], ImportHeader.key(payor.text) == "noinsurance" {
            throw .skipped(.noInsurance)
        }
        let key = try patientKey()
        guard let patient = findPatient(key) else {
            throw .bad(.unresolved(importFirst: .patients), column: key.number.column)
        }
        let (plan, others) = try coveredPlan()
        let first = try cell("effective_from")
        let from = try day(first, for: "effectiveFrom")
        let source = row["plan_code"] ?? row["payor_code"] ?? first
        let id = try coverageID(of: patient, under: plan, from: from, home: key.home)
        var draft = RecordDraft(.coverage, id)
        draft.set("patient", reference(patient, key.number))
        draft.set("insurancePlan", reference(plan, source))
        draft.set(
            "identity",
            [
                "memberId": row["member_id"], "subscriberFamily": row["subscriber_family"],
                "subscriberGiven": row["subscriber_given"],
                "subscriberBirthDate": row["subscriber_birth_date"],
                "relationship": row["relationship"],
            ])
        draft.set("term", term("effective_from", "effective_through"))
        draft.mayBlank("effective_through", of: row, "term", "effectiveThrough")
        if view.state(id) == nil { draft.step(word("enter", for: first.column)) }
        var drafts = [draft] + others
        if let order = row["order"] {
            drafts.append(
                try CoverageOrder(
                    patient: patient, from: from, through: try lastDay(id), view: view
                ).draft(putting: id, at: order, first))
        }
        return drafts
    }

    /// The last day that the row names, or that stands.
    private func lastDay(_ coverage: RecordID) throws(RowRefusal) -> Day? {
        if let cell = row["effective_through"] { return try day(cell, for: "effectiveThrough") }
        return view.row(coverage, Coverage.term)[Coverage.term.through]
    }

    /// The plan that the row names, by its code or by payor and group.
    private func coveredPlan() throws(RowRefusal) -> (plan: RecordID, others: [RecordDraft]) {
        if let code = row["plan_code"] {
            return (try known(.insurancePlan, code, .code, importFirst: .plans), [])
        }
        guard let cell = row["payor_code"] else {
            throw .bad(.neitherPlanNorPayor, column: "payor_code")
        }
        if let payor = try findPayor(cell) {
            let code = view.row(payor, Payor.code)[Payor.code] ?? cell.text
            let plan = plan(of: payor, named: code, cell)
            return (plan.id, [plan])
        }
        if let payor = try payorNamed(cell) {
            let code = view.row(payor, Payor.code)[Payor.code] ?? cell.text
            var plan = plan(of: payor, named: code, cell)
            if code != ImportCode.code(cell.text), view.isFirst(told: cell.text) {
                plan.near = "payor \"\(cell.text)\" is known by that name: \(code)"
            }
            return (plan.id, [plan])
        }
        let payor = newPayor(cell)
        let plan = plan(of: payor.id, named: ImportCode.code(cell.text), cell)
        return (plan.id, [payor, plan])
    }
}
