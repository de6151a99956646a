package import Benefits
package import Merge
internal import Records
import Rulebook
import Store
package import Tables

extension Desk {
    /// An estimate for a patient's hand, with where and how fresh it is below every page.
    ///
    /// - Parameter level: writes the instant of the last complete sync.
    package func sheet(
        of found: ReckonedEstimate, level: (Timestamp) -> String
    ) throws -> PrintedSummary {
        let today = try today
        return try store.read { transaction in
            let lookup = transaction.lookup
            guard let patient = lookup.record(found.patient) else {
                throw DeedProblem.noSuchRecord(type: RecordType.patient.name)
            }
            return EstimateSheet(
                lookup, found.estimate, patient: patient, doctor: found.doctor,
                office: found.office
            ).printed(footer: try footer(today, level, lookup, transaction))
        }
    }
}
