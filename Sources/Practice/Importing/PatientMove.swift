internal import Merge

/// What follows where a file moves a patient to another office: the new one sees the record under
/// the number that it has there, and the old one leaves it.
struct PatientMove {
    let writes: [Write]

    /// - Parameter changes: what the row writes; no move where a person's home stands beside it.
    init(_ patient: RecordID, _ row: ImportRow, _ changes: [Write], _ view: ImportView) {
        let move = changes.first { write in
            write.record == patient && write.attribute == "homeOffice" && write.replacing == nil
        }
        guard let bytes = move?.value, let home = Entry.decoded(bytes)[0].blob,
            let system = row["patient_system"]?.text, let number = row["patient_number"]?.text
        else {
            writes = []
            return
        }
        let arrival = [
            Write(Patient.offices, patient, key: [Patient.offices.office(.blob(home))]),
            Write(
                Patient.externalIds, patient,
                key: [
                    Patient.ExternalIds.office(.blob(home)), Patient.ExternalIds.system(system),
                    Patient.ExternalIds.number(number),
                ]),
        ].filter { write in
            view.standing(write.key, in: write.attribute, of: patient, .patient) == nil
        }
        let departure = view.row(patient, Patient.homeOffice)[Patient.homeOffice].map {
            Write(removing: [Patient.offices.office($0)], from: Patient.offices, patient)
        }
        writes = arrival + [departure].compactMap(\.self)
    }
}
