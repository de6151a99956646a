package import Merge

/// A set of days as ranges that are in order, share no day and do not touch.
package struct DaySet: Hashable, Sendable, CustomStringConvertible {
    package let ranges: [DayRange]

    /// The union of any ranges, in any order.
    package init(_ ranges: some Sequence<DayRange>) {
        var joined: [DayRange] = []
        for range in ranges.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
            guard let last = joined.last, range.first <= last.last.after,
                let both = DayRange(from: last.first, through: max(last.last, range.last))
            else {
                joined.append(range)
                continue
            }
            joined[joined.count - 1] = both
        }
        self.ranges = joined
    }

    package init(_ range: DayRange?) {
        self.ranges = range.map { [$0] } ?? []
    }

    /// - Parameter ranges: in order, without shared days, none touching the next.
    private init(ordered ranges: [DayRange]) {
        self.ranges = ranges
    }

    package static let empty = DaySet(ordered: [])
    package static let always = DaySet(ordered: [.always])

    package var isEmpty: Bool { ranges.isEmpty }
    /// The first day; `nil` for an empty set.
    package var first: Day? { ranges.first?.first }

    /// Whether the set holds a day.
    package func contains(_ day: Day) -> Bool {
        range(holding: day) != nil
    }

    /// The run of days around one of them; `nil` for a day that is not in the set.
    package func range(holding day: Day) -> DayRange? {
        ranges.first { $0.contains(day) }
    }

    /// Whether every day of a range is in the set.
    package func covers(_ range: DayRange) -> Bool {
        self.range(holding: range.first)?.contains(range.last) ?? false
    }

    /// The days that are in either.
    package func union(_ other: DaySet) -> DaySet {
        if other.isEmpty { return self }
        return isEmpty ? other : DaySet(ranges + other.ranges)
    }

    /// The days that are in both.
    package func intersection(_ other: DaySet) -> DaySet {
        var common: [DayRange] = []
        var (mine, theirs) = (ranges[...], other.ranges[...])
        while let left = mine.first, let right = theirs.first {
            if let both = left.intersection(right) { common.append(both) }
            if left.last < right.last {
                mine = mine.dropFirst()
            } else {
                theirs = theirs.dropFirst()
            }
        }
        return DaySet(ordered: common)
    }

    /// The days that are in the set and the range.
    package func intersection(_ range: DayRange) -> DaySet {
        DaySet(ordered: ranges.compactMap { $0.intersection(range) })
    }

    /// The days that are in this one and not in the other.
    package func subtracting(_ other: DaySet) -> DaySet {
        if isEmpty || other.isEmpty { return self }
        return intersection(other.complement)
    }

    /// Every day that is not in the set.
    package var complement: DaySet {
        var gaps: [DayRange] = []
        var next: Day? = .earliest
        for range in ranges {
            if let start = next, start < range.first,
                let gap = DayRange(from: start, through: range.first.before)
            {
                gaps.append(gap)
            }
            next = range.last == .latest ? nil : range.last.after
        }
        if let start = next, let rest = DayRange(from: start, through: nil) { gaps.append(rest) }
        return DaySet(ordered: gaps)
    }

    package var description: String {
        isEmpty ? "never" : ranges.map(\.description).joined(separator: ", ")
    }
}
