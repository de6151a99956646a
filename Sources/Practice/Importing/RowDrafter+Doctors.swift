internal import Merge

extension RowDrafter {
    /// A doctor, and the CAQH profile where its number is given.
    func doctor() throws(RowRefusal) -> [RecordDraft] {
        let npi = try cell("npi")
        var draft = try target(.practitioner, try text(npi, as: .npi), npi)
        draft.set("npi", npi)
        draft.set(
            "legalName",
            [
                "family": try cell("family_name"), "given": row["given_name"],
                "middle": row["middle"], "suffix": row["suffix"],
            ])
        draft.set("degree", row["degree"])
        draft.set("primaryTaxonomy", row["taxonomy"])
        let taxonomies = list("taxonomies") + [row["taxonomy"]].compactMap(\.self)
        draft.insert("taxonomies", each: Self.distinct(taxonomies))
        draft.set("employment", ["hireOn": row["hire_on"], "departOn": row["depart_on"]])
        draft.mayBlank("depart_on", of: row, "employment", "departOn")
        guard let caqh = row["caqh_id"] else { return [draft] }
        let profiles = view.lookup.referring(CaqhProfile.practitioner, draft.id).sorted()
        var profile = RecordDraft(
            .caqhProfile,
            profiles.first ?? newID(.caqhProfile, [draft.id.description]))
        profile.set("practitioner", reference(draft.id, npi))
        profile.set("caqhId", caqh)
        return [draft, profile]
    }

    private static func distinct(_ cells: [ImportCell]) -> [ImportCell] {
        var seen: Set<String> = []
        return cells.filter { seen.insert($0.text).inserted }
    }

    /// A credential under its own number; where no document is named, the import is the evidence.
    func credential() throws(RowRefusal) -> [RecordDraft] {
        let npi = try cell("npi")
        let number = try cell("number")
        let kind = try cell("kind")
        if let problem = CredentialRule.problem(number.text, of: kind.text) {
            throw .bad(.invalid(problem), column: number.column)
        }
        let doctor = try known(.practitioner, npi, .npi, importFirst: .doctors)
        let key = [kind.text, row["state"]?.text ?? "", number.text].map { $0.lowercased() }
        let standing = view.known(.credential, of: doctor, in: "practitioner", by: key) { id in
            let kind = view.row(id, Credential.subject)[Credential.kind] ?? ""
            return Credential.numbers.rows(in: view.state(id)).map { row in
                [kind, row[Credential.Numbers.state] ?? "", row[Credential.Numbers.number] ?? ""]
                    .map { $0.lowercased() }
            }
        }
        var draft = RecordDraft(
            .credential, standing ?? newID(.credential, [doctor.description] + key))
        draft.set("subject", ["practitioner": reference(doctor, npi), "kind": kind])
        let evidence = evidence(for: draft, named: row["document"], number)
        draft.put(
            "numbers", at: [evidence.cell],
            ["number": number, "state": row["state"], "issuer": row["issuer"]])
        draft.set("validity", ["issuedOn": row["issued_on"], "expiresOn": row["expires_on"]])
        draft.mayBlank("expires_on", of: row, "validity", "expiresOn")
        if let code = row["office_code"] {
            let office = try known(.office, code, .code, importFirst: .offices)
            draft.insert("offices", reference(office, code))
        }
        return [draft] + evidence.drafts
    }

    /// The document that facts rest on: the named one, or one that stands for the import.
    func evidence(
        for draft: RecordDraft, named document: ImportCell?, _ cell: ImportCell
    ) -> (cell: ImportCell, drafts: [RecordDraft]) {
        if let document { return (document, []) }
        let standing = view.lookup.referring(Document.subject, draft.id).sorted().first {
            view.row($0, Document.content)[Document.kind] == "import"
        }
        let id = standing ?? newID(.document, [draft.type.name, draft.id.description])
        var imported = RecordDraft(.document, id)
        imported.setFirst("subject", ["subject": reference(draft.id, cell)])
        imported.setFirst(
            "content",
            ["kind": word("import", for: cell.column), "title": word("Import", for: cell.column)])
        return (reference(id, cell), [imported])
    }

    /// A row of an exclusion list, kept by its NPI: its person may come to us later.
    ///
    /// For a doctor of ours it is also a match, a candidate until a person has looked.
    func exclusion() throws(RowRefusal) -> [RecordDraft] {
        let npi = try cell("npi")
        let list = try cell("list")
        let number = try text(npi, as: .npi)
        let from = try row["from"].map { cell throws(RowRefusal) in
            try day(cell, for: "excludedFrom")
        }
        let name = list.text.lowercased()
        let since: Scalar = from.map { .int($0.number) } ?? .null
        let standing = view.lookup.showing(Exclusion.npi, number).sorted().first { id in
            let subject = view.row(id, Exclusion.subject)
            return subject[Exclusion.list]?.lowercased() == name
                && subject.scalar(Exclusion.excludedFrom) == since
        }
        let key = [name, number, from?.description ?? ""]
        var listed = RecordDraft(.exclusion, standing ?? newID(.exclusion, key))
        listed.set("subject", ["npi": npi, "list": list, "excludedFrom": row["from"]])
        listed.set("reinstatedOn", row["reinstated_on"])
        listed.mayBlank("reinstated_on", of: row, "reinstatedOn", "reinstatedOn")
        guard let doctor = try known(.practitioner, number, npi) else { return [listed] }
        return [listed, match(doctor, since, list, npi)]
    }

    /// A candidate match of a doctor of ours with a row of a list.
    private func match(
        _ doctor: RecordID, _ since: Scalar, _ list: ImportCell, _ npi: ImportCell
    ) -> RecordDraft {
        let name = list.text.lowercased()
        let match = Value([.blob(doctor.bytes[...])]).encoded
        let standing = view.lookup.holding(SanctionCheck.matches, match).sorted().first {
            view.row($0, SanctionCheck.run)[SanctionCheck.list]?.lowercased() == name
                && view.row($0, SanctionCheck.matches, key: match)
                    .scalar(SanctionCheck.Matches.excludedFrom) == since
        }
        let day = since.int.map { Day(number: $0).description } ?? ""
        let id = standing ?? newID(.sanctionCheck, [name, doctor.description, day])
        var draft = RecordDraft(.sanctionCheck, id)
        draft.setFirst(
            "run",
            ["list": list, "runOn": word(context.today.description, for: list.column)])
        draft.put(
            "matches", at: [reference(doctor, npi)],
            ["outcome": word("candidate", for: npi.column), "excludedFrom": row["from"]],
            isFirstOnly: true)
        return draft
    }
}
