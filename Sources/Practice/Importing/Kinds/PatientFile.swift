internal import Benefits
internal import Merge
internal import Records
internal import Tables

/// Patients of practice systems, each under an office's number.
enum PatientFile: ImportedFile {
    static let word = "patients"
    static let type = RecordType.patient

    static let system = Column(
        "patient_system", Patient.ExternalIds.system,
        "whose number it is: the practice system", .required, also: "pms_name", "system")
    static let number = Column(
        "patient_number", Patient.ExternalIds.number, "the patient's number there", .required,
        also: "pms_patient_id", "external_id")
    static let family = Column(
        "family_name", Patient.name.family, "as on the card", .required, also: "last_name")
    static let given = Column(
        "given_name", Patient.name.given, "as on the card; blank where one name is all", .expected,
        also: "first_name")
    static let middle = Column("middle", Patient.name.middle, "middle name", also: "middle_name")
    static let suffix = Column("suffix", Patient.name.suffix, "Jr, III")
    static let birthDate = Column(
        "birth_date", Patient.birthDate, "date", .required, also: "date_of_birth", "dob")
    static let sex = Column("sex", Patient.sexForClaims, "M, F or U, for claims", also: "gender")
    static let phone = Column("phone", Patient.Phones.phone, "10 digits")
    static let email = Column("email", Patient.Emails.email, "mail address")
    static let language = Column("language", Patient.language, "language code")
    static let deceasedOn = Column("deceased_on", Patient.status.happenedOn, "date")
    static let office = Column(
        "office_code", Office.code, "home office; blank is the importing office")

    static let columns: [any ColumnToken] =
        [system, number, family, given, middle, suffix, birthDate, sex] + AddressColumns.all + [
            phone, email, language, deceasedOn, office,
        ]
    static let shown: [any ColumnToken] = []
    static let shapes = [ImportShape.syntheaPatients]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let key = try row.patientKey(office)
        let known = try row.findPatient(key)
        let existing = known?.id
        var draft = RecordDraft(Patient.self, existing ?? row.newPatientID(key))
        draft.former = known?.former
        draft.givesWay = known?.former != nil
        draft.set(
            Patient.name,
            [
                Patient.name.family(try row.required(family)), Patient.name.given(row[given]),
                Patient.name.middle(row[middle]), Patient.name.suffix(row[suffix]),
            ])
        draft.set(Patient.birthDate, try row.required(birthDate))
        draft.set(Patient.sexForClaims, row[sex])
        draft.set(Patient.address, row.address(Patient.address))
        if let phone = row[phone] {
            draft.insert(
                Patient.phones, Patient.Phones.kind(row.word("home", for: phone)),
                Patient.Phones.phone(phone))
        }
        draft.insert(Patient.emails, Patient.Emails.email(row[email]))
        draft.set(Patient.language, row[language])
        if existing == nil {
            draft.step(Patient.status, row.word(Patient.Step.activate, for: key.number))
        }
        draft.mayBlank(deceasedOn, of: row, Patient.status, step: Patient.Step.deceased)
        if let died = row[deceasedOn] {
            draft.step(
                Patient.status, row.word(Patient.Step.deceased, for: died),
                Patient.status.happenedOn(try dayOfDeath(died, of: existing, row)))
        }
        place(&draft, key, existing, row)
        return [draft]
    }

    /// Where the patient is known, and under which number.
    private static func place(
        _ draft: inout RecordDraft, _ key: PatientKey, _ existing: RecordID?, _ row: RowDrafter
    ) {
        if existing != nil, row.context.numberOffices != nil {
            draft.set(Patient.homeOffice, key.office)
        } else if existing == nil || key.office != nil {
            let home = key.office ?? row.reference(key.home, key.number)
            draft.setFirst(Patient.homeOffice, home)
            draft.insert(Patient.offices, Patient.offices.office(home))
            draft.insert(
                Patient.externalIds, Patient.ExternalIds.office(home),
                Patient.ExternalIds.system(standingSystem(key, of: existing, row)),
                Patient.ExternalIds.number(key.number))
        }
    }

    /// The system as it stands with the patient's number, where only its letters' case or the like
    /// differs: the number is not written twice.
    private static func standingSystem(
        _ key: PatientKey, of patient: RecordID?, _ row: RowDrafter
    ) -> TypedCell<String> {
        let standing = patient.flatMap {
            row.view.standing(key.element(at: key.home), in: Patient.externalIds, of: $0)
        }
        return standing?[Patient.ExternalIds.system].map(key.system.saying) ?? key.system
    }

    /// Nobody dies before birth or after today, and a file does not move a day of death.
    private static func dayOfDeath(
        _ cell: TypedCell<Day>, of patient: RecordID?, _ row: RowDrafter
    ) throws(RowRefusal) -> TypedCell<Day> {
        let dated = cell.text.utf8.count > 10 ? cell.saying(String(cell.text.prefix(10))) : cell
        let died = try dated.content
        let born = try row.required(birthDate).content
        guard born <= died, died <= row.context.today else {
            throw .bad(.invalid(.impossibleDeath), column: cell.column)
        }
        let known = Patient.status.rows(in: patient.flatMap { row.view.state($0) })
            .filter { $0[Patient.status.step] == Patient.Step.deceased.rawValue }
            .compactMap { $0[Patient.status.happenedOn] }
        guard known.isEmpty || known.contains(died) else {
            throw .bad(.otherDayStands, column: cell.column)
        }
        return dated
    }

    static func followUps() -> any FollowUps { PatientMoves() }
}

extension ImportKind {
    package static let patients = ImportKind(PatientFile.self)
}
