internal import Merge
internal import Participation
internal import Records
internal import Tables

/// Rows of exclusion lists, kept by their NPI: their person may come to us later.
///
/// For a doctor of ours a row is also a match, a candidate until a person has looked.
enum ExclusionFile: ImportedFile {
    static let word = "exclusions"
    static let type = RecordType.exclusion

    static let npi = Column("npi", Exclusion.npi, "the excluded person's NPI", .required)
    static let list = Column(
        "list", Exclusion.list, "leie, sam, stateMedicaid, licenceBoard or other", .required)
    static let from = Column(
        "from", Exclusion.excludedFrom, "first day of the exclusion", year: .first,
        also: "excluded_on")
    static let reinstatedOn = Column(
        "reinstated_on", Exclusion.reinstatedOn, "first day on which it no longer holds",
        year: .first)

    static let columns: [any ColumnToken] = [npi, list, from, reinstatedOn]
    static let shown: [any ColumnToken] = [npi, list]
    static let shapes = [ImportShape.exclusionMonths]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let npi = try row.required(npi)
        let list = try row.required(list)
        let number = try npi.content
        let since = try row[from]?.content
        if let since, let back = row[reinstatedOn], try back.content < since {
            throw .bad(.invalid(.outOfOrder(below: from.name)), column: reinstatedOn.name)
        }
        let name = list.text.lowercased()
        let standing = row.view.lookup.showing(Exclusion.npi, number).sorted().first { id in
            let subject = row.view.row(id, Exclusion.subject)
            return subject[Exclusion.list]?.lowercased() == name
                && subject[Exclusion.excludedFrom] == since
        }
        let key = [name, number, since?.description ?? ""]
        var listed = RecordDraft(Exclusion.self, standing ?? row.newID(.exclusion, key))
        listed.set(
            Exclusion.subject,
            [Exclusion.npi(npi), Exclusion.list(list), Exclusion.excludedFrom(row[from])])
        listed.set(Exclusion.reinstatedOn, row[reinstatedOn])
        listed.mayBlank(reinstatedOn, of: row, Exclusion.reinstatedOn, Exclusion.reinstatedOn)
        guard let doctor = try row.known(.practitioner, number, npi) else { return [listed] }
        return [listed, match(doctor, since, list, npi, row)]
    }

    /// A candidate match of a doctor of ours with a row of a list.
    private static func match(
        _ doctor: RecordID, _ since: Day?, _ list: TypedCell<String>, _ npi: TypedCell<String>,
        _ row: RowDrafter
    ) -> RecordDraft {
        typealias Match = SanctionCheck.Matches
        let name = list.text.lowercased()
        let key = Value([.reference(doctor)]).encoded
        let view = row.view
        let standing = view.lookup.holding(SanctionCheck.matches, key).sorted().first {
            view.row($0, SanctionCheck.run)[SanctionCheck.list]?.lowercased() == name
                && view.row($0, SanctionCheck.matches, key: key)[Match.excludedFrom] == since
        }
        let day = since?.description ?? ""
        let id = standing ?? row.newID(.sanctionCheck, [name, doctor.description, day])
        var draft = RecordDraft(SanctionCheck.self, id)
        let today = list.saying(row.context.today.description).retyped(.day)
        draft.setFirst(SanctionCheck.run, [SanctionCheck.list(list), SanctionCheck.runOn(today)])
        draft.put(
            SanctionCheck.matches, at: [Match.practitioner(row.reference(doctor, npi))],
            [Match.outcome(row.word("candidate", for: npi)), Match.excludedFrom(row[from])],
            isFirstOnly: true)
        return draft
    }
}

extension ImportKind {
    package static let exclusions = ImportKind(ExclusionFile.self)
}
