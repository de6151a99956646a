package import Merge

/// The days over which an amount or a count runs, both ends inclusive.
package struct BenefitPeriod: Hashable, Sendable {
    /// `nil` reaches back for ever.
    package let first: Day?
    package let last: Day

    package init(first: Day?, last: Day) {
        self.first = first
        self.last = last
    }

    /// Whether the period, with its first and its last day, holds a day.
    package func contains(_ day: Day) -> Bool {
        (first.map { $0 <= day } ?? true) && day <= last
    }

    /// The benefit year that a day lies in.
    ///
    /// - Parameter month: the month it begins, 1 to 12.
    package static func benefitYear(of day: Day, from month: Int64) -> BenefitPeriod {
        let civil = day.civil
        let year = Int64(civil.month) >= month ? civil.year : civil.year - 1
        let first = Day(year: year, month: Int(month), day: 1) ?? day
        return BenefitPeriod(first: first, last: first.adding(months: 12).advanced(by: -1))
    }

    /// - Parameter yearMonth: the month the plan's benefit year begins; `nil` while unknown.
    /// - Returns: `nil` where the plan does not say enough.
    static func of(
        _ period: BenefitRule.Period, on day: Day, yearMonth: Int64?
    ) -> BenefitPeriod? {
        switch period {
        case .calendarYear: benefitYear(of: day, from: 1)
        case .serviceYear: yearMonth.map { benefitYear(of: day, from: $0) }
        case .lifetime: BenefitPeriod(first: nil, last: day)
        case .visit: BenefitPeriod(first: day, last: day)
        // The same day of an earlier month is outside: a service may be repeated on it.
        case .months(let count):
            BenefitPeriod(first: day.adding(months: -count).advanced(by: 1), last: day)
        case .remaining: nil
        }
    }
}

extension Day {
    /// The same day of another month; the last one where that month is shorter.
    package func adding(months: Int64) -> Day {
        let (year, month, day) = civil
        let count = Int64(year) * 12 + Int64(month) - 1 + months
        let years = count.quotientAndRemainder(dividingBy: 12)
        for last in stride(from: day, through: 28, by: -1) {
            let found = Day(
                year: Int(years.quotient), month: Int(years.remainder) + 1, day: last)
            if let found { return found }
        }
        return Day(year: Int(years.quotient), month: Int(years.remainder) + 1, day: day) ?? self
    }

    /// Completed years from a birth date to this day; who is born on 29 February ages on 1 March.
    package func age(bornOn birth: Day) -> Int {
        let (now, then) = (civil, birth.civil)
        let hasHadBirthday = (now.month, now.day) >= (then.month, then.day)
        return now.year - then.year - (hasHadBirthday ? 0 : 1)
    }
}
