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
        return try store.read { try reckoned(question, today, $0).estimate }
    }

    /// Works it out and keeps it as it is shown, because a patient is given it.
    ///
    /// - Parameter other: an earlier estimate of the same patient, office and day, by the end of
    ///   its id, that this one takes the place of.
    /// - Returns: the new `estimate` record too.
    package func give(
        _ question: EstimateQuestion, insteadOf other: String?, actor: RecordID?
    ) throws -> (estimate: Estimate, record: RecordID, receipt: WriteReceipt) {
        let today = try today
        let id = newID()
        return try store.write { transaction in
            let found = try reckoned(question, today, transaction)
            let replaced = try other.map { try find(.estimate, $0, transaction) }
            if let replaced {
                let lookup = StoreLookup(transaction)
                let visit = lookup.record(replaced).map { Visit($0) }
                try lookup.check()
                guard visit == found.visit else { throw CoverageProblem.foreignEstimate }
            }
            let handing = Handing(
                patient: found.patient, office: found.office, on: today, by: actor)
            let writes = GivenEstimate.writes(
                found.estimate, id: id, handing, doctor: found.doctor, coverage: found.coverage,
                replaces: replaced)
            let receipt = try write(writes, actor: actor, reason: "", in: &transaction)
            return (found.estimate, id, receipt)
        }
    }

    /// The same for a patient's hand; kept as given where somebody says so.
    ///
    /// - Parameter other: as `give` has it.
    /// - Returns: the sheet, and the new `estimate` record where it is kept.
    package func estimateSheet(
        _ question: EstimateQuestion, isGiven: Bool, insteadOf other: String? = nil,
        actor: RecordID?, level: (Timestamp) -> String
    ) throws -> (sheet: PrintedSummary, given: (record: RecordID, receipt: WriteReceipt)?) {
        let today = try today
        let given = isGiven ? try give(question, insteadOf: other, actor: actor) : nil
        let sheet = try store.read { transaction in
            let found = try reckoned(question, today, transaction)
            let lookup = StoreLookup(transaction)
            guard let patient = lookup.record(found.patient) else {
                throw DeskError.noSuchRecord(type: RecordType.patient.name)
            }
            let sheet = EstimateSheet(
                lookup, found.estimate, patient: patient, doctor: found.doctor,
                office: found.office
            ).printed(footer: try footer(today, level, lookup, transaction))
            try lookup.check()
            return sheet
        }
        return (sheet, given.map { ($0.record, $0.receipt) })
    }

    /// An estimate and the records that the question named.
    private struct Reckoned {
        let estimate: Estimate
        let patient: RecordID
        let doctor: RecordID
        let office: RecordID
        let coverage: RecordID?

        var visit: Visit { Visit(patient: patient, office: office, serviceOn: estimate.day) }
    }

    private func reckoned(
        _ question: EstimateQuestion, _ today: Day, _ transaction: StoreTransaction
    ) throws -> Reckoned {
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
        return Reckoned(
            estimate: estimate, patient: patient.id, doctor: doctor, office: place,
            coverage: coverage?.id)
    }
}
