import Merge
import Sync
import Testing

/// How much of the hub one replica may use.
struct QuotaTests {
    private func at(_ milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: 1_700_000_000_000 + milliseconds)
    }

    @Test func `the burst is there at once, and one more is not`() {
        var bucket = TokenBucket(burst: 5, perHour: 60)
        for _ in 0..<5 { #expect(bucket.take(at: at(0)) == true) }
        #expect(bucket.take(at: at(0)) == false)
        #expect(bucket.take(at: at(59_999)) == false)
        #expect(bucket.take(at: at(60_000)) == true)
        #expect(bucket.take(at: at(60_000)) == false)
    }

    @Test func `it never holds more than the burst, however long nobody comes`() {
        var bucket = TokenBucket(burst: 3, perHour: 3_600)
        #expect(bucket.take(at: at(0)) == true)
        for far in [3_600_000, Int64.max - 1_700_000_000_000] {
            var later = bucket
            for _ in 0..<3 { #expect(later.take(at: at(far)) == true) }
            #expect(later.take(at: at(far)) == false)
        }
    }

    @Test func `a clock that is set back gives nothing twice`() {
        var bucket = TokenBucket(burst: 1, perHour: 3_600)
        #expect(bucket.take(at: at(10_000)) == true)
        #expect(bucket.take(at: at(0)) == false)
        #expect(bucket.take(at: at(10_500)) == false)
        #expect(bucket.take(at: at(11_000)) == true)
    }

    @Test func `what is owed is waited for, and no debt lasts for ever`() {
        var bucket = TokenBucket(burst: 100, perHour: 3_600)
        #expect(bucket.spend(100, at: at(0)) == 0)
        #expect(bucket.spend(2, at: at(0)) == 2_000)
        #expect(bucket.spend(0, at: at(1_500)) == 500)
        #expect(bucket.spend(0, at: at(2_000)) == 0)
        #expect(bucket.spend(.max, at: at(2_000)) == 400_000)
    }

    @Test(arguments: ReplicaQuota.Kind.allCases)
    func `each kind is refused beyond its limit and comes back with time`(
        kind: ReplicaQuota.Kind
    ) {
        var quota = ReplicaQuota()
        var count = 0
        while quota.admits(kind, at: at(0)), count < 100_000 { count += 1 }
        let limit =
            switch kind {
            case .exchanges: QuotaLimits.exchanges
            case .renewals: QuotaLimits.renewals
            case .inquiries: QuotaLimits.inquiries
            case .junk: QuotaLimits.junk
            }
        #expect(count == Int(limit.burst))
        #expect(quota.allows(kind, at: at(0)) == false)
        for other in ReplicaQuota.Kind.allCases where other != kind {
            #expect(quota.allows(other, at: at(0)) == true)
        }
        #expect(quota.allows(kind, at: at(3_600_000 / limit.perHour + 1)) == true)
    }

    /// 100,000 patients of half a kilobyte, pushed in messages of a megabyte that take the writer
    /// half a second each.
    @Test func `the first import of a large office passes at full speed`() {
        var quota = ReplicaQuota()
        var now: Int64 = 0
        for _ in 0..<60 {
            #expect(quota.took(bytes: 1 << 20, writing: 500, at: at(now)) == 0)
            now += 700
        }
    }

    @Test func `whoever goes on for hours gets a fifth of the writer, and is never refused`() {
        var quota = ReplicaQuota()
        var now: Int64 = 0
        var busy: Int64 = 0
        var longest: Int64 = 0
        for _ in 0..<20_000 {
            let pause = quota.took(bytes: 1 << 20, writing: 300, at: at(now))
            longest = max(longest, pause)
            busy += 300
            now += 300 + pause
        }
        #expect(longest > 0 && longest <= QuotaLimits.pauseMax)
        let share = Double(busy - QuotaLimits.writing.burst) / Double(now)
        #expect((0.15...0.22).contains(share))
    }

    @Test func `a live day of small messages waits for nothing`() {
        var quota = ReplicaQuota()
        var longest: Int64 = 0
        for second in 0..<28_800 {
            for _ in 0..<10 {
                let pause = quota.took(bytes: 600, writing: 5, at: at(Int64(second) * 1_000))
                longest = max(longest, pause)
            }
        }
        #expect(longest == 0)
    }
}
