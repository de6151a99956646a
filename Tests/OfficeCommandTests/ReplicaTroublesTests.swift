import Merge
import OfficeCommand
import Store
import Sync
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

    @Test func `keys that others can reach are told with the command that mends it`() throws {
        let open = ExposedPath(path: "/s/identity/replica.key", mode: 0o644, wanted: 0o600)
        let found = ReplicaTroubles.of(
            Self.well {
                $0.place.exposed = [open]
                // A key that others can reach is not read.
                $0.certificateEnd = nil
            })
        #expect(found.map(\.kind) == [.exposed])
        #expect(
            found.first?.text.contains("(mode 644): run `chmod 600 /s/identity/replica.key`")
                == true)
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
        #expect(kinds { $0.deskCertificateEnd = Self.ago(-30 * 24 * hour) }.isEmpty)
        #expect(
            kinds { $0.deskCertificateEnd = Self.ago(-30 * 24 * hour + 1) }
                == [.deskCertificateEnds])
        #expect(kinds { $0.deskCertificateEnd = Self.ago(1) } == [.deskCertificateEnds])
        #expect(kinds { $0.clockOffset = 300_000 }.isEmpty)
        #expect(kinds { $0.clockOffset = 300_001 } == [.clockOff])
        #expect(kinds { $0.clockOffset = -300_001 } == [.clockOff])
        #expect(kinds { $0.clockOffset = .min } == [.clockOff])
        #expect(kinds { $0.oldestBlocking = Self.ago(72 * hour) }.isEmpty)
        #expect(kinds { $0.oldestBlocking = Self.ago(72 * hour + 1) } == [.blockingConflict])
        #expect(kinds { $0.quarantined = 1 } == [.quarantine])
        #expect(kinds { $0.inCustody = 1 } == [.custody])
        #expect(kinds { $0.isEqual = false } == [.digestDiffers])
        let withheld = kinds {
            $0.isEqual = false
            $0.withheld = [RecordID(bits: 9)]
        }
        #expect(withheld == [.recordsWithheld])
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

    @Test func `a clock that went back makes nothing old, and is a trouble itself`() {
        #expect(
            kinds {
                $0.level = Self.ago(-1_000 * Self.hour)
                $0.place.latestStamp = Self.ago(-1_000 * Self.hour)
            } == [.clockBehind])
        #expect(kinds { $0.place.latestStamp = Self.ago(-300_000) }.isEmpty)
        #expect(kinds { $0.place.latestStamp = Self.ago(-300_001) } == [.clockBehind])
    }

    @Test func `a last sync that failed is told until one succeeds`() {
        #expect(kinds { $0.failure = .init(text: "x", at: Self.ago(Self.hour - 1)) } == [.failing])
        #expect(kinds { $0.failure = .init(text: "x", at: Self.ago(Self.hour)) }.isEmpty)
        #expect(
            kinds {
                $0.failure = .init(text: "x", at: Self.ago(1))
                $0.level = nil
            } == [.notLevel, .failing])
    }

    @Test func `what happened at the replica and at its disk is told`() {
        let at = Self.ago(Self.hour)
        #expect(kinds { $0.events = [.init("hub-history-lost", last: at)] } == [.hubRewound])
        #expect(kinds { $0.events = [.init("base-repaired", last: at)] } == [.baseRepaired])
        #expect(kinds { $0.events = [.init("record-repaired", last: at)] }.isEmpty)
        #expect(kinds { $0.isTimeZoneUnknown = true } == [.timeZoneUnknown])
        #expect(kinds { $0.place.freeBytes = 1 } == [.diskFull])
        #expect(kinds { $0.place.failedSince = at } == [.diskFailed])
    }

    @Test func `programs read one word per trouble`() {
        #expect(Trouble.Kind.digestDiffers.name == "digest-differs")
        #expect(Trouble.Kind.custody.name == "custody")
        #expect(Set(Trouble.Kind.allCases.map(\.name)).count == Trouble.Kind.allCases.count)
    }
}
