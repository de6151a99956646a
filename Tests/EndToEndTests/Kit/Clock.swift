import Foundation
import Merge

/// The machine's clock, and clocks that are wrong.
enum Clock {
    @Sendable
    static func now() -> Timestamp { ahead(years: 0)() }

    static func ahead(years: Int) -> @Sendable () -> Timestamp {
        let offset = Int64(years) * 365 * 86_400_000
        return {
            Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000) + offset)
        }
    }
}
