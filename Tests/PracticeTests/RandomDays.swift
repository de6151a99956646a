import Merge

@testable import Practice
@testable import Tables

/// Random day sets with their days written out, to hold interval arithmetic against.
enum RandomDays {
    /// The days that are looked at; ranges may reach beyond on both sides.
    static let window: ClosedRange<Int64> = 20_000...20_060

    static func draw(using random: inout SplitMix64) -> (set: DaySet, days: Set<Int64>) {
        var ranges: [DayRange] = []
        var days: Set<Int64> = []
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            let first = Int64.random(in: 19_990...20_070, using: &random)
            let last = first + Int64.random(in: 0...15, using: &random)
            let from = Int.random(in: 0..<12, using: &random) == 0 ? nil : Day(number: first)
            let through = Int.random(in: 0..<12, using: &random) == 0 ? nil : Day(number: last)
            guard let range = DayRange(from: from, through: through) else { continue }
            ranges.append(range)
            days.formUnion(window.filter { range.contains(Day(number: $0)) })
        }
        return (DaySet(ranges), days)
    }

    static func listed(_ set: DaySet) -> Set<Int64> {
        Set(window.filter { set.contains(Day(number: $0)) })
    }
}
