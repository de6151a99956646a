internal import Benefits
internal import Merge
internal import Participation
internal import Records
internal import Tables

extension RowDrafter {
    /// The plan that a coverage's row names, by its code or by payor and group, and what is made
    /// for it on the spot.
    func coveredPlan() throws(RowRefusal) -> (plan: RecordID, others: [RecordDraft]) {
        if let code = self[CoverageFile.plan] {
            return (try known(InsurancePlan.code, code, importFirst: .plans), [])
        }
        guard let cell = self[CoverageFile.payor] else {
            throw .bad(.neitherPlanNorPayor, column: CoverageFile.payor.name)
        }
        if let payor = try findPayor(cell, at: self[CoverageFile.clearinghouse]) {
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

    /// An unknown payor is made on the spot: the office's own until the centre adopts it.
    private func newPayor(_ cell: TypedCell<String>) -> RecordDraft {
        let code = ImportCode.code(cell.text)
        let id = newID(.payor, [code] + provisional)
        var draft = RecordDraft(Payor.self, id)
        draft.setFirst(Payor.code, cell.saying(code))
        draft.setFirst(Payor.name, cell)
        if view.state(id) == nil {
            if TextFormat.payorID.normalized(cell.text) != nil {
                draft.insert(
                    Payor.payorIds, Payor.PayorIds.payorId(cell),
                    Payor.PayorIds.clearinghouse(self[CoverageFile.clearinghouse]))
            }
            draft.near = view.payors(near: cell.text).map { "payor \"\(cell.text)\" is new; \($0)" }
        }
        draft.setFirst(Payor.provisionalOffice, importingOffice(cell))
        return draft
    }

    /// The plan of a payor and group number; made on the spot where the group is new.
    private func plan(
        of payor: RecordID, named code: String, _ cell: TypedCell<String>
    ) -> RecordDraft {
        let group = self[CoverageFile.groupNumber]
        let known = view.lookup.referring(InsurancePlan.payor, payor).sorted().first { id in
            let number = view.row(id, InsurancePlan.planKey)[InsurancePlan.groupNumber]
            return number.map { Array($0.utf8) } == group.map { Array($0.text.utf8) }
        }
        if let known { return RecordDraft(InsurancePlan.self, known) }
        let id = newID(
            .insurancePlan, [payor.description, group?.text ?? ""] + provisional)
        var draft = RecordDraft(InsurancePlan.self, id)
        draft.setFirst(
            InsurancePlan.code, cell.saying(ImportCode.plan(of: code, group: group?.text)))
        draft.setFirst(
            InsurancePlan.planKey,
            [InsurancePlan.payor(reference(payor, cell)), InsurancePlan.groupNumber(group)])
        draft.setFirst(InsurancePlan.provisionalOffice, importingOffice(cell))
        return draft
    }

    private var provisional: [String] {
        context.office.map { [$0.description] } ?? []
    }

    private func importingOffice(_ cell: TypedCell<String>) -> TypedCell<RecordID>? {
        context.office.map { reference($0, cell) }
    }
}
