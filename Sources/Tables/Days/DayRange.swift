package import Merge

/// Days from a first through a last, both included; either end may be open.
package struct DayRange: Hashable, Sendable, CustomStringConvertible {
    /// `Day.earliest` where the range has no first day.
    package let first: Day
    /// `Day.latest` where the range has no last day.
    package let last: Day

    /// - Returns: `nil` for a range that would end before it begins.
    package init?(from first: Day?, through last: Day?) {
        let first = first ?? .earliest
        let last = last ?? .latest
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    package init(_ day: Day) {
        self.first = day
        self.last = day
    }

    /// That day and all later ones.
    package init(onOrAfter day: Day) {
        self = DayRange(from: day, through: nil) ?? DayRange(day)
    }

    private init(first: Day, last: Day) {
        self.first = first
        self.last = last
    }

    package static let always = DayRange(first: .earliest, last: .latest)

    /// The first day, or `nil` where the range is open.
    package var from: Day? { first == .earliest ? nil : first }
    /// The last day, or `nil` where the range is open.
    package var through: Day? { last == .latest ? nil : last }

    /// Whether the range, with its first and its last day, holds a day.
    package func contains(_ day: Day) -> Bool {
        first <= day && day <= last
    }

    /// The days that are in both; `nil` for none.
    package func intersection(_ other: DayRange) -> DayRange? {
        DayRange(from: max(first, other.first), through: min(last, other.last))
    }

    /// How many days; `nil` for an open range.
    package var dayCount: Int64? {
        from == nil || through == nil ? nil : last.number - first.number + 1
    }

    /// `2027-02-01 to 2027-02-14`, `2027-02-01`, `from 2027-02-01`, `through 2027-02-14` or
    /// `always`.
    package var description: String {
        switch (from, through) {
        case (nil, nil): "always"
        case (let first?, nil): "from \(first)"
        case (nil, let last?): "through \(last)"
        case (let first?, let last?): first == last ? "\(first)" : "\(first) to \(last)"
        }
    }
}

extension Day {
    /// Stands for an open beginning; before every day that can be written.
    package static let earliest = Day(number: .min)
    /// Stands for an open end; after every day that can be written.
    package static let latest = Day(number: .max)

    /// The day before; an open end stays open.
    package var before: Day { self == .latest ? self : advanced(by: -1) }
    /// The day after; an open beginning stays open.
    package var after: Day { self == .earliest ? self : advanced(by: 1) }
}
