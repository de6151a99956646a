package import Benefits
package import Merge
internal import Records
import Rulebook
import Store
import Sync
package import Tables

extension Desk {
    /// A patient's coverage in writing, with where and how fresh it is below every page.
    ///
    /// - Parameter level: writes the instant of the last complete sync.
    package func coverageSummary(
        of name: String, level: (Timestamp) -> String
    ) throws -> PrintedSummary {
        let today = try today
        return try store.read { transaction in
            let lookup = transaction.lookup
            let id = try lookup.findStanding(.patient, name)
            guard let patient = lookup.record(id) else {
                throw DeedProblem.noSuchRecord(type: RecordType.patient.name)
            }
            return CoverageSummary(lookup, patient: patient, office: office, today: today)
                .printed(footer: try footer(today, level, lookup, transaction))
        }
    }

    /// Below every page that a patient is handed: when and where it was printed, and how fresh what
    /// stands on it is.
    func footer(
        _ today: Day, _ level: (Timestamp) -> String, _ lookup: StoreLookup,
        _ transaction: StoreTransaction
    ) throws -> String {
        let place = office.flatMap { lookup.record($0)?[Office.name] }
        let last = try transaction.metaTime("last-level").map(level)
        return "Printed on \(today)" + (place.map { " at \($0)" } ?? "")
            + ", from what we knew on \(last ?? "that day")"
    }

    /// The summaries that a patient was given, the latest first.
    ///
    /// - Returns: each with the code of the office that gave it; blank for the centre.
    package func summaries(
        of name: String
    ) throws -> [(office: String, summary: GivenSummary)] {
        try store.read { transaction in
            let lookup = transaction.lookup
            let patient = try lookup.findStanding(.patient, name)
            let given = lookup.records(where: GivenSummary.patient, is: patient)
                .compactMap { GivenSummary($0) }
            return given.sorted { ($0.givenOn, $0.id) > ($1.givenOn, $1.id) }.map { summary in
                (summary.office.flatMap { lookup.record($0)?[Office.code] } ?? "", summary)
            }
        }
    }

    /// One of them, by the end of its id.
    package func summary(_ name: String) throws -> GivenSummary {
        try store.read { transaction in
            let id = try find(.coverageSummary, name, transaction)
            let lookup = transaction.lookup
            let given = lookup.record(id).flatMap { GivenSummary($0) }
            guard let given else {
                throw DeedProblem.noSuchRecord(type: RecordType.coverageSummary.name)
            }
            return given
        }
    }
}
