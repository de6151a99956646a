internal import Benefits
internal import Merge
internal import Participation
internal import Records

extension SampleGroup {
    /// Cases of every doctor in every contract that wants one, where the doctor works.
    ///
    /// Most are effective by a payor's letter; a few are on their way, and some nobody opened.
    mutating func addEnrollments() {
        for contract in 0..<size.contracts {
            let letter = size.doctors * 2 + contract
            add(
                .document, letter,
                [
                    "subject=\(id("payor_contract", contract))", "kind=letter",
                    "title=Synthetic letter",
                ])
            for (doctor, offices) in places.enumerated() {
                for office in offices { addCase(doctor, contract, office, letter) }
            }
        }
    }

    private mutating func addCase(
        _ doctor: Int, _ contract: Int, _ office: RecordID, _ letter: Int
    ) {
        let state = number(1...12)
        let from = day(years: 2019...2025)
        guard state > 1 else { return }
        let ids = (
            doctor: id("practitioner", doctor), contract: id("payor_contract", contract),
            letter: id("document", letter)
        )
        let effective = [
            "participation=inNetwork", "effectiveDates[\(ids.letter)]=\(from)",
            "status+=recorded;\(from);;\(ids.letter);;;;;\(from)",
        ]
        let open = ["status+=prepare;\(from)", "status+=submit;\(from)"]
        add(
            .enrollment,
            records.count,
            [
                "practitioner=\(ids.doctor)", "contract=\(ids.contract)", "office=\(office)",
            ] + (state > 2 ? effective : open))
    }

    /// Two weeks of hours from the sample's day on, on the weekdays each doctor works.
    mutating func addHours() {
        var count = 0
        for (doctor, offices) in places.enumerated() {
            for (index, office) in offices.enumerated() {
                for day in (0..<14).map({ today.advanced(by: $0) })
                where weekdays[2 * doctor + index]?.contains(day.weekday) ?? false {
                    let appointments = number(4...12)
                    add(
                        .scheduleBlock, count, office: office,
                        [
                            "office=\(office)", "practitioner=\(id("practitioner", doctor))",
                            "workedOn=\(day)", "startsAt=08:00", "endsAt=16:00",
                            "appointments=\(appointments)", "patients=\(appointments)",
                            "production=\(appointments * 150).00", "source=SYNTHETIC",
                            "importedOn=\(today)",
                        ])
                    count += 1
                }
            }
        }
    }

    /// Every third patient is expected within the two weeks, by a doctor and on a day of the home
    /// office.
    mutating func addAppointments() {
        for patient in stride(from: 0, to: size.patients, by: 3) {
            let office = id("office", patient % size.offices)
            let open = places.indices.flatMap { doctor in
                places[doctor].enumerated().filter { $0.element == office }.flatMap { index, _ in
                    (1..<14).map { today.advanced(by: $0) }
                        .filter { weekdays[2 * doctor + index]?.contains($0.weekday) ?? false }
                        .map { (doctor, $0) }
                }
            }
            guard !open.isEmpty else { continue }
            let (doctor, day) = open[number(0...(open.count - 1))]
            let hour = number(8...15)
            add(
                .appointment, patient, office: office,
                [
                    "office=\(office)", "externalId=SYN-\(SampleNumbers.padded(patient + 1, 6))",
                    "bookedOn=\(day)", "startsAt=\(SampleNumbers.padded(hour, 2)):00",
                    "patient=\(id("patient", patient))",
                    "practitioner=\(id("practitioner", doctor))", "state=booked",
                    "planned+=D0120", "planned+=\(pick(["D1110", "D2740", "D0274"]))",
                ])
        }
    }

    /// A payor's word on every fifth coverage: verified ten days ago, with what is used.
    mutating func addVerifications() {
        let verifiedOn = today.advanced(by: -10)
        let coverages = records.filter { $0.type == RecordType.coverage.name }
        for (number, coverage) in coverages.enumerated() where number % 5 == 0 {
            let used = self.number(0...900)
            let member = coverage.value("identity", 0).text
            add(
                .benefitVerification, number, office: coverage.office,
                [
                    "coverage=\(coverage.id)", "requestedOn=\(verifiedOn)",
                    "completedOn=\(verifiedOn)", "method=portal",
                    "callReference=SYN\(number)", "coveredFrom=\(Self.coveredFrom)",
                    "status+=completeActive;\(verifiedOn)",
                ] + (member.map { ["memberId=\($0)"] } ?? []),
                more: answers(to: coverage, as: id("benefit_verification", number)))
            add(
                .benefitUsage, number, office: coverage.office,
                [
                    "coverage=\(coverage.id)", "asOf=\(verifiedOn)", "source=portal",
                    "maximumUsed=\(used).00", "deductibleMet=\(used > 50 ? 50 : used).00",
                ])
        }
    }
}

extension SampleGroup {
    /// The rules of the coverage's plan, as a verification keeps them.
    private func answers(to coverage: SampleRecord, as verification: RecordID) -> [Write] {
        let plan = coverage.value("insurancePlan", 0).blob.flatMap { RecordID(bytes: $0) }
        let rules =
            records.first { $0.id == plan }?.writes.filter {
                $0.attribute == InsurancePlan.rules.name
            } ?? []
        return rules.map { rule in
            Write(
                record: verification, type: RecordType.benefitVerification.name,
                attribute: BenefitVerification.answers.name, key: rule.key, value: rule.value)
        }
    }
}

extension SampleRecord {
    /// A field of a unit it writes; blank where it writes none.
    fileprivate func value(_ attribute: String, _ index: Int) -> Scalar {
        let bytes = writes.first { $0.attribute == attribute }?.value
        return bytes.map { Entry.scalar(of: $0, at: index) } ?? .null
    }
}

extension Day {
    /// As assignments write it: `mon` to `sun`.
    fileprivate var weekday: String {
        // 1970-01-01 was a Thursday.
        let names = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"]
        return names[Int(((number % 7) + 7) % 7)]
    }
}
