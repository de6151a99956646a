internal import Fees
package import Merge
internal import Records
import Rulebook
import Store

extension Desk {
    /// What is to be known before a map is used on a day: what of it does not hold.
    package func codeMapWarnings(of record: RecordID, on day: Day) throws -> [String] {
        try reading { lookup in
            let map = lookup.record(record).flatMap { CodeMap($0) }
            return map?.doubts(on: day, in: lookup).map { "\($0.field): \($0.words)" } ?? []
        }
    }
}
