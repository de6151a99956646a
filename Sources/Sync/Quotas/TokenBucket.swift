package import Merge

/// How much of something may be used: so much at once, and so much more with every hour.
///
/// It knows no clock. One that was set back gives nothing until it has caught up; one that was set
/// ahead fills the bucket once.
package struct TokenBucket: Equatable, Sendable {
    package let burst: Int64
    package let perHour: Int64
    /// In parts of an hour's millisecond, so that nothing is rounded away; below zero is owed.
    private var level: Int64
    private var filledAt: Timestamp?

    private static let partsPerUnit: Int64 = 3_600_000

    package init(burst: Int64, perHour: Int64) {
        precondition(burst > 0 && perHour > 0, "a bucket that never fills refuses everybody")
        self.burst = burst
        self.perHour = perHour
        self.level = burst * TokenBucket.partsPerUnit
    }

    /// Takes so much if it is there.
    package mutating func take(_ amount: Int64 = 1, at now: Timestamp) -> Bool {
        fill(at: now)
        guard level >= amount * TokenBucket.partsPerUnit else { return false }
        level -= amount * TokenBucket.partsPerUnit
        return true
    }

    /// Whether anything is left.
    package mutating func hasSome(at now: Timestamp) -> Bool {
        fill(at: now)
        return level >= TokenBucket.partsPerUnit
    }

    /// Takes it whether it is there or not.
    ///
    /// - Returns: how many milliseconds it takes until nothing is owed.
    package mutating func spend(_ amount: Int64, at now: Timestamp) -> Int64 {
        fill(at: now)
        let capped = min(amount, TokenBucket.spentMax * burst)
        level = max(level - capped * TokenBucket.partsPerUnit, -TokenBucket.spentMax * full)
        return level >= 0 ? 0 : (-level + perHour - 1) / perHour
    }

    /// No debt is larger than so many times the burst.
    private static let spentMax: Int64 = 4

    private var full: Int64 { burst * TokenBucket.partsPerUnit }

    private mutating func fill(at now: Timestamp) {
        let before = filledAt ?? now
        filledAt = max(before, now)
        guard now > before else { return }
        let missing = full - level
        let (elapsed, isLong) = now.milliseconds.subtractingReportingOverflow(before.milliseconds)
        guard !isLong, elapsed < missing / perHour + 1 else {
            level = full
            return
        }
        level = min(full, level + elapsed * perHour)
    }
}
