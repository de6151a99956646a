internal import Merge
internal import Tables

/// The time that a count is of: a year, `2026`, or a month of one, `2026-03`.
package struct VolumePeriod: Hashable {
    package let year: String
    /// Blank where it is the whole year.
    package let month: String

    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), parts[0].utf8.count == 4,
            parts.allSatisfy({ $0.utf8.allSatisfy(ASCIIText.isDigit) }),
            let year = Int(parts[0]), (1_990...2_100).contains(year)
        else { return nil }
        self.year = parts[0]
        guard parts.count == 2 else {
            month = ""
            return
        }
        guard parts[1].utf8.count == 2, let month = Int(parts[1]), (1...12).contains(month) else {
            return nil
        }
        self.month = parts[1]
    }
}
