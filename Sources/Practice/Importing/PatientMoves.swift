internal import Benefits
internal import Merge
internal import Records

/// What follows where a file moves a patient to another office: the new one sees the record under
/// the number that it has there, and the old one leaves it.
struct PatientMoves: FollowUps {
    func addition(
        to patient: RecordID, _ row: ImportRow, _ writes: [Write], in view: ImportView,
        _ context: ImportContext
    ) -> FollowUp? {
        guard view.state(patient) != nil, context.numberOffices != nil,
            let home = newHome(of: patient, in: writes),
            let system = row[PatientFile.system]?.text, let number = row[PatientFile.number]?.text
        else { return nil }
        let move =
            arrival(of: patient, at: home, system, number, in: view)
            + departure(of: patient, in: view)
        return move.isEmpty ? nil : FollowUp(writes: move, unit: Patient.offices.name)
    }

    /// The office that the row moves the patient to; none where a person's home stands beside it.
    private func newHome(of patient: RecordID, in writes: [Write]) -> RecordID? {
        let move = writes.first { write in
            write.record == patient && write.attribute == Patient.homeOffice.name
                && write.replacing == nil
        }
        return move.flatMap { Patient.homeOffice.row($0)?[Patient.homeOffice] }
    }

    private func arrival(
        of patient: RecordID, at home: RecordID, _ system: String, _ number: String,
        in view: ImportView
    ) -> [Write] {
        let office = Write(Patient.offices, patient, key: [Patient.offices.office(home)])
        let known = Write(
            Patient.externalIds, patient,
            key: [
                Patient.ExternalIds.office(home), Patient.ExternalIds.system(system),
                Patient.ExternalIds.number(number),
            ])
        var arrival: [Write] = []
        if view.standing(office.key, in: Patient.offices, of: patient) == nil {
            arrival.append(office)
        }
        if view.standing(known.key, in: Patient.externalIds, of: patient) == nil {
            arrival.append(known)
        }
        return arrival
    }

    private func departure(of patient: RecordID, in view: ImportView) -> [Write] {
        guard let home = view.row(patient, Patient.homeOffice)[Patient.homeOffice] else {
            return []
        }
        return [Write(removing: [Patient.offices.office(home)], from: Patient.offices, patient)]
    }
}
