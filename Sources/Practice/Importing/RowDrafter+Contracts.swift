internal import Merge

extension RowDrafter {
    func contract() throws(RowRefusal) -> [RecordDraft] {
        let code = try cell("contract_code")
        var draft = try target(.payorContract, try text(code, as: .code), code)
        draft.set("code", code)
        let tin = try cell("tin")
        let payor = try cell("payor_code")
        let organization = try known(.organization, tin, .tin, importFirst: .offices)
        let network = try network()
        draft.set(
            "parties",
            [
                "organization": reference(organization, tin),
                "payor": reference(try knownPayor(payor), payor),
                "network": network.map { reference($0.draft.id, $0.cell) },
            ])
        draft.set("contractNumber", row["contract_number"])
        draft.set("kind", row["kind"])
        let isEnding = Self.endings.contains(row["status"]?.text ?? "")
        let day =
            isEnding
            ? dated(row["effective_through"], as: "effectiveThrough")
            : dated(row["effective_from"], as: "effectiveFrom")
        draft.step(row["status"], ["effectiveOn": day])
        draft.set("term", term("effective_from", "effective_through"))
        draft.mayBlank("effective_through", of: row, "term", "effectiveThrough")
        draft.set(
            "renewal",
            [
                "renewalOn": row["renewal_on"], "noticeDays": row["notice_days"],
                "nextReviewOn": row["next_review_on"],
            ])
        draft.set("locationRule", row["location_rule"])
        draft.set("providerRule", row["provider_rule"])
        draft.set("recredentialMonths", row["recredential_months"])
        return [draft] + (network.map { [$0.draft] } ?? [])
    }

    /// Steps whose day is the contract's last, not its first.
    private static let endings: Set = ["requestTermination", "noticeTermination", "terminate"]

    /// A day by the sense of another field: of a year, the first or the last one.
    private func dated(_ cell: ImportCell?, as field: String) -> ImportCell? {
        cell.map { ImportCell(text: ImportDay.text($0.text, field), column: $0.column) }
    }

    private func network() throws(RowRefusal) -> (draft: RecordDraft, cell: ImportCell)? {
        guard let cell = row["network"] else { return nil }
        let id = try known(.network, cell.text, cell) ?? newID(.network, [cell.text])
        var draft = RecordDraft(.network, id)
        draft.setFirst("name", ["name": cell])
        return (draft, cell)
    }

    func term(_ from: String, _ through: String) -> KeyValuePairs<String, ImportCell?> {
        ["effectiveFrom": row[from], "effectiveThrough": row[through]]
    }

    func contractLocation() throws(RowRefusal) -> [RecordDraft] {
        let code = try cell("contract_code")
        let place = try cell("office_code")
        let contract = try known(.payorContract, code, .code, importFirst: .contracts)
        let office = try known(.office, place, .code, importFirst: .offices)
        let from = try day(try cell("from"), for: "effectiveFrom")
        let id = dated(
            .contractLocation, [("contract", contract), ("office", office)], from: from)
        var draft = RecordDraft(.contractLocation, id)
        draft.set(
            "pair", ["contract": reference(contract, code), "office": reference(office, place)])
        draft.set("term", term("from", "through"))
        draft.mayBlank("through", of: row, "term", "effectiveThrough")
        draft.set("payorLocationId", row["payor_location_id"])
        return [draft]
    }

    func assignment() throws(RowRefusal) -> [RecordDraft] {
        let npi = try cell("npi")
        let place = try cell("office_code")
        let doctor = try known(.practitioner, npi, .npi, importFirst: .doctors)
        let office = try known(.office, place, .code, importFirst: .offices)
        let from = try day(try cell("from"), for: "effectiveFrom")
        let id = dated(
            .locationAssignment, [("practitioner", doctor), ("office", office)], from: from)
        var draft = RecordDraft(.locationAssignment, id)
        draft.set(
            "pair",
            ["practitioner": reference(doctor, npi), "office": reference(office, place)])
        draft.set("term", term("from", "through"))
        draft.mayBlank("through", of: row, "term", "effectiveThrough")
        draft.set("role", row["role"])
        draft.set("weekdays", row["weekdays"])
        return [draft]
    }

    /// An enrolment as the payor's roster has it: dates by evidence, the case's last step.
    func enrollment() throws(RowRefusal) -> [RecordDraft] {
        let npi = try cell("npi")
        let code = try cell("contract_code")
        let place = try cell("office_code")
        let doctor = try known(.practitioner, npi, .npi, importFirst: .doctors)
        let contract = try known(.payorContract, code, .code, importFirst: .contracts)
        let office = try known(.office, place, .code, importFirst: .offices)
        let id = enrollmentID(doctor, contract, office)
        var draft = RecordDraft(.enrollment, id)
        draft.set(
            "identity",
            [
                "practitioner": reference(doctor, npi), "contract": reference(contract, code),
                "office": reference(office, place),
            ])
        draft.mayBlank("effective_through", of: row, "ending", "effectiveThrough")
        draft.set("participation", row["participation"])
        draft.set("recredentialDueOn", row["recredential_due"])
        draft.set("payorNumbers", ["payorProviderId": row["payor_provider_id"]])
        if let submitted = row["submitted_on"] {
            draft.step(
                word("submit", for: submitted.column), ["happenedOn": submitted])
        }
        guard let from = row["effective_from"] else {
            draft.step(row["status"])
            draft.set("ending", ["effectiveThrough": row["effective_through"]])
            return [draft]
        }
        let evidence = evidence(for: draft, named: row["evidence"], from)
        draft.put("effectiveDates", at: [evidence.cell], ["effectiveFrom": from])
        draft.set("ending", ["effectiveThrough": row["effective_through"]])
        draft.step(
            row["status"] ?? word("recorded", for: from.column),
            ["effectiveOn": dated(from, as: "effectiveFrom"), "document": evidence.cell])
        return [draft] + evidence.drafts
    }

    /// The case that stands for the three, whoever opened it; else the one that onboarding derives.
    private func enrollmentID(
        _ doctor: RecordID, _ contract: RecordID, _ office: RecordID
    ) -> RecordID {
        let standing = view.lookup.referring(Enrollment.practitioner, doctor).sorted()
        let same = standing.first { id in
            refers(id, .enrollment, field: "contract", to: contract)
                && refers(id, .enrollment, field: "office", to: office)
        }
        return same
            ?? newID(.enrollment, DoctorCases.key(doctor, contract: contract, office: office))
    }
}
