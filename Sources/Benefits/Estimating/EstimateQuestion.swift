package import Merge
internal import Participation
package import Records

/// What somebody wants an estimate of.
package struct EstimateQuestion: Sendable {
    /// A patient, by the end of the id; or a coverage.
    package var patient: String?
    package var coverage: String?
    /// By NPI.
    package var doctor: String
    /// By code; this replica's own where none is named.
    package var office: String?
    package var day: Day
    /// Codes, with the tooth where it matters.
    package var services: [(code: String, tooth: String?)]

    package init(
        doctor: String, on day: Day, services: [(code: String, tooth: String?)]
    ) {
        self.doctor = doctor
        self.day = day
        self.services = services
    }

    /// Works it out from the records alone.
    package func reckoned(
        at place: Place, in records: some RecordLookup
    ) throws -> ReckonedEstimate {
        let coverage = try coverage.map { name throws(DeedProblem) in
            try records.view(.coverage, name)
        }
        let owner = try patient.map { name throws(DeedProblem) in
            try records.findStanding(.patient, name)
        }
        guard
            let patient = (owner ?? coverage?[Coverage.patient]).flatMap({ records.record($0) })
        else { throw DeedProblem.noSuchRecord(type: RecordType.patient.name) }
        if let coverage, coverage[Coverage.patient] != patient.id {
            throw CoverageProblem.foreignCoverage
        }
        let doctor = try records.find(.practitioner, doctor)
        let named = try office.map { code throws(DeedProblem) in
            try records.find(.office, code)
        }
        guard let office = named ?? place.office else { throw CoverageProblem.noOffice }
        let estimate = Estimator(
            records, patient: patient, coverage: coverage, on: day, today: place.today,
            sources: EstimateSources(records, doctor: doctor, office: office, on: day)
        ).estimate(services)
        return ReckonedEstimate(
            estimate: estimate, patient: patient.id, doctor: doctor, office: office,
            coverage: coverage?.id)
    }
}

/// An estimate and the records that its question named.
package struct ReckonedEstimate: Sendable {
    package let estimate: Estimate
    package let patient: RecordID
    package let doctor: RecordID
    package let office: RecordID
    package let coverage: RecordID?

    var visit: Visit { Visit(patient: patient, office: office, serviceOn: estimate.day) }
}
