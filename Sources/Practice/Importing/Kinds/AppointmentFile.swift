internal import Benefits
internal import Merge
internal import Participation
internal import Records
internal import Tables

/// One patient's appointment per row, under the number that the office's software gives it.
enum AppointmentFile: ImportedFile {
    static let word = "appointments"
    static let type = RecordType.appointment

    static let office = Column(
        "office_code", Office.code, "where; the file replaces the days it names there", .required)
    static let number = Column(
        "appointment_id", Appointment.externalID,
        "its number in the office's software; it stays when the appointment moves", .required)
    static let date = Column("date", Appointment.bookedOn, "the day", .required)
    static let start = Column("start", Appointment.startsAt, "when it begins, as 08:30")
    static let npi = Column("npi", Practitioner.npi, "the doctor's NPI")
    static let system = PatientFile.system
    static let patient = PatientFile.number
    static let state = Column(
        "state", Appointment.state, "booked, confirmed, completed, cancelled or missed")
    static let codes = Column(
        "codes", as: .text(max: 400), "planned procedure codes, `|` between them; none for none")

    static let columns: [any ColumnToken] = [
        office, number, date, start, npi, system, patient, state, codes,
    ]
    static let shown: [any ColumnToken] = [office, npi, date, start]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let place = try row.required(office)
        let number = try row.required(number)
        let office = try row.known(Office.code, place, importFirst: .offices)
        let key = try row.patientKey(self.office)
        guard let patient = try row.findPatient(key) else {
            throw .bad(.unresolved(importFirst: .patients), column: key.number.column)
        }
        let doctor: TypedCell<RecordID>?
        if let npi = row[npi] {
            doctor = row.reference(
                try row.known(Practitioner.npi, npi, importFirst: .doctors), npi)
        } else {
            doctor = nil
        }
        let known = row.view.known(Appointment.office, office, by: [number.text]) { id in
            row.view.row(id, Appointment.identity)[Appointment.externalID].map { [[$0]] } ?? []
        }
        var draft = RecordDraft(
            Appointment.self, known ?? row.newID(.appointment, [number.text], of: office))
        draft.set(
            Appointment.identity,
            [
                Appointment.office(row.reference(office, place)),
                Appointment.externalID(number),
            ])
        draft.set(
            Appointment.booking,
            [
                Appointment.bookedOn(try row.required(date)), Appointment.startsAt(row[start]),
                Appointment.patient(row.reference(patient.id, key.number)),
                Appointment.practitioner(doctor),
            ])
        draft.set(Appointment.state, row[state])
        for code in plannedCodes(row.list(codes)) {
            draft.insert(Appointment.planned, Appointment.Planned.code(code))
        }
        return [draft]
    }

    /// A cell that says `none` names no code.
    private static func plannedCodes(_ cells: [TypedCell<String>]) -> [TypedCell<String>] {
        cells.count == 1 && cells.first?.text == AppointmentDays.none ? [] : cells
    }

    static func followUps() -> any FollowUps { AppointmentDays() }
}

extension ImportKind {
    package static let appointments = ImportKind(AppointmentFile.self)
}
