// When is a peer too late? Until the call is open, each stage has its time, and all together have
// one. Then what counts is progress: a peer that owes an answer has `answer` for it, and one second
// more for every `slowestBytesPerSecond` that went over the line since, either way. So a large page
// over a slow line is never cut off, and a peer that sends a byte a minute is. A peer that owes
// nothing, as a hub to a replica that waits for news, must show now and then that it lives: the
// transport pings, and an answered ping is a byte.
//
// Example: answer 120 s, and 1 KiB/s is the slowest line. A pull at 10 s is due at 130 s; when 600
// KiB of the page have come by then, at 730 s.

/// Says by when a peer must have shown the next sign of life.
///
/// Pure: the time is an argument, counted from the call's beginning.
package struct LineClock: Equatable, Sendable {
    package let durations: LineDurations
    package private(set) var stage = LineStage.resolving
    private var enteredAt = Duration.zero
    private var isAnswerOwed = false
    /// When the answer came to be owed, or the debt was settled.
    private var askedAt = Duration.zero
    private var heardAt = Duration.zero
    /// Bytes either way since `askedAt`.
    private var carried = 0

    package init(_ durations: LineDurations) {
        self.durations = durations
    }

    /// A stage of the line begins, and with it its time.
    ///
    /// The stages before the call come again with each address that is tried; once a call is open
    /// there is no way back.
    package mutating func enter(_ next: LineStage, at now: Duration) {
        guard stage < .greeting || next > stage else { return }
        stage = next
        enteredAt = now
        heardAt = now
        askedAt = now
        carried = 0
    }

    /// Bytes passed; those that came in are a sign of life.
    package mutating func carry(_ bytes: Int, isInbound: Bool, at now: Duration) {
        carried += bytes
        if isInbound { heardAt = now }
    }

    /// What the other side said was understood, and it owes the next word or does not.
    package mutating func expect(answer isOwed: Bool, at now: Duration) {
        enter(.talking, at: now)
        isAnswerOwed = isOwed
        askedAt = now
        carried = 0
    }

    /// By when something must have happened.
    package var due: Duration {
        switch stage {
        case .resolving, .connecting, .securing, .opening:
            min(enteredAt + durations.limit(of: stage), durations.arriving)
        case .greeting: enteredAt + durations.greeting
        case .talking:
            isAnswerOwed
                ? askedAt + durations.answer
                    + .seconds(carried / WireLimits.slowestBytesPerSecond)
                : heardAt + durations.silence
        }
    }

    /// How long the other side had, for the words of an error.
    package func limit(at now: Duration) -> Duration {
        switch stage {
        case .resolving, .connecting, .securing, .opening: durations.limit(of: stage)
        case .greeting: durations.greeting
        case .talking: now - (isAnswerOwed ? askedAt : heardAt)
        }
    }
}
