import Merge
import Sync
import Testing

@testable import Simulator

/// A ledger behind a network is told beforehand what it will be asked.
struct ForesightTests {
    private static let centre = Peer(
        replica: ReplicaID(bits: 9), role: .coordinator, office: nil,
        scopes: [.group, .central, .credentialing, .clinical])

    private static var admission: Admission {
        Admission(
            rules: SimulatedRules.rules, hub: ReplicaID(bits: 0xFF),
            now: Timestamp(milliseconds: 1_800_000_000_000), secret: SimulatedRules.secret)
    }

    /// A hub with some work of a centre, and what the centre does after that, one thing each.
    private static func group(_ count: Int, seed: UInt64) throws -> (MemoryHub, [Bytes]) {
        var hub = MemoryHub()
        hub.principals[centre.replica] = centre
        var desk = Simulator.Worker(
            store: MemoryOffice(replica: centre.replica), peer: centre, offices: World.offices,
            now: Timestamp(milliseconds: 1_790_000_000_000), dice: Dice(seed: seed))
        var pushes: [Bytes] = []
        while pushes.count < 2 * count {
            try desk.work(Workload.one(&desk.dice))
            pushes = desk.saved.map(\.bytes)
        }
        _ = try admission.admit(all: Array(pushes.prefix(count)), from: centre, ledger: &hub)
        return (hub, Array(pushes.dropFirst(count)))
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `what is told beforehand spares most rounds, and changes no answer`(seed: UInt64) throws {
        let (hub, push) = try Self.group(120, seed: seed)
        var near = hub
        let wanted = try Self.admission.admit(all: push, from: Self.centre, ledger: &near)
        var rounds: [Int] = []
        for isTold in [true, false] {
            var distant = DistantHub(hub, isTold: isTold)
            let found = try Self.admission.admit(all: push, from: Self.centre, ledger: &distant)
            #expect(found == wanted)
            #expect(distant.inner.head == near.head)
            #expect(distant.inner.records == near.records)
            #expect(distant.inner.visibilityRows == near.visibilityRows)
            rounds.append(distant.rounds)
        }
        // What is held back for a person is written under ids that only its verdict tells, and what
        // a doctor's run or move leads to, record by record, under such as only its rules do.
        #expect(rounds[0] * 6 < rounds[1], "\(rounds[0]) rounds instead of \(rounds[1])")
        #expect(rounds[0] < push.count * 5 / 4)
    }

    @Test func `a push of a thousand change sets of one record each costs a few rounds`() throws {
        var hub = MemoryHub()
        hub.principals[Self.centre.replica] = Self.centre
        let edits = { (round: UInt64) in
            (0..<1_000).map { number in
                let write = Write(
                    RecordID(bits: UInt128(0x7A11 + number)), "tally", "total",
                    .int(Int64(round)))
                return SealedChangeSet(
                    sealing: ChangeSet(
                        replica: Self.centre.replica, actor: nil, role: .coordinator,
                        claimedAt: Timestamp(milliseconds: 1_790_000_000_000), parent: nil,
                        nonce: round, ops: [write.op(seeing: RecordState(), shape: nil)])
                ).bytes
            }
        }
        _ = try Self.admission.admit(all: edits(1), from: Self.centre, ledger: &hub)
        var distant = DistantHub(hub)
        let answers = try Self.admission.admit(
            all: edits(2), from: Self.centre, ledger: &distant)
        #expect(answers.allSatisfy { $0.verdicts == [.applied] })
        #expect(distant.unforeseen == [])
        #expect(distant.rounds <= 8, "\(distant.rounds) rounds")
    }

    @Test func `a page costs a few rounds, however many rows it holds`() throws {
        let (hub, _) = try Self.group(200, seed: 7)
        var session = HubSession(peer: Self.centre)
        var ledger = DistantHub(hub)
        let now = Timestamp(milliseconds: 1_800_000_000_000)
        var office = MemoryOffice(replica: Self.centre.replica)
        office.restart(scopes: Self.centre.scopes)
        let hello = try OfficeSession(now: now).hello(
            group: World.group, replica: Self.centre.replica, schemaVersion: 1, ledger: office)
        let replies = try session.receive(
            hello, admission: Self.admission, group: World.group, now: now, ledger: &ledger)
        #expect(replies.count == 2)
        #expect(ledger.rounds <= 6, "\(ledger.rounds) rounds")
    }
}
