import Sync
import Testing

/// How long an agent waits after failures, by value.
struct FailureCountTests {
    @Test func `failures in a row are counted, and being level starts anew`() {
        var failures = FailureCount()
        #expect(failures.failed(at: .seconds(1), isSuperseded: false) == 1)
        #expect(failures.failed(at: .seconds(2), isSuperseded: false) == 2)
        failures.levelled(at: .seconds(3))
        #expect(failures.failed(at: .seconds(4), isSuperseded: false) == 1)
    }

    @Test func `two live copies of one replica wait longer each time they push each other off`() {
        var failures = FailureCount()
        for turn in 1...12 {
            failures.levelled(at: .seconds(turn * 10))
            #expect(failures.failed(at: .seconds(turn * 10 + 1), isSuperseded: true) == turn)
        }
        #expect(RetrySchedule.backoff(failures: failures.count, chance: 1) == .seconds(300))
    }

    @Test func `whoever was level for a minute before he was pushed off starts anew`() {
        for (seconds, expected) in [(59, 2), (60, 1)] {
            var failures = FailureCount()
            _ = failures.failed(at: .zero, isSuperseded: true)
            failures.levelled(at: .seconds(10))
            failures.levelled(at: .seconds(40))
            let count = failures.failed(at: .seconds(10 + seconds), isSuperseded: true)
            #expect(count == expected)
        }
    }

    @Test func `an exchange that came to its end forgets all failures`() {
        var failures = FailureCount()
        _ = failures.failed(at: .zero, isSuperseded: true)
        failures.succeeded()
        #expect(failures.count == 0)
        #expect(failures == FailureCount())
    }
}
