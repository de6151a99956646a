import Foundation
package import Merge
internal import Records
import Rulebook
package import Store
internal import Tables

extension Desk {
    /// Today's civil date: by the office's own time zone, at the centre by the machine's.
    ///
    /// An office whose record names no zone this machine knows goes by the machine's too;
    /// `isTimeZoneUnknown` says so.
    package var today: Day {
        get throws { try day(in: zoneName) }
    }

    /// Today's civil date, asked within a transaction.
    func today(_ transaction: StoreTransaction) throws -> Day {
        day(in: zoneName(transaction))
    }

    private func day(in zone: String?) -> Day {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone.flatMap { TimeZone(identifier: $0) } ?? .current
        let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return Day(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
            ?? Day(number: 0)
    }

    /// Whether the office's record names a time zone that this machine does not know, so that
    /// `today` is the machine's.
    package var isTimeZoneUnknown: Bool {
        get throws { try zoneName.map { !TimeZoneName.isKnownHere($0) } ?? false }
    }

    /// The same, asked within a transaction.
    package func isTimeZoneUnknown(_ transaction: StoreTransaction) -> Bool {
        zoneName(transaction).map { !TimeZoneName.isKnownHere($0) } ?? false
    }

    private var zoneName: String? {
        get throws { try store.read { zoneName($0) } }
    }

    private func zoneName(_ transaction: StoreTransaction) -> String? {
        guard let office else { return nil }
        return transaction.lookup.record(office)?[Office.timeZone]
    }
}
