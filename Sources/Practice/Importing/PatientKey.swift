internal import Benefits
internal import Merge
internal import Records
internal import Tables

// A patient is known by an office's number in a practice system: number 1001 of two offices is two
// people. A number that is a UUID is one person wherever it turns up, but what one office says of
// a number must not decide where another's patient lands: two offices that import it make a record
// each, of one name and birth date, and a person says that they are one.
//
// Where a group's offices share one register, a person says so: then a number is one patient, and a
// row with another office moves the patient there.

/// Whose number a row gives.
struct PatientKey {
    let system: TypedCell<String>
    let number: TypedCell<String>
    /// The office that the row names, or that imports; `nil` where any of the group may be.
    let office: TypedCell<RecordID>?
    /// The office to write down, chosen from the group where none is named.
    let home: RecordID

    /// The number as an element of the patient's, at that office.
    func element(at office: RecordID) -> Bytes {
        Value([.reference(office), .text(system.text), .text(number.text)]).encoded
    }
}

/// Whom a row is about, by its number.
struct NumberedPatient {
    /// Who stands.
    let id: RecordID
    /// Whose number it is: another where that one yielded.
    let named: RecordID

    /// Who yielded and is named.
    var former: RecordID? { named == id ? nil : named }
}

extension RowDrafter {
    /// - Parameter column: names the office whose number it is.
    func patientKey(_ column: TypedColumn<String>) throws(RowRefusal) -> PatientKey {
        let system = try required(PatientFile.system)
        let number = try required(PatientFile.number)
        if let code = self[column] {
            let id = try known(Office.code, code, importFirst: .offices)
            return PatientKey(
                system: system, number: number, office: reference(id, code), home: id)
        }
        if let id = context.office {
            return PatientKey(
                system: system, number: number, office: reference(id, number), home: id)
        }
        guard !context.spread.isEmpty else { throw .bad(.noOffice, column: column.name) }
        let bits = newID(.patient, ["spread", TextFold.key(system.text), number.text]).bits
        let home = context.spread[Int(bits % UInt128(context.spread.count))]
        return PatientKey(system: system, number: number, office: nil, home: home)
    }

    /// The patient under that number: at the office, or at any where the row leaves that open.
    ///
    /// - Throws: where another stands for that patient who is not known here.
    func findPatient(_ key: PatientKey) throws(RowRefusal) -> NumberedPatient? {
        guard let named = holder(of: key) else { return nil }
        guard let id = view.lookup.standing.standIn(named) else {
            throw .skipped(.standsElsewhere)
        }
        let own = view.standing(key.element(at: key.home), in: Patient.externalIds, of: id)
        return NumberedPatient(id: id, named: own == nil ? named : id)
    }

    private func holder(of key: PatientKey) -> RecordID? {
        let offices =
            [key.home] + (context.numberOffices ?? (key.office == nil ? context.spread : []))
        for office in offices {
            let element = key.element(at: office)
            let holders = view.lookup.holding(Patient.externalIds, element).sorted()
            // Of two that stand already the one whose number is typed just so.
            let exact = holders.first { id in
                view.state(id)?.entries(of: Patient.externalIds.name)
                    .contains { $0.key == element } ?? false
            }
            if let found = exact ?? holders.first { return found }
        }
        let derived = newPatientID(key)
        return view.state(derived) == nil ? nil : derived
    }

    func newPatientID(_ key: PatientKey) -> RecordID {
        let isWorldwide =
            key.number.text.utf8.count == 36 && RecordID(hexadecimal: key.number.text) != nil
        let number = isWorldwide ? key.number.text.lowercased() : key.number.text
        let system = TextFold.key(key.system.text)
        guard context.numberOffices == nil else {
            return newID(.patient, [system, number, "group"])
        }
        return newID(.patient, [system, number, key.home.description], of: key.home)
    }
}
