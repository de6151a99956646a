package import Foundation
package import Merge

extension Timestamp {
    /// The instant as certificates have it.
    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1_000) }

    package init(date: Date) {
        self.init(milliseconds: Int64(date.timeIntervalSince1970 * 1_000))
    }
}
