import Merge
import Testing

@testable import Sync

/// What a hub remembers of how far behind a replica was.
struct LagTrailTests {
    private static let start = Timestamp(milliseconds: 1_796_040_000_000)

    private func time(_ hours: Int64, _ minutes: Int64 = 0) -> Timestamp {
        Timestamp(
            milliseconds: LagTrailTests.start.milliseconds + hours * 3_600_000 + minutes * 60_000)
    }

    private func seen(_ trail: LagTrail) -> [Int64: Int] {
        Dictionary(
            uniqueKeysWithValues: trail.hours.map {
                (($0.at.milliseconds - LagTrailTests.start.milliseconds) / 3_600_000, $0.lag)
            })
    }

    @Test func `the worst of an hour stays`() {
        var trail = LagTrail()
        for (minute, lag) in [(0, 3), (10, 9), (50, 1)] {
            trail.note(lag, at: time(0, Int64(minute)))
        }
        #expect(seen(trail) == [0: 9])
        #expect(trail.hours[0].at == LagTrailTests.start)
    }

    @Test func `an hour in which nobody looked is no hour without lag`() {
        var trail = LagTrail()
        trail.note(5, at: time(0))
        trail.note(0, at: time(3))
        #expect(seen(trail) == [0: 5, 3: 0])
        #expect(trail.text == "498900 5,,,0")
        #expect(LagTrail(text: trail.text) == trail)
    }

    @Test func `it keeps two weeks and no more, whatever happens`() {
        var trail = LagTrail()
        for hour in 0..<400 { trail.note(hour, at: time(Int64(hour))) }
        #expect(trail.hours.count == LagTrail.hoursMax)
        #expect(trail.hours.first?.lag == 400 - LagTrail.hoursMax)
        #expect(trail.hours.last?.lag == 399)
        // The last hour that still joins what is there, and the first that does not.
        var gap = trail
        gap.note(1, at: time(399 + Int64(LagTrail.hoursMax) - 1))
        #expect(seen(gap) == [399: 399, 734: 1])
        gap = trail
        gap.note(1, at: time(399 + Int64(LagTrail.hoursMax)))
        #expect(seen(gap) == [735: 1])
    }

    @Test func `a clock that was set back counts for the last hour`() {
        var trail = LagTrail()
        trail.note(1, at: time(5))
        trail.note(7, at: time(2))
        #expect(seen(trail) == [5: 7])
    }

    @Test(arguments: ["", "x", "1", "a 1", "1 1 1", "-1 5", "99999999999 5", "1 x"])
    func `a text that nobody wrote holds nothing`(_ text: String) {
        #expect(LagTrail(text: text).hours.isEmpty)
    }

    @Test func `a trail longer than two weeks is not one`() {
        let long =
            "0 " + [String](repeating: "1", count: LagTrail.hoursMax + 1).joined(separator: ",")
        #expect(LagTrail(text: long).hours.isEmpty)
    }
}
