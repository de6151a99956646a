package import Merge
package import Records

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
        guard let patient = view[GivenEstimate.patient], let office = view[GivenEstimate.office],
            let practitioner = view[GivenEstimate.practitioner],
            let serviceOn = view[GivenEstimate.serviceOn], let givenOn = view[GivenEstimate.givenOn]
        else { return nil }
        self.id = view.id
        self.patient = patient
        self.office = office
        self.practitioner = practitioner
        self.coverage = view[GivenEstimate.coverage]
        self.serviceOn = serviceOn
        self.givenOn = givenOn
        self.replaces = view[GivenEstimate.replaces]
        var versions: [Int64: [RecordID]] = [:]
        for fee in view[GivenEstimate.fees] {
            guard let line = fee[Fees.line], let version = fee[Fees.version] else { continue }
            versions[line, default: []].append(version)
        }
        self.lines = view[GivenEstimate.lines].compactMap { row in
            guard let number = row[Lines.line], let code = row[Lines.code] else { return nil }
            return Line(
                number: number, code: code, tooth: row[Lines.tooth],
                patientCents: row[Lines.patientShare],
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
            GivenEstimate.identity, id,
            [
                GivenEstimate.patient(handing.patient), GivenEstimate.office(handing.office),
                GivenEstimate.practitioner(doctor), GivenEstimate.coverage(coverage),
                GivenEstimate.serviceOn(estimate.day), GivenEstimate.givenOn(handing.givenOn),
                GivenEstimate.givenBy(handing.givenBy), GivenEstimate.replaces(replaces),
            ])
        return [identity]
            + estimate.lines.flatMap { line in
                [write(line, id)]
                    + line.versions.sorted().map { version in
                        Write(
                            GivenEstimate.fees, id,
                            key: [
                                GivenEstimate.Fees.line(Int64(line.number)),
                                GivenEstimate.Fees.version(version),
                            ])
                    }
            }
    }

    private static func write(_ line: Estimate.Line, _ id: RecordID) -> Write {
        let pays = line.paysCents + [nil, nil]
        let reasons = line.uncertainties.map(\.reason).joined(separator: "; ")
        return Write(
            GivenEstimate.lines, id, key: [GivenEstimate.Lines.line(Int64(line.number))],
            [
                GivenEstimate.Lines.code(line.code), GivenEstimate.Lines.tooth(line.tooth),
                GivenEstimate.Lines.usual(line.usualCents),
                GivenEstimate.Lines.allowed(line.allowedCents),
                GivenEstimate.Lines.deductible(line.deductibleCents),
                GivenEstimate.Lines.primary(pays[0]),
                GivenEstimate.Lines.secondary(pays[1]),
                GivenEstimate.Lines.writeOff(line.writeOffCents),
                GivenEstimate.Lines.patientShare(line.patientCents),
                GivenEstimate.Lines.patientAtMost(line.patientAtMostCents),
                GivenEstimate.Lines.whyUnknown(
                    reasons.isEmpty ? nil : String(reasons.prefix(1_000))),
            ])
    }
}
