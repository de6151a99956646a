import Testing

@testable import Wire

/// When a peer is too late, by value.
struct LineClockTests {
    private static let durations = LineDurations.hub

    private func clock(_ steps: (inout LineClock) -> Void) -> LineClock {
        var clock = LineClock(LineClockTests.durations)
        steps(&clock)
        return clock
    }

    @Test func `each stage before the call has its own time`() {
        var clock = clock { _ in }
        #expect(clock.due == .seconds(15))
        clock.enter(.connecting, at: .seconds(1))
        #expect(clock.due == .seconds(11))
        clock.enter(.securing, at: .seconds(2))
        #expect(clock.due == .seconds(12))
        clock.enter(.opening, at: .seconds(3))
        #expect(clock.due == .seconds(13))
    }

    @Test func `many addresses have no more time than all stages together`() {
        let clock = clock { clock in
            for attempt in 1...4 { clock.enter(.connecting, at: .seconds(9 * attempt)) }
        }
        #expect(clock.due == .seconds(40))
    }

    @Test func `once the call is open a new connection is no way back`() {
        let clock = clock { clock in
            clock.enter(.greeting, at: .seconds(3))
            clock.enter(.connecting, at: .seconds(50))
        }
        #expect(clock.stage == .greeting)
        #expect(clock.due == .seconds(63))
    }

    @Test func `bytes before the first answer are no answer`() {
        let clock = clock { clock in
            clock.enter(.greeting, at: .seconds(3))
            clock.carry(1 << 20, isInbound: true, at: .seconds(50))
        }
        #expect(clock.due == .seconds(63))
    }

    @Test func `an answer that is owed has its time from the last word`() {
        var clock = clock { clock in
            clock.expect(answer: true, at: .seconds(10))
        }
        #expect(clock.due == .seconds(130))
        clock.expect(answer: true, at: .seconds(100))
        #expect(clock.due == .seconds(220))
    }

    @Test func `a slow line that carries is excused, a byte a minute is not`() {
        var clock = clock { clock in
            clock.expect(answer: true, at: .zero)
            clock.carry(600 << 10, isInbound: true, at: .seconds(100))
        }
        #expect(clock.due == .seconds(720))
        clock.expect(answer: true, at: .seconds(100))
        for minute in 2..<20 { clock.carry(1, isInbound: true, at: .seconds(60 * minute)) }
        #expect(clock.due == .seconds(220))
    }

    @Test func `what goes out slowly is excused as well`() {
        let clock = clock { clock in
            clock.expect(answer: true, at: .zero)
            clock.carry(1 << 20, isInbound: false, at: .seconds(1))
        }
        #expect(clock.due == .seconds(120 + 1_024))
    }

    @Test func `who owes nothing lives as long as his pings are answered`() {
        var clock = clock { clock in
            clock.expect(answer: false, at: .zero)
            clock.carry(17, isInbound: true, at: .seconds(60))
        }
        #expect(clock.due == .seconds(150))
        clock.carry(17, isInbound: false, at: .seconds(120))
        #expect(clock.due == .seconds(150))
    }

    @Test func `every silence has its words`() {
        for stage in LineStage.allCases {
            let fault = LineFault(
                address: "hub.example:8443", stage: stage, cause: .timedOut(after: .seconds(10)))
            #expect(fault.description.contains("hub.example:8443"))
            #expect(fault.description.contains("within 10 s"))
        }
        let words = Set(
            LineStage.allCases.map {
                LineFault(address: "", stage: $0, cause: .timedOut(after: .seconds(1))).description
            })
        #expect(words.count == LineStage.allCases.count)
    }
}
