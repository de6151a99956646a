internal import Merge
internal import Participation
internal import Records

/// One doctor's hours at one office on one day per row; another beginning is another block.
enum ScheduleFile: ImportedFile {
    static let word = "schedule"
    static let type = RecordType.scheduleBlock

    static let office = Column(
        "office_code", Office.code, "where; the file replaces the days it names there", .required)
    static let npi = Column("npi", Practitioner.npi, "the doctor's NPI", .required)
    static let date = Column("date", ScheduleBlock.workedOn, "the day", .required)
    static let start = Column("start", ScheduleBlock.startsAt, "first hour, as 08:30")
    static let end = Column("end", ScheduleBlock.endsAt, "last hour")
    static let appointments = Column(
        "appointments", ScheduleBlock.appointments, "how many are booked")
    static let patients = Column(
        "patients", ScheduleBlock.patients, "how many different people are booked")
    static let production = Column(
        "production", ScheduleBlock.production, "what the booked work comes to, such as 1500.00")

    static let columns: [any ColumnToken] = [
        office, npi, date, start, end, appointments, patients, production,
    ]
    static let shown: [any ColumnToken] = [office, npi, date, start]

    static func drafts(of row: RowDrafter) throws(RowRefusal) -> [RecordDraft] {
        let place = try row.required(office)
        let npi = try row.required(npi)
        let date = try row.required(date)
        let office = try row.known(Office.code, place, importFirst: .offices)
        let doctor = try row.known(Practitioner.npi, npi, importFirst: .doctors)
        let day = try date.content
        let begins = try row[start]?.content ?? ""
        let key = [office.description, day.description, begins]
        let known = row.view.known(ScheduleBlock.practitioner, doctor, by: key) { id in
            keys(of: id, in: row.view)
        }
        var draft = RecordDraft(
            ScheduleBlock.self,
            known ?? row.newID(.scheduleBlock, [doctor.description] + key, of: office))
        draft.set(
            ScheduleBlock.identity,
            [
                ScheduleBlock.office(row.reference(office, place)),
                ScheduleBlock.practitioner(row.reference(doctor, npi)),
                ScheduleBlock.workedOn(date),
            ])
        draft.set(
            ScheduleBlock.working,
            [
                ScheduleBlock.startsAt(row[start]), ScheduleBlock.endsAt(row[end]),
                ScheduleBlock.appointments(row[appointments]),
                ScheduleBlock.patients(row[patients]), ScheduleBlock.production(row[production]),
            ])
        return [draft]
    }

    /// Office, day and beginning of a block that stands.
    private static func keys(of block: RecordID, in view: ImportView) -> [[String]] {
        let identity = view.row(block, ScheduleBlock.identity)
        guard let office = identity[ScheduleBlock.office],
            let day = identity[ScheduleBlock.workedOn]
        else { return [] }
        let start = view.row(block, ScheduleBlock.working)[ScheduleBlock.startsAt] ?? ""
        return [[office.description, day.description, start]]
    }

    static func followUps() -> any FollowUps { ScheduleDays() }
}

extension ImportKind {
    package static let schedule = ImportKind(ScheduleFile.self)
}
