import Foundation
package import Merge
import Practice
import Store

extension Desk {
    /// Today's civil date: by the office's own time zone, at the centre by the machine's.
    ///
    /// An office whose record names no zone this machine knows goes by the machine's too.
    package var today: Day {
        get throws {
            let name = try store.read { transaction -> String? in
                guard let office else { return nil }
                return StoreLookup(transaction).record(office)?.text("timeZone")
            }
            let zone = name.flatMap { TimeZone(identifier: $0) } ?? .current
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = zone
            let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            return Day(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
                ?? Day(number: 0)
        }
    }
}
