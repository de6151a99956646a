package import Merge
package import Practice
import Store

extension Desk {
    /// A version of a fee schedule with its lines, to leave for another program.
    package struct FeeDelivery: Sendable {
        package let code: String
        package let kind: String
        package let version: FeeVersion
        package let lines: FeeLines
    }

    /// - Parameter number: of the version; the one that holds on the day where `nil`.
    package func exportedFees(
        _ name: String, version number: Int64?, on day: Day
    ) throws -> FeeDelivery {
        try store.read { transaction in
            let lookup = transaction.lookup
            let schedule = try feeSchedule(name, lookup, transaction)
            let version: FeeVersion
            if let number {
                guard let found = schedule.version(number: number) else {
                    throw FeeError.noSuchVersion(number)
                }
                version = found
            } else {
                guard let found = schedule.book.version(on: day) else { throw FeeError.noVersion }
                version = found
            }
            guard let lines = version.lines else { throw FeeError.unsoundVersion(version.number) }
            return FeeDelivery(
                code: schedule.code, kind: schedule.kind, version: version, lines: lines)
        }
    }
}
