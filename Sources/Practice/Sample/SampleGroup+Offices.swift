internal import Merge
internal import Participation
internal import Records

extension SampleGroup {
    mutating func addOrganization() {
        add(
            .organization, 0,
            [
                "legalName=Synthetic Dental Group", "tin=\(SampleNumbers.tin(0))", "tinKind=ein",
                "npi2=\(SampleNumbers.npi(90_000_000))",
                "billingLine1=1 Sample Street", "billingCity=Northmere", "billingState=MA",
                "billingZip=01001",
            ])
    }

    mutating func addOffices() {
        for number in 0..<size.offices {
            let town = SampleNames.towns[number % SampleNames.towns.count]
            let street = pick(SampleNames.streets)
            add(
                .office, number,
                [
                    "code=S\(SampleNumbers.padded(number + 1, 2))",
                    "name=Synthetic Dental \(town) \(number + 1)",
                    "organization=\(id("organization", 0))",
                    "physicalLine1=\(self.number(1...999)) \(street)", "physicalCity=\(town)",
                    "physicalState=\(pick(SampleNames.states))", "physicalZip=01001",
                    "phone=\(SampleNumbers.phone(area: 413, number))",
                    "openedOn=\(day(years: 1995...2018))", "region=Synthetic",
                    "timeZone=America/New_York",
                ])
        }
    }

    /// One person at each desk, and two in the centre.
    mutating func addUsers() {
        for (number, office) in ids("office", size.offices).enumerated() {
            add(
                .user, number,
                [
                    "login=desk\(number + 1)", "displayName=Synthetic Desk \(number + 1)",
                    "roles+=frontDesk", "roles+=officeCoordinator", "offices+=\(office)",
                ])
        }
        for (index, role) in ["coordinator", "admin", "approver"].enumerated() {
            add(
                .user, size.offices + index,
                ["login=\(role)", "displayName=Synthetic \(role)", "roles+=\(role)"])
        }
    }

    mutating func addDoctors() {
        for number in 0..<size.doctors {
            let family = pick(SampleNames.family)
            let hired = day(years: 2010...2025)
            let taxonomy = pick(["1223G0001X", "122300000X", "1223E0200X", "1223P0221X"])
            add(
                .practitioner, number,
                [
                    "npi=\(SampleNumbers.npi(number + 1))", "family=\(family)",
                    "given=\(pick(SampleNames.given))", "degree=\(pick(["DDS", "DMD"]))",
                    "taxonomies+=\(taxonomy);", "primaryTaxonomy=\(taxonomy)",
                    "hireOn=\(hired)", "status+=active;\(hired)",
                ])
            let first = self.number(0...(size.offices - 1))
            let count = size.offices > 1 ? self.number(1...2) : 1
            let places = (0..<count).map { id("office", (first + $0) % size.offices) }
            self.places.append(places)
            for (index, office) in places.enumerated() {
                addAssignment(2 * number + index, doctor: number, office, from: hired)
            }
            addCredentials(of: number, family: family, places)
        }
    }

    private mutating func addAssignment(
        _ number: Int, doctor: Int, _ office: RecordID, from: Day
    ) {
        let role = pick(["associate", "owner", "specialist"])
        let days = pick(["mon,tue,wed", "thu,fri", "mon,wed,fri"])
        weekdays[number] = days.split(separator: ",").map(String.init)
        add(
            .locationAssignment, number,
            [
                "practitioner=\(id("practitioner", doctor))", "office=\(office)",
                "effectiveFrom=\(from)", "role=\(role)", "weekdays=\(days)",
            ])
    }

    private mutating func addCredentials(of doctor: Int, family: String, _ offices: [RecordID]) {
        let state = pick(SampleNames.states)
        let licence = "SYN\(SampleNumbers.padded(doctor + 1, 6))"
        let dea = SampleNumbers.dea(doctor + 1, familyInitial: family.first ?? "S")
        for (index, item) in [("licence", licence), ("dea", dea)].enumerated() {
            let number = 2 * doctor + index
            let document = id("document", number)
            add(
                .document, number,
                ["subject=\(id("practitioner", doctor))", "kind=licence", "title=Synthetic"])
            let issued = day(years: 2023...2025)
            add(
                .credential, number,
                [
                    "practitioner=\(id("practitioner", doctor))", "kind=\(item.0)",
                    "numbers[\(document)]=\(item.1);\(state)", "issuedOn=\(issued)",
                    "expiresOn=\(issued.advanced(by: 2 * 365))", "status+=verified",
                ] + offices.map { "offices+=\($0)" })
        }
    }
}
