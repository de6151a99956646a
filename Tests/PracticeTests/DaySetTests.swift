import Merge
import Testing

@testable import Practice
@testable import Tables

/// Intervals of days, held against plain sets of days.
struct DaySetTests {
    private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    private func range(_ first: String?, _ last: String?) -> DayRange? {
        DayRange(from: first.map(day), through: last.map(day))
    }

    private func set(_ ranges: DayRange?...) -> DaySet {
        DaySet(ranges.compactMap(\.self))
    }

    @Test func `a range ends no earlier than it begins`() {
        #expect(range("2027-02-02", "2027-02-01") == nil)
        #expect(range("2027-02-01", "2027-02-01")?.dayCount == 1)
        #expect(range("2027-02-01", nil)?.dayCount == nil)
    }

    @Test func `a range says where it is open`() {
        #expect(range("2027-02-01", "2027-02-14")?.description == "2027-02-01 to 2027-02-14")
        #expect(range("2027-02-01", "2027-02-01")?.description == "2027-02-01")
        #expect(range("2027-02-01", nil)?.description == "from 2027-02-01")
        #expect(range(nil, "2027-02-01")?.description == "through 2027-02-01")
        #expect(DayRange.always.description == "always")
        #expect(DaySet.empty.description == "never")
    }

    @Test func `ranges that touch or overlap become one, those a day apart stay two`() {
        let touching = set(range("2027-01-11", "2027-01-20"), range("2027-01-01", "2027-01-10"))
        #expect(touching == set(range("2027-01-01", "2027-01-20")))
        let apart = set(range("2027-01-01", "2027-01-10"), range("2027-01-12", "2027-01-20"))
        #expect(apart.ranges.count == 2)
        let nested = set(range("2027-01-01", nil), range("2027-01-05", "2027-01-06"))
        #expect(nested == set(range("2027-01-01", nil)))
    }

    @Test func `open ends are subtracted like others`() {
        let gap = set(range("2027-01-01", nil)).subtracting(set(range("2027-02-01", nil)))
        #expect(gap == set(range("2027-01-01", "2027-01-31")))
        #expect(DaySet.always.subtracting(.always).isEmpty)
        #expect(DaySet.empty.complement == .always)
        #expect(DaySet.always.complement == .empty)
        #expect(set(range(nil, "2027-01-31")).complement == set(range("2027-02-01", nil)))
    }

    @Test func `a range is covered only by days without a hole`() {
        let days = set(range("2027-01-01", "2027-01-10"), range("2027-01-12", nil))
        #expect(days.covers(range("2027-01-12", nil) ?? .always))
        #expect(!days.covers(range("2027-01-09", "2027-01-12") ?? .always))
        #expect(!days.covers(.always))
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `set algebra on intervals equals set algebra day by day`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (left, leftDays) = RandomDays.draw(using: &random)
        let (right, rightDays) = RandomDays.draw(using: &random)
        #expect(RandomDays.listed(left) == leftDays)
        #expect(RandomDays.listed(left.union(right)) == leftDays.union(rightDays))
        #expect(RandomDays.listed(left.intersection(right)) == leftDays.intersection(rightDays))
        #expect(RandomDays.listed(left.subtracting(right)) == leftDays.subtracting(rightDays))
        #expect(
            RandomDays.listed(left.complement)
                == Set(RandomDays.window).subtracting(leftDays))
        for result in [left.union(right), left.intersection(right), left.subtracting(right)] {
            for (earlier, later) in zip(result.ranges, result.ranges.dropFirst()) {
                #expect(earlier.last.after < later.first)
            }
        }
    }
}
