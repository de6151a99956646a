internal import Merge
internal import Participation
internal import Records
internal import Tables

/// Doctors, with the CAQH profile where its number is given.
enum DoctorFile: ImportedFile {
    static let word = "doctors"
    static let type = RecordType.practitioner

    static let npi = Column("npi", Practitioner.npi, "individual NPI", .required, also: "npi1")
    static let family = Column(
        "family_name", Practitioner.legalName.family, "legal family name", .required,
        also: "last_name")
    static let given = Column(
        "given_name", Practitioner.legalName.given,
        "legal given name; blank where one name is all", .expected, also: "first_name")
    static let middle = Column(
        "middle", Practitioner.legalName.middle, "middle name", also: "middle_name")
    static let suffix = Column("suffix", Practitioner.legalName.suffix, "Jr, III")
    static let degree = Column("degree", Practitioner.degree, "DDS, DMD, RDH, …")
    static let taxonomy = Column(
        "taxonomy", Practitioner.primaryTaxonomy, "primary taxonomy code", also: "primary_taxonomy")
    static let taxonomies = Column(
        "taxonomies", Practitioner.Taxonomies.taxonomy, "further codes, separated by |")
    static let caqhId = Column("caqh_id", CaqhProfile.caqhId, "CAQH number")
    static let hireOn = Column(
        "hire_on", Practitioner.hireOn, "date", year: .first, also: "hired_on")
    static let departOn = Column(
        "depart_on", Practitioner.departOn, "last day, or blank", year: .last, also: "departs_on")

    static let columns: [any ColumnToken] = [
        npi, family, given, middle, suffix, degree, taxonomy, taxonomies, caqhId, hireOn, departOn,
    ]
    static let shown: [any ColumnToken] = [npi]
    static let shapes = [ImportShape.nppes { $0.nppesDoctor }]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let npi = try row.required(npi)
        var draft = try row.target(Practitioner.npi, npi)
        draft.set(Practitioner.npi, npi)
        let name = Practitioner.legalName
        draft.set(
            name,
            [
                name.family(try row.required(family)), name.given(row[given]),
                name.middle(row[middle]), name.suffix(row[suffix]),
            ])
        draft.set(Practitioner.degree, row[degree])
        draft.set(Practitioner.primaryTaxonomy, row[taxonomy])
        for code in distinct(row.list(taxonomies) + [row[taxonomy]].compactMap(\.self)) {
            draft.insert(Practitioner.taxonomies, Practitioner.Taxonomies.taxonomy(code))
        }
        draft.set(
            Practitioner.employment,
            [Practitioner.hireOn(row[hireOn]), Practitioner.departOn(row[departOn])])
        draft.mayBlank(departOn, of: row, Practitioner.employment, Practitioner.departOn)
        guard let caqh = row[caqhId] else { return [draft] }
        let profiles = row.view.lookup.referring(CaqhProfile.practitioner, draft.id).sorted()
        var profile = RecordDraft(
            CaqhProfile.self,
            profiles.first ?? row.newID(.caqhProfile, [draft.id.description]))
        profile.set(CaqhProfile.practitioner, row.reference(draft.id, npi))
        profile.set(CaqhProfile.caqhId, caqh)
        return [draft, profile]
    }

    private static func distinct(_ cells: [TypedCell<String>]) -> [TypedCell<String>] {
        var seen: Set<String> = []
        return cells.filter { seen.insert($0.text).inserted }
    }
}

extension ImportKind {
    package static let doctors = ImportKind(DoctorFile.self)
}
