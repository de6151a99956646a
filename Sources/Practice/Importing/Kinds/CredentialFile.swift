internal import Merge
internal import Participation
internal import Records
internal import Tables

/// Credentials, each under its own number; where no document is named, the import is the evidence.
enum CredentialFile: ImportedFile {
    static let word = "credentials"
    static let type = RecordType.credential

    static let npi = Column("npi", Practitioner.npi, "the doctor's NPI", .required)
    static let kind = Column("kind", Credential.kind, "licence, dea, bls, …", .required)
    static let number = Column(
        "number", Credential.Numbers.number,
        "as on the document; another number is another credential", .required)
    static let state = Column("state", Credential.Numbers.state, "two letters")
    static let issuer = Column("issuer", Credential.Numbers.issuer, "where no state issues it")
    static let issuedOn = Column("issued_on", Credential.issuedOn, "date", year: .first)
    static let expiresOn = Column("expires_on", Credential.expiresOn, "date", year: .last)
    static let office = Column("office_code", Office.code, "the office that uses it")
    static let document = Column(
        "document", Credential.Numbers.document,
        "id of the evidence document; blank: the import is it")

    static let columns: [any ColumnToken] = [
        npi, kind, number, state, issuer, issuedOn, expiresOn, office, document,
    ]
    static let shown: [any ColumnToken] = [npi, kind, state]
    static let shapes = [ImportShape.nppes { .rows($0.nppesLicences) }]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let npi = try row.required(npi)
        let number = try row.required(number)
        let kind = try row.required(kind)
        if let problem = CredentialRule.problem(number.text, of: kind.text) {
            throw .bad(.invalid(problem), column: number.column)
        }
        let doctor = try row.known(Practitioner.npi, npi, importFirst: .doctors)
        let key = [kind.text, row[state]?.text ?? "", number.text].map { $0.lowercased() }
        let standing = row.view.known(Credential.practitioner, doctor, by: key) { id in
            keys(of: id, in: row.view)
        }
        var draft = RecordDraft(
            Credential.self, standing ?? row.newID(.credential, [doctor.description] + key))
        draft.set(
            Credential.subject,
            [Credential.practitioner(row.reference(doctor, npi)), Credential.kind(kind)])
        let evidence = row.evidence(for: draft, named: row[document], number)
        draft.put(
            Credential.numbers, at: [Credential.Numbers.document(evidence.cell)],
            [
                Credential.Numbers.number(number), Credential.Numbers.state(row[state]),
                Credential.Numbers.issuer(row[issuer]),
            ])
        draft.set(
            Credential.validity,
            [Credential.issuedOn(row[issuedOn]), Credential.expiresOn(row[expiresOn])])
        draft.mayBlank(expiresOn, of: row, Credential.validity, Credential.expiresOn)
        if let code = row[office] {
            let office = try row.known(Office.code, code, importFirst: .offices)
            draft.insert(Credential.offices, Credential.offices.office(row.reference(office, code)))
        }
        return [draft] + evidence.drafts
    }

    /// Kind, state and number of a credential that stands, in each of its documents.
    private static func keys(of credential: RecordID, in view: ImportView) -> [[String]] {
        let kind = view.row(credential, Credential.subject)[Credential.kind] ?? ""
        return Credential.numbers.rows(in: view.state(credential)).map { row in
            [kind, row[Credential.Numbers.state] ?? "", row[Credential.Numbers.number] ?? ""]
                .map { $0.lowercased() }
        }
    }

    static func followUps() -> any FollowUps { NumberHolders() }

    /// Whose each number of a file is: two doctors never have one.
    private struct NumberHolders: FollowUps {
        private var holders: [[String]: (npi: String, line: Int)] = [:]

        mutating func problem(with row: ImportRow) -> RowProblem? {
            guard let number = row[CredentialFile.number], let npi = row[CredentialFile.npi]
            else { return nil }
            let key =
                [CredentialFile.kind, CredentialFile.state, CredentialFile.issuer]
                .map { row[$0]?.text.lowercased() ?? "" } + [number.text]
            if let other = holders[key], other.npi != npi.text {
                return RowProblem(
                    line: row.line, place: .column(number.column),
                    reason: .numberRepeated(line: other.line))
            }
            holders[key] = (npi.text, row.line)
            return nil
        }
    }
}

extension ImportKind {
    package static let credentials = ImportKind(CredentialFile.self)
}
