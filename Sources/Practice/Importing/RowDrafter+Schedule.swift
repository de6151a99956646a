internal import Merge

extension RowDrafter {
    /// One doctor's hours at one office on one day; another beginning is another block.
    func scheduleBlock() throws(RowRefusal) -> [RecordDraft] {
        let place = try cell("office_code")
        let npi = try cell("npi")
        let date = try cell("date")
        let office = try known(.office, place, .code, importFirst: .offices)
        let doctor = try known(.practitioner, npi, .npi, importFirst: .doctors)
        let day = try day(date, for: "workedOn")
        let start = try row["start"].map { cell throws(RowRefusal) in try text(cell, as: .time) }
        let key = [office.description, day.description, start ?? ""]
        let known = view.known(.scheduleBlock, of: doctor, in: "practitioner", by: key) { id in
            let identity = view.row(id, ScheduleBlock.identity)
            guard let office = identity[ScheduleBlock.office],
                let day = identity[ScheduleBlock.workedOn]
            else { return [] }
            let start = view.row(id, ScheduleBlock.working)[ScheduleBlock.startsAt] ?? ""
            return [[office.description, day.description, start]]
        }
        var draft = RecordDraft(
            .scheduleBlock, known ?? newID(.scheduleBlock, [doctor.description] + key, of: office))
        draft.set(
            "identity",
            [
                "office": reference(office, place), "practitioner": reference(doctor, npi),
                "workedOn": date,
            ])
        draft.set(
            "working",
            [
                "startsAt": row["start"], "endsAt": row["end"],
                "appointments": row["appointments"], "patients": row["patients"],
                "production": row["production"],
            ])
        return [draft]
    }
}
