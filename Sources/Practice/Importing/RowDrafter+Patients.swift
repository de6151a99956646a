internal import Merge

// A patient is known by an office's number in a practice system: number 1001 of two offices is two
// people. A number that is a UUID is one person wherever it turns up, but what one office says of
// a number must not decide where another's patient lands: two offices that import it make a record
// each, of one name and birth date, and a person says that they are one.
//
// Where a group's offices share one register, a person says so: then a number is one patient, and a
// row with another office moves the patient there.

extension RowDrafter {
    /// Whose number a row gives.
    struct PatientKey {
        let system: ImportCell
        let number: ImportCell
        /// The office that the row names, or that imports; `nil` where any of the group may be.
        let office: ImportCell?
        /// The office to write down, chosen from the group where none is named.
        let home: RecordID
    }

    func patient() throws(RowRefusal) -> [RecordDraft] {
        let key = try patientKey()
        let existing = findPatient(key)
        let id = existing ?? newPatientID(key)
        var draft = RecordDraft(.patient, id)
        draft.set(
            "name",
            [
                "family": try cell("family_name"), "given": row["given_name"],
                "middle": row["middle"], "suffix": row["suffix"],
            ])
        draft.set("birthDate", try cell("birth_date"))
        draft.set("sexForClaims", row["sex"])
        draft.set("address", address("address"))
        if let phone = row["phone"] {
            draft.insert("phones", word("home", for: phone.column), phone)
        }
        draft.insert("emails", row["email"])
        draft.set("language", row["language"])
        if existing == nil { draft.step(word("activate", for: key.number.column)) }
        draft.mayBlank("deceased_on", of: row, "status", "deceased")
        if let died = row["deceased_on"] {
            draft.step(
                word("deceased", for: died.column),
                ["happenedOn": try dayOfDeath(died, of: existing)])
        }
        if existing != nil, context.numberOffices != nil {
            draft.set("homeOffice", ["homeOffice": key.office])
        } else if existing == nil || key.office != nil {
            let home = key.office ?? reference(key.home, key.number)
            draft.setFirst("homeOffice", ["homeOffice": home])
            draft.insert("offices", home)
            draft.insert("externalIds", home, standingSystem(key, of: existing), key.number)
        }
        return [draft]
    }

    /// The system as it stands with the patient's number, where only its letters' case or the like
    /// differs: the number is not written twice.
    private func standingSystem(_ key: PatientKey, of patient: RecordID?) -> ImportCell {
        let standing = patient.flatMap {
            view.standing(Self.element(key.home, key), in: "externalIds", of: $0, .patient)
        }
        guard let text = standing?[1].text else { return key.system }
        return ImportCell(text: text, column: key.system.column)
    }

    private static func element(_ office: RecordID, _ key: PatientKey) -> Bytes {
        Value([.blob(office.bytes[...]), .text(key.system.text), .text(key.number.text)]).encoded
    }

    /// Nobody dies before birth or after today, and a file does not move a day of death.
    private func dayOfDeath(
        _ cell: ImportCell, of patient: RecordID?
    ) throws(RowRefusal) -> ImportCell {
        let text = cell.text.utf8.count > 10 ? String(cell.text.prefix(10)) : cell.text
        let dated = ImportCell(text: text, column: cell.column)
        let died = try day(dated, for: "happenedOn")
        let born = try day(try self.cell("birth_date"), for: "birthDate")
        guard born <= died, died <= context.today else {
            throw .bad(.invalid(.impossibleDeath), column: cell.column)
        }
        let known = Patient.status.rows(in: patient.flatMap { view.state($0) })
            .filter { $0[Patient.status.step] == "deceased" }
            .compactMap { $0[Patient.status.happenedOn] }
        guard known.isEmpty || known.contains(died) else {
            throw .bad(.otherDayStands, column: cell.column)
        }
        return dated
    }

    func patientKey() throws(RowRefusal) -> PatientKey {
        let system = try cell("patient_system")
        let number = try cell("patient_number")
        if let code = row["office_code"] {
            let id = try known(.office, code, .code, importFirst: .offices)
            return PatientKey(
                system: system, number: number, office: reference(id, code), home: id)
        }
        if let id = context.office {
            return PatientKey(
                system: system, number: number, office: reference(id, number), home: id)
        }
        guard !context.spread.isEmpty else { throw .bad(.noOffice, column: "office_code") }
        let bits = newID(.patient, ["spread", TextFold.key(system.text), number.text]).bits
        let home = context.spread[Int(bits % UInt128(context.spread.count))]
        return PatientKey(system: system, number: number, office: nil, home: home)
    }

    /// The patient under that number: at the office, or at any where the row leaves that open.
    func findPatient(_ key: PatientKey) -> RecordID? {
        let offices =
            [key.home] + (context.numberOffices ?? (key.office == nil ? context.spread : []))
        for office in offices {
            let element = Self.element(office, key)
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

    private func newPatientID(_ key: PatientKey) -> RecordID {
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
