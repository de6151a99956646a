internal import Merge

/// The parts of a notice's letter, each from the records that hold it.
struct NoticeFacts<Lookup: RecordLookup> {
    let lookup: Lookup

    func payor(of notice: RecordView) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("To")
        let contract = notice.reference("contract").flatMap { lookup.record($0) }
        section.add("Payor", text(contract?.reference("payor"), "name"))
        section.add("Network", text(contract?.reference("network"), "name"))
        section.add("Contract", contract?.text("code"))
        section.add("Contract number", contract?.text("contractNumber"))
        return section
    }

    func doctor(_ id: RecordID, cases: [RecordView]) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Doctor")
        guard let doctor = lookup.record(id) else { return section }
        let names = ["given", "middle", "family", "suffix"].compactMap { doctor.text($0) }
        section.add("Name", names.joined(separator: " "))
        section.add("Degree", doctor.text("degree"))
        section.add("NPI", doctor.text("npi"))
        section.add(
            "Taxonomy",
            doctor.text("primaryTaxonomy")
                ?? doctor.elements("taxonomies").compactMap { $0[0].text }.joined(separator: ", "))
        for licence in licences(of: id) { section.add("Licence", licence) }
        let numbers = Set(cases.compactMap { $0.text("payorProviderId") }).sorted()
        section.add("Your number for the doctor", numbers.joined(separator: ", "))
        return section
    }

    /// `CT 00123, through 2027-03-31`: those in use, by state.
    private func licences(of doctor: RecordID) -> [String] {
        lookup.records("credential", where: "practitioner", is: doctor).filter { view in
            view.isActive && view.text("kind") == "licence"
                && !["revoked", "superseded"].contains(
                    Workflow.credential.standing(of: view).state)
        }.flatMap { view -> [String] in
            let letters = view.pairs("numbers")
            let replaced = Set(letters.compactMap { $0.value?.reference(3) })
            let expiry = view.day("expiresOn").map { ", through \($0)" } ?? ""
            return letters.filter { $0.key.reference(0).map { !replaced.contains($0) } ?? true }
                .compactMap { letter in
                    guard let number = letter.value?[0].text else { return nil }
                    let state = letter.value?[1].text.map { $0 + " " } ?? ""
                    return state + number + expiry
                }
        }.sorted()
    }

    func place(
        _ id: RecordID, _ heading: String, day: (name: String, day: Day?)
    ) -> PrintedSummary.Section {
        var section = PrintedSummary.Section(heading)
        guard let office = lookup.record(id) else { return section }
        section.add("Practice", office.text("name") ?? office.text("code"))
        section.add("Address", address(office))
        section.add("Phone", office.text("phone"))
        section.add("Fax", office.text("fax"))
        section.add("Location NPI", office.text("locationNpi2"))
        let entity = office.reference("organization").flatMap { lookup.record($0) }
        section.add("Tax name", entity?.text("legalName"))
        section.add("Tax number", entity.map(taxNumber))
        section.add("Group NPI", entity?.text("npi2"))
        section.add(day.name, day.day?.description ?? "not set yet")
        return section
    }

    private func address(_ office: RecordView) -> String {
        let lines = ["physicalLine1", "physicalLine2", "physicalCity"]
            .compactMap { office.text($0) }.filter { !$0.isEmpty }
        let state = ["physicalState", "physicalZip"].compactMap { office.text($0) }
        return (lines + [state.joined(separator: " ")]).filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    /// A person's own number is private even where it is the one a W-9 names.
    private func taxNumber(_ entity: RecordView) -> String {
        guard entity.text("tinKind") != "ssn" else { return "as on the W-9 on file with you" }
        return entity.text("tin") ?? "not on file"
    }

    /// The tax numbers of the offices left under which the doctor works nowhere any more.
    func disassociation(_ subject: NoticeSubject) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Tax numbers to disassociate")
        guard !subject.left.isEmpty else { return section }
        let kept = subject.doctors.map { doctor in
            let stays = DoctorStays(of: doctor, in: lookup)
            let from = subject.lastDay?.after ?? Day(number: 0)
            return stays.offices(from: from).subtracting(subject.left)
        }.reduce(Set(subject.entered)) { $0.union($1) }
        let entities = Set(subject.left.compactMap(entity))
        let staying = Set(kept.compactMap(entity))
        for id in entities.sorted() {
            guard let view = lookup.record(id) else { continue }
            let name = view.text("legalName") ?? "the entity"
            section.items.append(
                staying.contains(id)
                    ? .sentence("None for \(name): the doctor works under it elsewhere.")
                    : .row(taxNumber(view), name))
        }
        return section
    }

    private func entity(of office: RecordID) -> RecordID? {
        lookup.record(office)?.reference("organization")
    }

    private func text(_ id: RecordID?, _ field: String) -> String? {
        id.flatMap { lookup.record($0)?.text(field) }
    }
}
