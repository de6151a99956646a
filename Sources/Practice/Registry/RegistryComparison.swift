package import Merge
internal import Participation
package import Records
internal import Tables

/// Our doctors beside the national provider file.
package struct RegistryComparison<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let file: NationalFile
    private let today: Day

    package init(_ lookup: Lookup, _ file: NationalFile, today: Day) {
        self.lookup = lookup
        self.file = file
        self.today = today
    }

    /// The numbers of the doctors to compare.
    package static func npis(_ lookup: Lookup) -> Set<String> {
        Set(lookup.records(.practitioner).filter(\.isActive).compactMap { $0[Practitioner.npi] })
    }

    /// The differences of every doctor of ours, by NPI.
    ///
    /// - Parameter isWhole: the file has every provider there is, so who lacks is a difference; a
    ///   week's file has only what changed.
    package func differences(isWhole: Bool) -> [RegistryDifference] {
        let doctors = lookup.records(.practitioner).filter(\.isActive).compactMap { view in
            view[Practitioner.npi].map { (npi: $0, view: view) }
        }
        return doctors.sorted { ($0.npi, $0.view.id) < ($1.npi, $1.view.id) }.flatMap { doctor in
            if let theirs = file.providers[doctor.npi] { return differences(doctor.view, theirs) }
            if file.organizations.contains(doctor.npi) {
                return [difference(doctor.npi, .organization, "a person", "an organization")]
            }
            return isWhole ? [absent(doctor.npi)] : []
        }
    }

    /// A row that cannot be read may be the doctor's: then nobody can tell.
    private func absent(_ npi: String) -> RegistryDifference {
        let unread = file.badProviderLines.count
        return difference(
            npi, .absent, "on file",
            unread == 0 ? "no such number" : "not found; rows that could not be read: \(unread)")
    }

    private func difference(
        _ npi: String, _ topic: RegistryDifference.Topic, _ ours: String, _ theirs: String,
        due: Day? = nil
    ) -> RegistryDifference {
        RegistryDifference(npi: npi, topic: topic, ours: ours, theirs: theirs, dueOn: due)
    }

    private func differences(
        _ doctor: RecordView, _ theirs: NationalProvider
    ) -> [RegistryDifference] {
        let npi = theirs.npi
        var found: [RegistryDifference] = []
        if theirs.isDeactivated {
            found.append(difference(npi, .deactivated, "in use", "deactivated"))
        }
        if !theirs.replacement.isEmpty {
            found.append(difference(npi, .replaced, npi, theirs.replacement))
        }
        guard !theirs.isDeactivated else { return found }
        let names = [
            doctor[Practitioner.legalName.given] ?? "", doctor[Practitioner.legalName.family] ?? "",
        ]
        if names.map(ImportHeader.key) != [theirs.given, theirs.family].map(ImportHeader.key) {
            found.append(
                difference(
                    npi, .name, names.joined(separator: " "), "\(theirs.given) \(theirs.family)"))
        }
        let taxonomy = doctor[Practitioner.primaryTaxonomy] ?? ""
        if taxonomy != theirs.primaryTaxonomy {
            found.append(difference(npi, .taxonomy, taxonomy, theirs.primaryTaxonomy))
        }
        found += licences(of: doctor.id, theirs)
        let uncompared: Set<RegistryDifference.Topic> =
            theirs.isCut ? RegistryDifference.Topic.inGroups : []
        return found.filter { file.lacking[$0.topic] == nil && !uncompared.contains($0.topic) }
            + places(of: doctor, theirs)
    }

    /// Licences that only one side has; several of one state stand beside each other.
    private func licences(
        of doctor: RecordID, _ theirs: NationalProvider
    ) -> [RegistryDifference] {
        let own = lookup.records(where: Credential.practitioner, is: doctor)
            .filter { $0.isActive && $0[Credential.kind] == "licence" }
            .flatMap(\.standingLicences)
        let (ourKeys, theirKeys) = (Set(own.map(\.key)), Set(theirs.licences.map(\.key)))
        return own.filter { !theirKeys.contains($0.key) }
            .map { difference(theirs.npi, .licence, $0.description, "") }
            + theirs.licences.filter { !ourKeys.contains($0.key) }
            .map { difference(theirs.npi, .licence, "", $0.description) }
    }

    private func places(
        of doctor: RecordView, _ theirs: NationalProvider
    ) -> [RegistryDifference] {
        let rows = lookup.records(where: LocationAssignment.practitioner, is: doctor.id)
            .filter(\.isActive)
        let offices = rows.filter { DayRange(term: $0)?.contains(today) ?? false }
            .compactMap { $0[LocationAssignment.office] }.compactMap { lookup.record($0) }
        let due = changedOn(rows).map(MoveTopic.nppes.dueOn)
        let former = left(rows, offices, theirs, due)
        guard !offices.isEmpty else { return former }
        let primary = primaryOffice(of: doctor)
        let wanted =
            offices.contains { $0.id == primary }
            ? offices.filter { $0.id == primary } : offices
        let isFirst = wanted.contains { isAt(theirs.practice, $0) }
        var found =
            isFirst
            ? []
            : [
                difference(
                    theirs.npi, .practiceAddress,
                    wanted.map(shown).sorted().joined(separator: " or "),
                    theirs.practice.description, due: due)
            ]
        // The first address is none of the doctor's: said above.
        found += former.filter { isFirst || $0.theirs != theirs.practice.description }
        guard let others = file.locations else { return found }
        let listed = (others[theirs.npi] ?? []).union([theirs.practice])
        for office in offices.sorted(by: { $0.id < $1.id }) {
            let isNamed = listed.contains { isAt($0, office) }
            // One office whose address is not the first: said above.
            guard !isNamed, isFirst || wanted.map(\.id) != [office.id] else { continue }
            found.append(difference(theirs.npi, .location, shown(office), "", due: due))
        }
        return found
    }

    /// Offices that the doctor has left and whose addresses the registry lists.
    private func left(
        _ rows: [RecordView], _ current: [RecordView], _ theirs: NationalProvider, _ due: Day?
    ) -> [RegistryDifference] {
        let held = Set(current.map(\.id))
        let ended = rows.filter { $0[LocationAssignment.term.through].map { $0 < today } ?? false }
        let offices = Set(ended.compactMap { $0[LocationAssignment.office] }).subtracting(held)
            .sorted()
            .compactMap { lookup.record($0) }
        let listed = (file.locations?[theirs.npi] ?? []).union([theirs.practice])
            .filter { address in !current.contains { isAt(address, $0) } }
            .sorted { $0.description < $1.description }
        return offices.flatMap { office in
            listed.filter { isAt($0, office) }.map { address in
                difference(
                    theirs.npi, .formerLocation, "left \(office[Office.code] ?? office.id.suffix)",
                    address.description, due: due)
            }
        }
    }

    private func isAt(_ address: PracticeAddress, _ office: RecordView) -> Bool {
        PracticeAddress(office: office).isSameBuilding(as: address)
    }

    private func shown(_ office: RecordView) -> String {
        let address = PracticeAddress(office: office)
        return (office[Office.code] ?? office.id.suffix)
            + (address.isBlank ? " (no address on file)" : " \(address)")
    }

    /// The day of the last change of place that has come.
    private func changedOn(_ rows: [RecordView]) -> Day? {
        rows.flatMap {
            [$0[LocationAssignment.term.from], $0[LocationAssignment.term.through]?.after]
        }
        .compactMap(\.self).filter { $0 <= today }.max()
    }

    private func primaryOffice(of doctor: RecordView) -> RecordID? {
        let begun = doctor[Practitioner.primaryOffice].compactMap { pair in
            pair[Practitioner.PrimaryOffice.effectiveFrom].flatMap { from in
                pair[Practitioner.PrimaryOffice.office].map { (from: from, office: $0) }
            }
        }.filter { $0.from <= today }
        return begun.max { $0.from < $1.from }?.office
    }
}

extension RecordView {
    /// The numbers of a credential that no later document supersedes.
    fileprivate var standingLicences: [NationalProvider.Licence] {
        let numbers = self[Credential.numbers]
        let superseded = Set(numbers.compactMap { $0[Credential.Numbers.supersedes] })
        return numbers.compactMap { pair in
            guard let number = pair[Credential.Numbers.number],
                pair[Credential.Numbers.document].map({ !superseded.contains($0) }) ?? true
            else { return nil }
            return .init(state: pair[Credential.Numbers.state] ?? "", number: number)
        }
    }
}
