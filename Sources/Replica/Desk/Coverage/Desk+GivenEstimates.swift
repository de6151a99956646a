internal import Benefits
internal import Fees
package import Merge
internal import Records
import Store
package import Tables

extension Desk {
    /// Estimates that patients were given: on one version, changed or not; else those whose fees
    /// have changed.
    ///
    /// - Parameters:
    ///   - name: the code of a fee schedule; all if `nil`.
    ///   - number: one of its versions.
    ///   - from: only days of service from this one on.
    package func givenEstimates(
        of name: String?, version number: Int64?, from: Day?
    ) throws -> Table {
        try reading { lookup in
            let schedule = try name.map { try lookup.feeSchedule($0) }
            let version = try number.map { number in
                guard let found = schedule?.version(number: number) else {
                    throw FeeError.noSuchVersion(number)
                }
                return found.id
            }
            let given = GivenEstimates(
                lookup, schedule: schedule?.view.id, version: version, from: from ?? .earliest)
            return .estimates(version == nil ? given.changed : given, lookup)
        }
    }
}
