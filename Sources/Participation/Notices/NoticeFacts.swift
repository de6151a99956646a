internal import Merge
internal import Records
internal import Tables

/// The parts of a notice's letter, each from the records that hold it.
struct NoticeFacts<Lookup: RecordLookup> {
    let lookup: Lookup

    /// `Ada Synthetic, DMD`.
    func name(of doctor: RecordID) -> String {
        guard let view = lookup.record(doctor) else { return "" }
        let names = [
            Practitioner.legalName.given, Practitioner.legalName.middle,
            Practitioner.legalName.family, Practitioner.legalName.suffix,
        ].compactMap { view[$0] }.filter { !$0.isEmpty }
        let degree = view[Practitioner.degree].flatMap { $0 == "other" ? nil : $0 }
        return [names.joined(separator: " "), degree ?? ""].filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    func caqh(of doctor: RecordID) -> String? {
        lookup.records(where: CaqhProfile.practitioner, is: doctor)
            .filter(\.isActive).compactMap { $0[CaqhProfile.caqhId] }.first
    }

    func doctor(_ id: RecordID, contracts: Set<RecordID>) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Doctor")
        guard let doctor = lookup.record(id) else { return section }
        section.add("Name", name(of: id))
        section.add("NPI", doctor[Practitioner.npi])
        section.add("CAQH id", caqh(of: id))
        section.add(
            "Taxonomy",
            doctor[Practitioner.primaryTaxonomy]
                ?? doctor[Practitioner.taxonomies, each: Practitioner.Taxonomies.taxonomy]
                .joined(separator: ", "))
        for licence in licenceLines(of: id) { section.add("Licence", licence) }
        let cases = lookup.records(where: Enrollment.practitioner, is: id).filter { view in
            view.isActive && view[Enrollment.contract].map(contracts.contains) ?? false
        }
        let numbers = Set(cases.compactMap { $0[Enrollment.payorProviderId] }).sorted()
        section.add("Your number", numbers.joined(separator: ", "))
        return section
    }

    /// Those whose last day is past on the letter's.
    func expiredLicences(of doctor: RecordID, on day: Day) -> [NoticeLack] {
        let npi = lookup.record(doctor)?[Practitioner.npi] ?? doctor.suffix
        return licences(of: doctor).compactMap { view in
            view[Credential.expiresOn].flatMap { last in
                last < day ? .licence(npi, id: view.id, through: last) : nil
            }
        }
    }

    /// Those in use.
    private func licences(of doctor: RecordID) -> [RecordView] {
        lookup.records(where: Credential.practitioner, is: doctor).filter { view in
            view.isActive && view[Credential.kind] == "licence"
                && !Workflow.credential.standing(of: view)
                    .isIn(Credential.State.revoked, .superseded)
        }
    }

    /// `CT 00123, through 2027-03-31`: by state.
    private func licenceLines(of doctor: RecordID) -> [String] {
        licences(of: doctor).flatMap { view -> [String] in
            typealias Letter = Credential.Numbers
            let letters = view[Credential.numbers]
            let replaced = Set(letters.compactMap { $0[Letter.supersedes] })
            let expiry = view[Credential.expiresOn].map { ", through \($0)" } ?? ""
            return letters.filter { $0[Letter.document].map { !replaced.contains($0) } ?? true }
                .compactMap { letter in
                    guard let number = letter[Letter.number] else { return nil }
                    let state = letter[Letter.state].map { $0 + " " } ?? ""
                    return state + number + expiry
                }
        }.sorted()
    }

    func place(
        _ place: NoticeSubject.Place, _ heading: String, dayName: String?
    ) -> PrintedSummary.Section {
        var section = PrintedSummary.Section(heading)
        guard let office = lookup.record(place.office) else { return section }
        section.add("Practice", office[Office.name] ?? office[Office.code])
        section.add("Address", Stationery.address(office, Office.physicalAddress))
        section.add("Phone", office[Office.phone].map { Stationery.phone($0) })
        section.add("Fax", office[Office.fax].map { Stationery.phone($0) })
        section.add("Location NPI", office[Office.locationNpi2])
        let entity = office[Office.organization].flatMap { lookup.record($0) }
        section.add("Tax name", entity?[Organization.legalName])
        section.add("Tax number", entity.flatMap(taxNumber))
        section.add("Group NPI", entity?[Organization.npi2])
        for contract in place.contracts { section.add("Participation", agreement(contract)) }
        if let dayName { section.add(dayName, place.day?.description) }
        return section
    }

    /// `Preferred Network, your contract number 123`, or our name for the contract.
    private func agreement(_ id: RecordID) -> String? {
        guard let contract = lookup.record(id) else { return nil }
        let network = contract[PayorContract.network].flatMap { lookup.record($0)?[Network.name] }
        let number = contract[PayorContract.contractNumber].map { "your contract number \($0)" }
        let parts = [network, number].compactMap(\.self)
        return parts.isEmpty
            ? contract[PayorContract.code].map { "agreement \($0)" } : parts.joined(separator: ", ")
    }

    /// A person's own number is private even where it is the one a W-9 names.
    private func taxNumber(_ entity: RecordView) -> String? {
        entity[Organization.tinKind] == "ssn"
            ? "as on the W-9 on file with you" : entity[Organization.tin]
    }

    /// The tax numbers of the offices left under which the doctor works nowhere any more.
    func disassociation(_ subject: NoticeSubject) -> PrintedSummary.Section {
        var section = PrintedSummary.Section("Tax numbers to disassociate")
        guard !subject.left.isEmpty else { return section }
        let left = Set(subject.left.map(\.office))
        let kept = subject.doctors.map { doctor in
            let stays = DoctorStays(of: doctor, in: lookup)
            let from = subject.lastDay?.after ?? Day(number: 0)
            return stays.offices(from: from).subtracting(left)
        }.reduce(Set(subject.entered.map(\.office))) { $0.union($1) }
        let entities = Set(left.compactMap(entity))
        let staying = Set(kept.compactMap(entity))
        for id in entities.sorted() {
            guard let view = lookup.record(id), let number = taxNumber(view) else { continue }
            let name = view[Organization.legalName] ?? "the entity"
            section.items.append(
                staying.contains(id)
                    ? .sentence("None for \(name): the doctor works under it elsewhere.")
                    : .row(number, name))
        }
        return section
    }

    private func entity(of office: RecordID) -> RecordID? {
        lookup.record(office)?[Office.organization]
    }

    /// What the payor's templates ask for, and a W-9 for each tax number that is new to the doctor
    /// or to the payor.
    func enclosures(
        _ subject: NoticeSubject, _ cause: NoticeCause, payor: RecordID?
    ) -> (section: PrintedSummary.Section, lacks: [NoticeLack]) {
        let entities = taxForms(subject, cause, payor: payor)
        let contracts = (subject.entered + subject.left + subject.changed).flatMap(\.contracts)
        let forms = PacketRequirement.union(
            of: Set(contracts).sorted(), at: cause.event, in: lookup
        ).filter { entities.isEmpty || $0.kind != "w9" }
        var section = PrintedSummary.Section("Enclosed")
        var lacks: [NoticeLack] = []
        for view in entities.compactMap({ lookup.record($0) }) {
            let name = view[Organization.legalName] ?? "our group"
            section.items.append(.sentence("Form W-9 of \(name)"))
            if view[Organization.w9SignedOn] == nil { lacks.append(.taxForm(name)) }
        }
        for form in forms {
            let words = Self.kinds[form.kind] ?? Workflow.words(of: form.documentKind)
            section.items.append(
                .sentence(
                    [words, form.formName].compactMap(\.self)
                        .joined(separator: ": ")))
        }
        return (section, lacks)
    }

    private func taxForms(
        _ subject: NoticeSubject, _ cause: NoticeCause, payor: RecordID?
    ) -> [RecordID] {
        guard cause != .taxNumber else {
            return Set(subject.changed.map(\.office).compactMap(entity)).sorted()
        }
        let change = TaxNumberChange(
            doctors: subject.doctors, entering: subject.entered.map(\.office),
            leaving: subject.left.map(\.office), on: subject.firstDay, in: lookup)
        guard !change.isChange else { return change.entities }
        let number = { (id: RecordID) in lookup.record(id)?[Organization.tin] ?? id.description }
        let held = payor.map { payor in
            lookup.records(where: PayorContract.payor, is: payor).filter(\.isActive)
                .compactMap { $0[PayorContract.organization] }.map(number)
        }
        let known = Set(held ?? [])
        return Set(subject.entered.map(\.office).compactMap(entity)).sorted()
            .filter { !known.contains(number($0)) }
    }

    private static var kinds: [String: String] {
        [
            "w9": "Form W-9", "coi": "Certificate of malpractice insurance",
            "licence": "Copy of the license", "form": "Form", "agreement": "Signed agreement",
            "caqh": "Attested CAQH profile",
        ]
    }

    /// What no record holds of what the letter ought to say.
    func lacks(_ subject: NoticeSubject, _ cause: NoticeCause, details: String?) -> [NoticeLack] {
        var lacks: [NoticeLack] = []
        for place in subject.entered + subject.left + subject.changed {
            guard let office = lookup.record(place.office) else { continue }
            let code = office[Office.code] ?? office.id.suffix
            if Stationery.address(office, Office.physicalAddress) == nil {
                lacks.append(.officeAddress(code))
            }
            let entity = office[Office.organization].flatMap { lookup.record($0) }
            if entity.flatMap(taxNumber) == nil { lacks.append(.taxNumber(code)) }
            if place.day == nil, !subject.changed.contains(place) { lacks.append(.day(code)) }
        }
        if [.taxNumber, .details].contains(cause), details == nil { lacks.append(.change) }
        for doctor in subject.doctors where caqh(of: doctor) == nil {
            lacks.append(.caqh(lookup.record(doctor)?[Practitioner.npi] ?? doctor.suffix))
        }
        return lacks.enumerated().filter { lacks.firstIndex(of: $1) == $0 }.map(\.element)
    }
}
