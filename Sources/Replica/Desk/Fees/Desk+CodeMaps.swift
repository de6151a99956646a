internal import Fees
package import Merge
internal import Records
import Rulebook
import Store

extension Desk {
    /// Refuses what would map a code that does not hold on the map's days, by any door.
    ///
    /// A group of codes or a benefit rule may name a code of another year: visits of that year are
    /// still counted by it.
    func refuseUnsoundMaps(_ writes: [Write], _ transaction: StoreTransaction) throws {
        let maps = writes.filter { $0.type == RecordType.codeMap.name && $0.value != nil }
        let touched = maps.filter {
            ![CodeMap.notes.name, Attribute.lifecycle.name].contains($0.attribute)
        }
        guard !touched.isEmpty else { return }
        let today = try today(transaction)
        let lookup = transaction.lookup
        for record in Set(touched.map(\.record)).sorted() {
            guard let view = lookup.record(record), view.isActive, let map = CodeMap(view) else {
                continue
            }
            let doubts = map.doubts(today: today, in: lookup)
            if let doubt = doubts.first {
                throw FeeError.unsoundMap(field: doubt.field, doubt.words)
            }
        }
    }

    /// What is to be known before a map is used on a day: what of it does not hold.
    package func codeMapWarnings(of record: RecordID, on day: Day) throws -> [String] {
        try reading { lookup in
            let map = lookup.record(record).flatMap { CodeMap($0) }
            return map?.doubts(on: day, in: lookup).map { "\($0.field): \($0.words)" } ?? []
        }
    }
}
