package import Merge
package import Practice
import Store

extension Desk {
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
    }

    /// Works it out from this replica's records alone; the line to the hub is not needed.
    package func estimate(_ question: EstimateQuestion) throws -> Estimate {
        let today = try today
        return try store.read { transaction in
            let lookup = StoreLookup(transaction)
            let coverage = try question.coverage.map { try find(.coverage, $0, transaction) }
                .flatMap { lookup.record($0) }
            let owner =
                try question.patient.map { try find(.patient, $0, transaction) }
                ?? coverage?.reference("patient")
            guard let patient = owner.flatMap({ lookup.record($0) }) else {
                throw DeskError.noSuchRecord(type: RecordType.patient.name)
            }
            if let coverage, coverage.reference("patient") != patient.id {
                throw CoverageProblem.foreignCoverage
            }
            let doctor = try find(.practitioner, question.doctor, transaction)
            guard
                let place = try question.office.map({ try find(.office, $0, transaction) })
                    ?? office
            else { throw CoverageProblem.noOffice }
            let sources = EstimateSources(
                lookup, doctor: doctor, office: place, on: question.day)
            let estimate = Estimator(
                lookup, patient: patient, coverage: coverage, on: question.day, today: today,
                sources: sources
            ).estimate(question.services)
            try lookup.check()
            return estimate
        }
    }
}
