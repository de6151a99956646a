package import Merge
package import Practice
import Store
import Sync

extension Desk {
    /// A patient's coverage in writing, with where and how fresh it is below every page.
    ///
    /// - Parameter level: writes the instant of the last complete sync.
    package func coverageSummary(
        of name: String, level: (Timestamp) -> String
    ) throws -> PrintedSummary {
        let today = try today
        return try store.read { transaction in
            let id = try find(.patient, name, transaction)
            let lookup = StoreLookup(transaction)
            guard let patient = lookup.record(id) else {
                throw DeskError.noSuchRecord(type: RecordType.patient.name)
            }
            let place = office.flatMap { lookup.record($0)?.text("code") } ?? role.rawValue
            let last = try transaction.meta("last-level").flatMap { Int64($0) }
                .map { level(Timestamp(milliseconds: $0)) }
            let footer =
                "Printed on \(today) at \(place), store \(replica.description.suffix(8)), "
                + "position \(try transaction.top.position), last sync \(last ?? "never")"
            let summary = CoverageSummary(lookup, patient: patient, today: today)
                .printed(footer: footer)
            try lookup.check()
            return summary
        }
    }
}
