// A database writes a day as an instant, a spreadsheet with the month's name, a registry without
// signs. Such a day reads in one way only, whatever the other rows of its column say:
//
//     1980-02-09 00:00:00     1980-2-9     1980/02/09     19800209     9-Feb-1980     Feb 9, 1980

/// Days that read in one way only, though not written as `1980-02-09`.
package enum WrittenDay {
    /// - Returns: The day as `1980-02-09`, with its figures unchecked; `nil` for a text that reads
    ///   in two ways, in none, or that is written so already.
    package static func text(_ written: String) -> String? {
        let day = withoutMidnight(written)
        let parts = day.split(omittingEmptySubsequences: false) { "-/. ,".contains($0) }
            .filter { !$0.isEmpty }.map(String.init)
        let text: String? =
            if parts.count == 3 {
                numbered(parts) ?? named(parts)
            } else if parts.count == 1 {
                unsigned(parts[0])
            } else {
                nil
            }
        return text == written ? nil : text
    }

    /// The text without a midnight behind it: many programs store days as instants.
    package static func withoutMidnight(_ text: String) -> Substring {
        let isInstant = text.utf8.dropFirst(10).first == UInt8(ascii: "T")
        guard let sign = isInstant ? text.firstIndex(of: "T") : text.firstIndex(of: " "),
            midnights.contains(text[sign...].dropFirst().uppercased())
        else { return text[...] }
        return text[..<sign]
    }

    private static let midnights: Set = [
        "0:00", "00:00", "0:00:00", "00:00:00", "00:00:00Z", "00:00:00.000", "00:00:00.000Z",
        "12:00 AM", "12:00:00 AM",
    ]

    /// The year first: no program writes the day next.
    private static func numbered(_ parts: [String]) -> String? {
        guard parts[0].utf8.count == 4, parts[1...].allSatisfy({ (1...2) ~= $0.utf8.count }),
            parts.allSatisfy(isNumber)
        else { return nil }
        return joined(year: parts[0], month: parts[1], day: parts[2])
    }

    /// A month by its name, whose year is last.
    private static func named(_ parts: [String]) -> String? {
        guard let place = parts[..<2].firstIndex(where: { month($0) != nil }),
            let month = month(parts[place]), isNumber(parts[1 - place]),
            (1...2) ~= parts[1 - place].utf8.count, parts[2].utf8.count == 4, isNumber(parts[2])
        else { return nil }
        return joined(year: parts[2], month: String(month), day: parts[1 - place])
    }

    /// Eight digits that begin with a year of ours: no day and month are a 19 or a 20 and more.
    private static func unsigned(_ text: String) -> String? {
        guard text.utf8.count == 8, isNumber(text), text.hasPrefix("19") || text.hasPrefix("20")
        else { return nil }
        let month = text.dropFirst(4).prefix(2)
        let day = text.dropFirst(6)
        guard ("01"..."12").contains(month) else { return nil }
        return "\(text.prefix(4))-\(month)-\(day)"
    }

    private static func month(_ name: String) -> Int? {
        let key = name.lowercased()
        guard key.utf8.count >= 3 else { return nil }
        return months.firstIndex { $0 == key || $0.prefix(3) == key }.map { $0 + 1 }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(ASCIIText.isDigit)
    }

    private static func joined(year: String, month: String, day: String) -> String {
        let figures = [month, day].map { $0.utf8.count == 1 ? "0" + $0 : $0 }
        return "\(year)-\(figures[0])-\(figures[1])"
    }
}
