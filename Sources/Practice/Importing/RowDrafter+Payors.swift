internal import Merge

extension RowDrafter {
    func payor() throws(RowRefusal) -> [RecordDraft] {
        let code = try cell("payor_code")
        var draft = try target(.payor, try text(code, as: .code), code)
        draft.set("code", code)
        draft.set("name", try cell("name"))
        draft.set("kind", row["kind"])
        draft.insert("aliases", each: list("aliases"))
        if let id = row["payor_id"] {
            draft.insert("payorIds", id, standingHouse(id, of: draft.id))
        }
        if let phone = row["phone"] {
            draft.put(
                "contacts", at: [word("provider line", for: phone.column)], ["phone": phone])
        }
        draft.set("claimAddress", address("claim"))
        if view.state(draft.id) == nil, let name = row["name"]?.text {
            draft.near = view.payors(near: name).map { "payor \"\(name)\" is new; \($0)" }
        }
        return [draft]
    }

    /// The clearinghouse as it stands with the payor's id, where only its letters' case or the like
    /// differs.
    private func standingHouse(_ id: ImportCell, of payor: RecordID) -> ImportCell? {
        guard let house = row["clearinghouse"] else { return nil }
        let number = TextFormat.payorID.normalized(id.text) ?? id.text
        let key = Value([.text(number), .text(house.text)]).encoded
        let standing = view.standing(key, in: "payorIds", of: payor, .payor)
        return standing?[1].text.map { ImportCell(text: $0, column: house.column) } ?? house
    }

    func plan() throws(RowRefusal) -> [RecordDraft] {
        let code = try cell("plan_code")
        let payor = try cell("payor_code")
        var draft = try target(.insurancePlan, try text(code, as: .code), code)
        draft.set("code", code)
        draft.set(
            "planKey",
            [
                "payor": reference(try knownPayor(payor), payor),
                "groupNumber": row["group_number"], "groupName": row["group_name"],
                "employerName": row["employer"], "division": row["division"],
            ])
        draft.set("planKind", row["kind"])
        draft.set("networkLabelOnCard", row["network_label"])
        // Practice systems write 0 for the calendar year.
        let month = row["benefit_month"].map { cell in
            cell.text == "0" ? ImportCell(text: "1", column: cell.column) : cell
        }
        draft.set("benefitYearMonth", month)
        return [draft]
    }

    func knownPayor(_ cell: ImportCell) throws(RowRefusal) -> RecordID {
        guard let id = try findPayor(cell) else {
            throw .bad(.unresolved(importFirst: .payors), column: cell.column)
        }
        return id
    }

    /// The payor that a code or a clearinghouse's payor id names.
    func findPayor(_ cell: ImportCell) throws(RowRefusal) -> RecordID? {
        if let code = TextFormat.code.normalized(cell.text), let id = try known(.payor, code, cell)
        {
            return id
        }
        guard let number = TextFormat.payorID.normalized(cell.text) else { return nil }
        var keys = [Value([.text(number)]).encoded]
        if let house = row["clearinghouse"] {
            keys.insert(Value([.text(number), .text(house.text)]).encoded, at: 0)
        }
        for key in keys {
            let holders = view.lookup.holding(Payor.payorIds, key).sorted()
            if let first = holders.first { return first }
        }
        return nil
    }

    /// The payor that goes by exactly that name, whatever its code.
    ///
    /// - Throws: where several do.
    func payorNamed(_ cell: ImportCell) throws(RowRefusal) -> RecordID? {
        let found = view.payors(named: cell.text)
        guard found.count <= 1 else {
            throw .bad(.severalPayors(found.count), column: cell.column)
        }
        return found.first
    }

    /// An unknown payor is made on the spot: the office's own until the centre adopts it.
    func newPayor(_ cell: ImportCell) -> RecordDraft {
        let code = ImportCode.code(cell.text)
        let id = newID(.payor, [code] + provisional)
        var draft = RecordDraft(.payor, id)
        draft.setFirst("code", ["code": ImportCell(text: code, column: cell.column)])
        draft.setFirst("name", ["name": cell])
        if view.state(id) == nil {
            if TextFormat.payorID.normalized(cell.text) != nil {
                draft.insert("payorIds", cell, row["clearinghouse"])
            }
            draft.near = view.payors(near: cell.text).map { "payor \"\(cell.text)\" is new; \($0)" }
        }
        draft.setFirst("provisionalOffice", ["provisionalOffice": officeCell(cell)])
        return draft
    }

    /// The plan of a payor and group number; made on the spot where the group is new.
    func plan(of payor: RecordID, named code: String, _ cell: ImportCell) -> RecordDraft {
        let group = row["group_number"]
        let known = view.lookup.referring(InsurancePlan.payor, payor).sorted().first { id in
            let number = view.row(id, InsurancePlan.planKey)[InsurancePlan.groupNumber]
            return number.map { Array($0.utf8) } == group.map { Array($0.text.utf8) }
        }
        if let known { return RecordDraft(.insurancePlan, known) }
        let id = newID(
            .insurancePlan, [payor.description, group?.text ?? ""] + provisional)
        var draft = RecordDraft(.insurancePlan, id)
        let planCode = ImportCode.plan(of: code, group: group?.text)
        draft.setFirst("code", ["code": ImportCell(text: planCode, column: cell.column)])
        draft.setFirst("planKey", ["payor": reference(payor, cell), "groupNumber": group])
        draft.setFirst("provisionalOffice", ["provisionalOffice": officeCell(cell)])
        return draft
    }

    private var provisional: [String] {
        context.office.map { [$0.description] } ?? []
    }

    private func officeCell(_ cell: ImportCell) -> ImportCell? {
        context.office.map { reference($0, cell) }
    }
}
