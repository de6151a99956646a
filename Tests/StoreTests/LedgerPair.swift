import Merge
import Simulator
import Sync
import Testing

@testable import Store

/// Two offices and a hub, each twice: in SQLite and in memory, fed the same messages.
struct LedgerPair {
    private let scratch: ScratchFolder
    private let hub: Hub
    private let offices: [Office]
    private var memoryHub = MemoryHub()
    private var memories: [MemoryOffice]
    private var dice: SplitMix
    private let seed: UInt64

    /// SplitMix64: the seed of a failing run is enough to see it again.
    private struct SplitMix {
        var state: UInt64

        mutating func below(_ limit: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ mixed >> 31) % UInt64(limit))
        }
    }

    init(seed: UInt64) throws {
        let scratch = try ScratchFolder()
        self.scratch = scratch
        self.seed = seed
        self.dice = SplitMix(state: seed)
        self.hub = try Hub(in: scratch)
        self.offices = try [Office(1, in: scratch), Office(2, in: scratch)]
        self.memories = offices.map { MemoryOffice(replica: $0.replica) }
    }

    mutating func step() throws {
        let number = dice.below(2)
        switch dice.below(10) {
        case 0..<5: try write(number)
        case 5..<8: try exchange(number, cutAfter: dice.below(6))
        case 8: try exchange(number, cutAfter: .max)
        default: try forget(number)
        }
    }

    private mutating func write(_ number: Int) throws {
        let office = offices[number]
        let id = Sample.id(dice.below(6))
        let texts = ["a", "b", "c", "caf\u{E9}", "cafe\u{301}"]
        let text = Scalar.text(texts[dice.below(texts.count)])
        let writes: [Write]
        switch dice.below(6) {
        case 0: writes = [Sample.write(id, "label", text), Sample.write(id, "count", .int(1))]
        case 1: writes = [Sample.write(id, "tags", key: [text])]
        case 2:
            writes = [
                Write(
                    record: id, type: "thing", attribute: "tags", key: Value([text]).encoded,
                    value: nil)
            ]
        case 3: writes = [Sample.write(id, "prices", .int(Int64(dice.below(3))), key: [text])]
        case 4: writes = [Sample.write(id, "since", .int(Int64(dice.below(3))))]
        default:
            let place = Sample.id(20 + dice.below(3))
            let other = offices[dice.below(2)].officeID
            let isAdded = dice.below(3) > 0
            writes = [
                Write(
                    record: place, type: "place", attribute: "offices",
                    key: Value([.blob(other.bytes[...])]).encoded, value: isAdded ? [] : nil)
            ]
        }
        // Nothing to remove is no op at all.
        let seen = try office.store.read { try $0.view(of: writes[0].record) } ?? RecordState()
        let isEmpty =
            writes[0].value == nil
            && seen.seen(writes[0].attribute, key: writes[0].key).isEmpty
        guard !isEmpty else { return }
        let sealed = try office.write(writes)
        memories[number].adopt(OwnChangeSet(sealed))
    }

    /// A rewound hub at hello: forget and start over, in both.
    private mutating func forget(_ number: Int) throws {
        let scopes = offices[number].peer.scopes
        let isRewound = dice.below(2) == 0
        try offices[number].store.write { ledger in
            if isRewound { try ledger.forgetAcknowledgements() }
            try ledger.restart(scopes: scopes)
        }
        if isRewound { memories[number].forgetAcknowledgements() }
        memories[number].restart(scopes: scopes)
    }

    /// A conversation in which the line may break after any message, in both at once.
    private mutating func exchange(_ number: Int, cutAfter limit: Int) throws {
        let office = offices[number]
        let rowsMax = 1 + dice.below(6)
        let now = hub.tick()
        var session = OfficeSession(now: now, rowsMax: rowsMax)
        var other = session
        var answering = HubSession(peer: office.peer)
        var outgoing = [
            try office.store.read {
                try session.hello(
                    group: Hub.group, replica: office.replica, schemaVersion: 1, ledger: $0)
            }
        ]
        let same = try other.hello(
            group: Hub.group, replica: office.replica, schemaVersion: 1,
            ledger: memories[number])
        #expect(outgoing == [same], "seed \(seed)")
        var left = limit
        while let message = outgoing.first, left > 0 {
            outgoing.removeFirst()
            for answer in try answers(to: message, &answering, now) {
                guard left > 0 else { return }
                left -= 1
                let replies = try office.store.write {
                    try session.receive(answer, ledger: &$0)
                }
                let expected = try other.receive(answer, ledger: &memories[number])
                #expect(replies == expected, "seed \(seed)")
                #expect(session == other)
                outgoing += replies
            }
        }
    }

    private mutating func answers(
        to message: OfficeMessage, _ session: inout HubSession, _ now: Timestamp
    ) throws -> [HubMessage] {
        let admission = Admission(rules: hub.rules, hub: ReplicaID(bits: 1), now: now)
        var copy = session
        let expected = try copy.receive(
            message, admission: admission, group: Hub.group, now: now, ledger: &memoryHub)
        let found = try hub.store.write { ledger in
            try session.receive(
                message, admission: admission, group: Hub.group, now: now, ledger: &ledger)
        }
        #expect(found == expected, "seed \(seed)")
        return found
    }

    func compare(_ step: Int) throws {
        try hub.store.read { (ledger) throws in
            #expect(try ledger.head == memoryHub.head)
            for (id, record) in memoryHub.records {
                #expect(try ledger.record(id) == record, "seed \(seed) step \(step)")
            }
        }
        for (office, memory) in zip(offices, memories) {
            try office.store.read { (ledger) throws in
                #expect(try ledger.cursor == memory.cursor)
                #expect(try ledger.top == memory.top)
                #expect(try ledger.pendingCount == memory.pendingCount)
                #expect(try ledger.unacknowledged() == memory.unacknowledged())
                for number in 0..<30 {
                    let id = Sample.id(number)
                    let found = try ledger.view(of: id)?.entries ?? []
                    let expected = memory.view(of: id)?.state.entries ?? []
                    #expect(found == expected, "seed \(seed) step \(step) record \(number)")
                }
            }
        }
    }

    mutating func finish() throws {
        for number in [0, 1, 0, 1] { try exchange(number, cutAfter: .max) }
        try compare(.max)
        for office in offices {
            #expect(try office.store.integrityProblems() == [], "seed \(seed)")
            let expected = try hub.store.read { try $0.digests(in: office.peer.scopes) }
            #expect(try office.store.read { try $0.digests() } == expected, "seed \(seed)")
        }
        #expect(try hub.store.integrityProblems() == [], "seed \(seed)")
    }
}
