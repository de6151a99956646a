import Merge
import OfficeCommand
import Testing

struct ReplicaTroublesTests {
    private static let hour: Int64 = 3_600_000
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)

    private static func ago(_ milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: now.milliseconds - milliseconds)
    }

    private static func well(_ change: (inout ReplicaFacts) -> Void = { _ in }) -> ReplicaFacts {
        var facts = ReplicaFacts(now: now)
        facts.level = ago(hour)
        facts.certificateEnd = ago(-60 * 24 * hour)
        facts.isEqual = true
        change(&facts)
        return facts
    }

    private func kinds(_ change: (inout ReplicaFacts) -> Void) -> [Trouble.Kind] {
        ReplicaTroubles.of(Self.well(change)).map(\.kind)
    }

    @Test func `all well is no trouble`() {
        #expect(ReplicaTroubles.of(Self.well()).isEmpty)
        #expect(kinds { $0.isEqual = nil }.isEmpty)
    }

    @Test func `each limit holds on both sides of its edge`() {
        let hour = Self.hour
        #expect(kinds { $0.level = Self.ago(26 * hour) }.isEmpty)
        #expect(kinds { $0.level = Self.ago(26 * hour + 1) } == [.notLevel])
        #expect(kinds { $0.level = nil } == [.notLevel])
        #expect(kinds { $0.oldestPending = Self.ago(26 * hour) }.isEmpty)
        #expect(kinds { $0.oldestPending = Self.ago(26 * hour + 1) } == [.pendingLong])
        #expect(kinds { $0.oldestPurge = Self.ago(26 * hour) }.isEmpty)
        #expect(kinds { $0.oldestPurge = Self.ago(26 * hour + 1) } == [.purgeOutstanding])
        #expect(kinds { $0.certificateEnd = Self.ago(-14 * 24 * hour) }.isEmpty)
        #expect(kinds { $0.certificateEnd = Self.ago(-14 * 24 * hour + 1) } == [.certificateEnds])
        #expect(kinds { $0.certificateEnd = Self.ago(1) } == [.certificateUnusable])
        #expect(kinds { $0.certificateEnd = nil } == [.certificateUnusable])
        #expect(kinds { $0.clockOffset = 300_000 }.isEmpty)
        #expect(kinds { $0.clockOffset = 300_001 } == [.clockOff])
        #expect(kinds { $0.clockOffset = -300_001 } == [.clockOff])
        #expect(kinds { $0.clockOffset = .min } == [.clockOff])
        #expect(kinds { $0.oldestBlocking = Self.ago(72 * hour) }.isEmpty)
        #expect(kinds { $0.oldestBlocking = Self.ago(72 * hour + 1) } == [.blockingConflict])
        #expect(kinds { $0.quarantined = 1 } == [.quarantine])
        #expect(kinds { $0.inCustody = 1 } == [.custody])
        #expect(kinds { $0.isEqual = false } == [.digestDiffers])
    }

    @Test func `the gravest comes first`() {
        let found = kinds {
            $0.clockOffset = 400_000
            $0.inCustody = 2
            $0.level = nil
            $0.isEqual = false
            $0.certificateEnd = nil
        }
        #expect(found == [.digestDiffers, .certificateUnusable, .notLevel, .custody, .clockOff])
    }

    @Test func `a clock that went back makes nothing old`() {
        #expect(kinds { $0.level = Self.ago(-1_000 * Self.hour) }.isEmpty)
    }

    @Test func `programs read one word per trouble`() {
        #expect(Trouble.Kind.digestDiffers.name == "digest-differs")
        #expect(Trouble.Kind.custody.name == "custody")
        #expect(Set(Trouble.Kind.allCases.map(\.name)).count == Trouble.Kind.allCases.count)
    }
}
