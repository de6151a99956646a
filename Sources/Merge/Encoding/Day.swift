/// A civil date without zone or time: what contracts, coverages and credentials are dated by.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01 in the proleptic Gregorian calendar.
    package let number: Int64

    package init(number: Int64) {
        self.number = number
    }

    /// - Returns: `nil` when the calendar has no such day or the year is outside 1800...9998.
    package init?(year: Int, month: Int, day: Int) {
        guard (1800...9998).contains(year), (1...12).contains(month),
            (1...Day.days(month: month, year: year)).contains(day)
        else { return nil }
        // Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.number = Int64(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads exactly `YYYY-MM-DD`.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
            return nil
        }
        let digits = { (range: Range<Int>) -> Int? in
            bytes[range].reduce(0 as Int?) { total, byte in
                guard let total, (0x30...0x39).contains(byte) else { return nil }
                return total * 10 + Int(byte - 0x30)
            }
        }
        guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10) else {
            return nil
        }
        self.init(year: year, month: month, day: day)
    }

    /// Whether `number` stands for a day that can be written, years 1800...9998.
    package var isValid: Bool {
        (-62_091...2_932_531).contains(number)
    }

    package var civil: (year: Int, month: Int, day: Int) {
        // The inverse of the above, civil_from_days; exact for every representable day of ours.
        let shifted = Int(number.clamped(to: -1_000_000...10_000_000)) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * part + 2) / 5 + 1)
    }

    /// `YYYY-MM-DD`.
    package var description: String {
        let (year, month, day) = civil
        return Day.padded(year, 4) + "-" + Day.padded(month, 2) + "-" + Day.padded(day, 2)
    }

    /// Writes `YYYY-MM-DD` into exactly ten bytes; only for a valid day.
    package func write(to text: UnsafeMutableBufferPointer<UInt8>) {
        let (year, month, day) = civil
        var rest = year * 10_000 + month * 100 + day
        for place in [9, 8, 6, 5, 3, 2, 1, 0] {
            text[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        text[4] = UInt8(ascii: "-")
        text[7] = UInt8(ascii: "-")
    }

    /// The day so many days later, or the last one that can be written.
    package func advanced(by days: Int64) -> Day {
        let (sum, overflow) = number.addingReportingOverflow(days)
        return Day(number: overflow ? (days < 0 ? .min : .max) : sum)
    }

    package static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func days(month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    func clamped(to range: ClosedRange<Int64>) -> Int64 {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
