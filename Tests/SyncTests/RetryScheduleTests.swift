import Sync
import Testing

/// When a replica tries again, and when its night is due.
@Suite struct RetryScheduleTests {
    private static let twoInTheMorning = RetrySchedule(nightly: "02:00")

    @Test(arguments: ["00:00", "02:00", "23:59"])
    func `a time of day is two digits, a colon and two digits`(text: String) {
        #expect(RetrySchedule(nightly: text) != nil)
    }

    @Test(arguments: ["", "2:00", "24:00", "12:60", "02:00:00", "ab:cd", "-1:00", "+2:00"])
    func `anything else is no time of day`(text: String) {
        #expect(RetrySchedule(nightly: text) == nil)
    }

    @Test func `backoff doubles from one second and stops at five minutes`() {
        let waits = (1...12).map { RetrySchedule.backoff(failures: $0, chance: 1) }
        #expect(waits[0] == .seconds(1))
        #expect(waits[1] == .seconds(2))
        #expect(waits[8] == .seconds(256))
        #expect(waits[9...].allSatisfy { $0 == .seconds(300) })
        #expect(RetrySchedule.backoff(failures: .max, chance: 1) == .seconds(300))
    }

    @Test func `backoff is spread by chance but never hammers`() {
        #expect(RetrySchedule.backoff(failures: 5, chance: 0.5) == .seconds(8))
        #expect(RetrySchedule.backoff(failures: 1, chance: 0) == .milliseconds(100))
    }

    @Test func `a store that was never level syncs at once`() throws {
        let schedule = try #require(Self.twoInTheMorning)
        #expect(schedule.wait(secondOfDay: 43_200, sinceLastSync: nil, chance: 0) == .zero)
    }

    @Test func `a missed night is caught up at once`() throws {
        let schedule = try #require(Self.twoInTheMorning)
        #expect(
            schedule.wait(secondOfDay: 36_000, sinceLastSync: .seconds(86_400), chance: 0)
                == .zero)
        #expect(
            schedule.wait(secondOfDay: 36_000, sinceLastSync: .seconds(86_399), chance: 0)
                > .zero)
    }

    @Test func `it waits until the time plus its own jitter`() throws {
        let schedule = try #require(Self.twoInTheMorning)
        let atOne = schedule.wait(
            secondOfDay: 3_600, sinceLastSync: .seconds(80_000), chance: 0)
        #expect(atOne == .seconds(3_600))
        let jittered = schedule.wait(
            secondOfDay: 3_600, sinceLastSync: .seconds(80_000), chance: 1)
        #expect(jittered == .seconds(3_600 + 900))
    }

    @Test func `after the night's sync the next is a day away`() throws {
        let schedule = try #require(Self.twoInTheMorning)
        let after = schedule.wait(secondOfDay: 7_200, sinceLastSync: .seconds(1), chance: 0)
        #expect(after == .seconds(86_400))
        let early = schedule.wait(secondOfDay: 7_199, sinceLastSync: .seconds(1), chance: 0)
        #expect(early == .seconds(86_401))
    }
}
