import Merge
import Sync
import Testing

/// Where a write ended, policy by policy.
struct FateTests {
    private static let type = RecordType(
        "thing", "A thing.", visibility: .group, writers: .offices,
        [
            .register("latest", .integer(0...99), .latest),
            .register("review", .integer(0...99), .review),
            .register("maximum", .integer(0...99), .maximum),
            .set("tags", [Field("tag", .text(max: 9))]),
            .counter("total"),
        ])
    private let judge = FateJudge(schema: Schema(version: 1, types: [FateTests.type]))
    private let record = RecordID(bits: 7)

    private func entry(_ number: UInt64, _ attribute: String, _ value: Int64) -> Entry {
        let changeSet = ChangeSetID(bits: UInt128(number))
        return Entry(
            id: EntryID(changeSet: changeSet, index: 0), attribute: attribute, key: [],
            value: Value([.int(value)]).encoded,
            origin: Origin(
                changeSet: changeSet, position: number,
                effectiveAt: Timestamp(milliseconds: Int64(number)), replica: ReplicaID(bits: 1),
                actor: nil))
    }

    private func op(_ attribute: String, _ value: Int64?, replaces: [EntryID] = []) -> Op {
        Op(
            record: record, type: "thing", attribute: attribute,
            value: value.map { Value([.int($0)]).encoded }, replaces: replaces)
    }

    private func fates(_ entries: [Entry]) -> [Fate?] {
        let state = RecordState(entries: entries)
        return entries.map { entry in
            judge.fate(
                of: op(entry.attribute, entry.decoded[0].int), entry.id, verdict: .applied,
                standing: state)
        }
    }

    @Test func `the only entry is current, and one that is gone needs its successor`() {
        #expect(fates([entry(1, "review", 5)]) == [.current])
        let gone = judge.fate(
            of: op("review", 5), entry(1, "review", 5).id, verdict: .applied, standing: nil)
        #expect(gone == nil)
    }

    @Test func `siblings that say the same are no conflict`() {
        #expect(fates([entry(1, "review", 5), entry(2, "review", 5)]) == [.current, .current])
    }

    @Test func `siblings that differ conflict where a person decides, else one is outranked`() {
        #expect(
            fates([entry(1, "review", 5), entry(2, "review", 6)]) == [.inConflict, .inConflict])
        let (first, second) = (entry(1, "latest", 9), entry(2, "latest", 6))
        #expect(fates([first, second]) == [.outranked(by: second.id), .current])
        let (great, small) = (entry(1, "maximum", 9), entry(2, "maximum", 6))
        #expect(fates([great, small]) == [.current, .outranked(by: great.id)])
    }

    @Test func `amounts and attributes of a newer release never compete`() {
        #expect(fates([entry(1, "total", 5), entry(2, "total", 6)]) == [.current, .current])
        #expect(fates([entry(1, "newer", 5), entry(2, "newer", 6)]) == [.current, .current])
    }

    @Test func `a removal is in force until what it ended is back`() {
        let ended = entry(1, "review", 5)
        let removal = op("review", nil, replaces: [ended.id])
        let id = EntryID(changeSet: ChangeSetID(bits: 2), index: 0)
        let other = RecordState(entries: [entry(3, "review", 5)])
        let back = RecordState(entries: [ended])
        #expect(judge.fate(of: removal, id, verdict: .applied, standing: nil) == .removal)
        #expect(judge.fate(of: removal, id, verdict: .applied, standing: other) == .removal)
        #expect(judge.fate(of: removal, id, verdict: .applied, standing: back) == .missing)
    }

    @Test func `a write that did not count ends as its verdict says`() {
        let id = EntryID(changeSet: ChangeSetID(bits: 2), index: 0)
        let fate = { (verdict: Verdict?) in
            judge.fate(of: op("review", 5), id, verdict: verdict, standing: nil)
        }
        #expect(fate(nil) == .pending)
        #expect(fate(.proposed) == .proposed)
        #expect(fate(.custody) == .custody)
        for verdict in Verdict.allCases where verdict.isQuarantined {
            #expect(fate(verdict) == .quarantined(verdict))
        }
    }

    @Test func `every fate has one number and one word`() {
        #expect(Set(Fate.Kind.allCases.map(\.name)).count == Fate.Kind.allCases.count)
        var account = Account()
        for kind in Fate.Kind.allCases { account.settle(kind: kind, 1) }
        #expect(!account.isBalanced)
        account.meet(Fate.Kind.allCases.count)
        #expect(account.isBalanced)
        #expect(!account.isKept)
    }

    @Test func `an office is not told what another's write said that did not count`() {
        let write = { (verdict: Verdict) in
            HistoricWrite(
                entry: EntryID(changeSet: ChangeSetID(bits: 2), index: 0), position: 1,
                claimedAt: Timestamp(milliseconds: 1), effectiveAt: Timestamp(milliseconds: 1),
                replica: ReplicaID(bits: 1), office: RecordID(bits: 1), actor: nil, role: .office,
                reason: "why", attribute: "review", key: [1], value: [2], replaces: [],
                verdict: verdict)
        }
        let peer = { (office: UInt128?, role: Role) in
            Peer(
                replica: ReplicaID(bits: 9), role: role, office: office.map { RecordID(bits: $0) },
                scopes: [])
        }
        let other = peer(2, .office)
        #expect(write(.applied).told(to: other) == write(.applied))
        #expect(write(.custody).told(to: peer(1, .office)) == write(.custody))
        #expect(write(.custody).told(to: peer(nil, .admin)) == write(.custody))
        let told = write(.custody).told(to: other)
        #expect(told.isWithheld && told.value == nil && told.key.isEmpty && told.reason.isEmpty)
    }
}
