internal import Merge
internal import Participation
internal import Records
internal import Tables

/// Where doctors work, and when.
enum AssignmentFile: ImportedFile {
    static let word = "assignments"
    static let type = RecordType.locationAssignment

    static let npi = Column("npi", Practitioner.npi, "the doctor's NPI", .required)
    static let office = Column("office_code", Office.code, "where the doctor works", .required)
    static let from = Column(
        "from", LocationAssignment.term.from, "first day", .required, year: .first,
        also: "effective_from")
    static let through = Column(
        "through", LocationAssignment.term.through, "last day, or blank", year: .last,
        also: "effective_through")
    static let role = Column(
        "role", LocationAssignment.role, "owner, associate, specialist, hygienist or locum")
    static let weekdays = Column(
        "weekdays", LocationAssignment.weekdays, "as mon,tue,thu (quoted)")

    static let columns: [any ColumnToken] = [npi, office, from, through, role, weekdays]
    static let shown: [any ColumnToken] = [npi, office, from]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let npi = try row.required(npi)
        let place = try row.required(office)
        let doctor = try row.known(Practitioner.npi, npi, importFirst: .doctors)
        let office = try row.known(Office.code, place, importFirst: .offices)
        let first = try row.required(from).content
        let id = row.dated(
            LocationAssignment.practitioner, doctor, LocationAssignment.office, office,
            from: first)
        var draft = RecordDraft(LocationAssignment.self, id)
        draft.set(
            LocationAssignment.pair,
            [
                LocationAssignment.practitioner(row.reference(doctor, npi)),
                LocationAssignment.office(row.reference(office, place)),
            ])
        draft.set(LocationAssignment.term, row.term(LocationAssignment.term, from, through))
        draft.mayBlank(through, of: row, LocationAssignment.term, LocationAssignment.term.through)
        draft.set(LocationAssignment.role, row[role])
        draft.set(LocationAssignment.weekdays, row[weekdays])
        return [draft]
    }
}

extension ImportKind {
    package static let assignments = ImportKind(AssignmentFile.self)
}
