package import Merge

/// An estimate as a patient was given it.
package struct GivenEstimate: Sendable {
    package let id: RecordID
    package let patient: RecordID
    package let office: RecordID
    package let practitioner: RecordID
    /// The one that was asked for instead of the patient's order.
    package let coverage: RecordID?
    package let serviceOn: Day
    package let givenOn: Day
    package let replaces: RecordID?
    /// By number.
    package let lines: [Line]

    /// A service, and the versions of fee schedules that its figures were taken from.
    package struct Line: Sendable {
        package let number: Int64
        package let code: String
        package let tooth: String?
        package let patientCents: Int64?
        package let versions: [RecordID]

        /// As a person names a service: `D2740:14`.
        package var service: String { tooth.map { "\(code):\($0)" } ?? code }
    }

    /// - Returns: `nil` where the record lacks what every estimate has.
    package init?(_ view: RecordView) {
        guard let patient = view.reference("patient"), let office = view.reference("office"),
            let practitioner = view.reference("practitioner"),
            let serviceOn = view.day("serviceOn"), let givenOn = view.day("givenOn")
        else { return nil }
        self.id = view.id
        self.patient = patient
        self.office = office
        self.practitioner = practitioner
        self.coverage = view.reference("coverage")
        self.serviceOn = serviceOn
        self.givenOn = givenOn
        self.replaces = view.reference("replaces")
        var versions: [Int64: [RecordID]] = [:]
        for pair in view.pairs("fees") {
            guard let line = pair.key[0].int, let version = pair.key.reference(1) else { continue }
            versions[line, default: []].append(version)
        }
        self.lines = view.pairs("lines").compactMap { pair in
            guard let number = pair.key[0].int, let value = pair.value, let code = value[0].text
            else { return nil }
            return Line(
                number: number, code: code, tooth: value[1].text, patientCents: value[8].int,
                versions: (versions[number] ?? []).sorted())
        }.sorted { $0.number < $1.number }
    }

    /// The patient's whole share as it was shown; `nil` where a line was unknown.
    package var patientCents: Int64? {
        lines.reduce(Int64?.some(0)) { sum, line in
            sum.flatMap { sum in line.patientCents.map { sum + $0 } }
        }
    }
}

/// To whom, where and when something is given.
package struct Handing: Sendable {
    package let patient: RecordID
    package let office: RecordID?
    package let givenOn: Day
    package let givenBy: RecordID?

    package init(patient: RecordID, office: RecordID?, on day: Day, by user: RecordID?) {
        self.patient = patient
        self.office = office
        self.givenOn = day
        self.givenBy = user
    }
}

extension GivenEstimate {
    /// What keeps an estimate as it is shown.
    ///
    /// - Parameters:
    ///   - id: of the new record.
    ///   - coverage: the one that was asked for instead of the patient's order.
    package static func writes(
        _ estimate: Estimate, id: RecordID, _ handing: Handing, doctor: RecordID,
        coverage: RecordID?, replaces: RecordID?
    ) -> [Write] {
        let identity = Write(
            .estimate, id, "identity",
            [
                "patient": .reference(handing.patient),
                "office": handing.office.map { .reference($0) },
                "practitioner": .reference(doctor),
                "coverage": coverage.map { .reference($0) },
                "serviceOn": .day(estimate.day), "givenOn": .day(handing.givenOn),
                "givenBy": handing.givenBy.map { .reference($0) },
                "replaces": replaces.map { .reference($0) },
            ])
        return [identity]
            + estimate.lines.flatMap { line in
                [write(line, id)]
                    + line.versions.sorted().map { version in
                        Write(
                            .estimate, id, "fees",
                            key: [
                                "line": .int(Int64(line.number)), "version": .reference(version),
                            ])
                    }
            }
    }

    private static func write(_ line: Estimate.Line, _ id: RecordID) -> Write {
        func cents(_ amount: Int64?) -> Scalar? { amount.map { .int($0) } }
        let pays = line.paysCents + [nil, nil]
        let reasons = line.uncertainties.map(\.reason).joined(separator: "; ")
        return Write(
            .estimate, id, "lines", key: ["line": .int(Int64(line.number))],
            [
                "code": .text(line.code), "tooth": line.tooth.map { .text($0) },
                "usual": cents(line.usualCents), "allowed": cents(line.allowedCents),
                "deductible": cents(line.deductibleCents), "primary": cents(pays[0]),
                "secondary": cents(pays[1]), "writeOff": cents(line.writeOffCents),
                "patientShare": cents(line.patientCents),
                "patientAtMost": cents(line.patientAtMostCents),
                "whyUnknown": reasons.isEmpty ? nil : .text(String(reasons.prefix(1_000))),
            ])
    }
}
