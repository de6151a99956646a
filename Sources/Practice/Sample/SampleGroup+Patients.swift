internal import Benefits
internal import Merge

extension SampleGroup {
    /// Patients of one office, a few of two, most with a coverage and some with a second.
    mutating func addPatients() {
        var coverages = 0
        for number in 0..<size.patients {
            let home = number % size.offices
            let second = size.offices > 1 && self.number(1...12) == 1
            let offices = [home] + (second ? [(home + 1) % size.offices] : [])
            let family = pick(SampleNames.family)
            let given = pick(SampleNames.given)
            let born = day(years: 1938...2023)
            let count = pick([0, 1, 1, 1, 1, 1, 1, 1, 1, 2])
            let ids = (0..<count).map { id("coverage", coverages + $0) }
            addPatient(
                number, offices, ["family=\(family)", "given=\(given)", "birthDate=\(born)"],
                coverages: ids)
            for index in 0..<count {
                addCoverage(coverages + index, patient: number, office: id("office", home))
            }
            coverages += count
        }
    }

    private mutating func addPatient(
        _ number: Int, _ offices: [Int], _ person: [String], coverages: [RecordID]
    ) {
        let places = offices.map { id("office", $0) }
        let key = SampleNumbers.padded(number + 1, 6)
        var fields = person
        fields += [
            "sexForClaims=\(pick(["M", "F", "U"]))",
            "addressLine1=\(self.number(1...999)) \(pick(SampleNames.streets))",
            "addressCity=\(pick(SampleNames.towns))", "addressState=\(pick(SampleNames.states))",
            "addressZip=01001", "phones+=mobile;\(SampleNumbers.phone(area: 413, number))",
            "status+=activate", "homeOffice=\(places[0])",
            "externalIds+=\(places[0]);SYNTHETIC;\(key)",
        ]
        fields += places.map { "offices+=\($0)" }
        if !coverages.isEmpty {
            let order = coverages.map(\.description).joined(separator: ";")
            fields.append("coverageOrder[\(Self.coveredFrom)]=\(order)")
        }
        add(.patient, number, office: places[0], fields)
    }

    private mutating func addCoverage(_ number: Int, patient: Int, office: RecordID) {
        let plan = self.number(0...(2 * size.payors - 1))
        let isVerified = self.number(1...20) > 1
        add(
            .coverage, number, office: office,
            [
                "patient=\(id("patient", patient))",
                "insurancePlan=\(id("insurance_plan", plan))",
                "relationship=self", "effectiveFrom=\(Self.coveredFrom)", "status+=enter",
            ] + (isVerified ? ["memberId=SYN\(SampleNumbers.padded(number + 1, 8))"] : []))
    }

    static let coveredFrom = "2026-01-01"
}
