import Merge
import OfficeCommand
import Store
import Sync
import Testing

struct HubTroublesTests {
    private static let hour: Int64 = 3_600_000
    private static let now = Timestamp(milliseconds: 1_770_000_000_000)

    private static func ago(_ milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: now.milliseconds - milliseconds)
    }

    private func kinds(_ change: (inout HubFacts) -> Void = { _ in }) -> [Trouble.Kind] {
        var facts = HubFacts(now: Self.now)
        facts.certificateEnd = Self.ago(-300 * 24 * Self.hour)
        facts.place.freeBytes = 1 << 30
        facts.place.latestStamp = Self.ago(Self.hour)
        change(&facts)
        return HubTroubles.of(facts).map(\.kind)
    }

    @Test func `a hub that is well has no trouble`() {
        #expect(kinds() == [])
    }

    @Test func `each limit of a hub holds on both sides of its edge`() {
        let hour = Self.hour
        #expect(kinds { $0.place.freeBytes = 64 << 20 } == [])
        #expect(kinds { $0.place.freeBytes = 64 << 20 - 1 } == [.diskFull])
        #expect(kinds { $0.place.latestStamp = Self.ago(-300_000) } == [])
        #expect(kinds { $0.place.latestStamp = Self.ago(-300_001) } == [.clockBehind])
        #expect(kinds { $0.place.failedSince = Self.ago(90 * 24 * hour) } == [.diskFailed])
        #expect(kinds { $0.certificateEnd = Self.ago(-14 * 24 * hour) } == [])
        #expect(kinds { $0.certificateEnd = Self.ago(-14 * 24 * hour + 1) } == [.certificateEnds])
        #expect(kinds { $0.certificateEnd = Self.now } == [.certificateUnusable])
        #expect(kinds { $0.certificateEnd = nil } == [.certificateUnusable])
        #expect(kinds { $0.failure = .init(text: "x", at: Self.ago(26 * hour + 1)) } == [])
        #expect(kinds { $0.failure = .init(text: "x", at: Self.ago(26 * hour)) } == [.failing])
        #expect(
            kinds {
                $0.place.exposed = [ExposedPath(path: "/h", mode: 0o755, wanted: 0o700)]
                $0.certificateEnd = nil
            } == [.exposed])
        #expect(kinds { $0.backups.last = Self.ago(900 * hour) } == [])
        #expect(kinds { $0.backups.isKept = true } == [.backupLate])
        for (age, expected) in [(50 * hour, []), (50 * hour + 1, [Trouble.Kind.backupLate])] {
            let found = kinds {
                $0.backups.isKept = true
                $0.backups.last = Self.ago(age)
            }
            #expect(found == expected)
        }
        #expect(kinds { $0.unknownZones = 1 } == [.timeZoneUnknown])
        #expect(kinds { $0.foreignRows = 1 } == [.registryDiffers])
        #expect(
            kinds { $0.events = [.init("registry-differs", last: Self.ago(hour))] }
                == [.registryDiffers])
        #expect(
            kinds { $0.events = [.init("stopped-on", last: Self.ago(hour))] } == [.changeSetKept])
        #expect(
            kinds { $0.events = [.init("refused-at-door", last: Self.ago(hour))] }
                == [.refusedAtDoor])
        let untried = RecentEvent("suspicion-untried", last: Self.ago(hour))
        #expect(kinds { $0.events = [untried] } == [.untriedChange])
        let lifted = RecentEvent("suspicion-lifted", last: Self.ago(hour / 2))
        #expect(kinds { $0.events = [untried, lifted] } == [])
        #expect(kinds { $0.events = [.init("invited", last: Self.ago(hour))] } == [])
    }

    private func seen(_ change: (inout ReplicaFacts) -> Void) -> [Trouble.Kind] {
        var facts = ReplicaFacts(now: Self.now)
        facts.seen = Self.ago(Self.hour)
        facts.provenAt = Self.ago(Self.hour)
        change(&facts)
        return ReplicaTroubles.seen(facts).map(\.kind)
    }

    @Test func `what a hub saw of a replica stays until it is proven over`() {
        let hour = Self.hour
        #expect(seen { _ in } == [])
        let differs = RecentEvent("base-differs", last: Self.ago(2 * hour))
        #expect(seen { $0.events = [differs] } == [])
        #expect(
            seen {
                $0.events = [differs]
                $0.provenAt = Self.ago(3 * hour)
            } == [.digestDiffers])
        #expect(
            seen { $0.events = [.init("history-unknown", last: Self.ago(hour))] } == [.hubRewound])
        #expect(
            seen { $0.events = [.init("copied-disk", last: Self.ago(hour))] } == [.copiedDisk])
    }

    @Test func `a replica that calls and is never level is behind`() {
        let hour = Self.hour
        let behind = { (since: Int64, isBehind: Bool) in
            seen {
                $0.provenAt = Self.ago(since)
                $0.isBehind = isBehind
            }
        }
        #expect(behind(27 * hour, true) == [])
        #expect(behind(27 * hour + 1, true) == [.replicaBehind])
        #expect(behind(90 * hour, false) == [])
    }
}
