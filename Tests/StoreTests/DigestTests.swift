import Merge
import Sync
import Testing

@testable import Store

/// What a store keeps count of is what a walk over everything says.
struct DigestTests {
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

    private static let scopes: [Scope] = [
        .group, .central, .clinical, .office(Sample.id(1)), .office(Sample.id(2)),
    ]

    private static func state(_ dice: inout SplitMix) -> RecordState {
        let origin = Origin(
            changeSet: ChangeSetID(bits: UInt128(dice.below(1_000))), position: 1,
            effectiveAt: Timestamp(milliseconds: 1), replica: ReplicaID(bits: 1), actor: nil)
        return RecordState(entries: [
            Entry(
                id: EntryID(changeSet: origin.changeSet, index: 0), attribute: "label", key: [],
                value: Value([.int(Int64(dice.below(99)))]).encoded, origin: origin)
        ])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `the hub's sums count each record once, whatever scopes overlap`(seed: UInt64) throws {
        let scratch = try ScratchFolder()
        let hub = try Hub(in: scratch)
        var dice = SplitMix(state: seed)
        var records: [RecordID: StoredRecord] = [:]
        var seen: [RecordID: Set<Scope>] = [:]
        for _ in 0..<25 {
            try hub.store.write { ledger in
                for _ in 0...dice.below(6) {
                    let id = Sample.id(dice.below(12))
                    if dice.below(2) == 0 {
                        let stored = StoredRecord(
                            id: id, type: "thing", state: DigestTests.state(&dice))
                        records[id] = stored
                        try ledger.put(stored, changed: 1)
                    } else {
                        let scope = DigestTests.scopes[dice.below(5)]
                        let isIn = dice.below(3) > 0
                        try ledger.set(
                            VisibilityRow(
                                scope: scope, record: id, changed: 1, entered: 1, isIn: isIn))
                        if isIn {
                            seen[id, default: []].insert(scope)
                        } else {
                            seen[id]?.remove(scope)
                        }
                    }
                    if dice.below(8) == 0 { try ledger.rebuildDigests() }
                }
                let asked = DigestTests.scopes.filter { _ in dice.below(2) == 0 }
                let wanted = records.values.filter { stored in
                    !(seen[stored.id] ?? []).isDisjoint(with: asked)
                }
                let sum = wanted.reduce(SetDigest.empty) {
                    $0 + SetDigest(of: $1.id, type: $1.type, state: $1.state)
                }
                #expect(try ledger.digest(in: asked) == sum, "seed \(seed)")
                #expect(DigestSums(of: try ledger.recordDigests(in: asked)).total == sum)
            }
        }
        #expect(try hub.store.integrityProblems() == [])
        try hub.reopen()
        let all = records.values.filter { !(seen[$0.id] ?? []).isEmpty }
            .reduce(SetDigest.empty) { $0 + SetDigest(of: $1.id, type: $1.type, state: $1.state) }
        #expect(try hub.store.read { try $0.digest(in: DigestTests.scopes) } == all)
    }

    /// A hub and an office that are level over 30 records.
    private func level(_ scratch: ScratchFolder) throws -> (office: Office, hub: Hub) {
        let hub = try Hub(in: scratch)
        let office = try Office(in: scratch)
        for number in 0..<30 {
            try office.write(Sample.write(Sample.id(number), "label", .text("label \(number)")))
        }
        try office.synchronize(with: hub)
        return (office, hub)
    }

    private func isEqual(_ office: Office, _ hub: Hub) throws -> Bool {
        let expected = try hub.store.read { try $0.digests(in: office.peer.scopes) }
        let proof = try office.store.read { try $0.certificate() }
        return try office.store.read { try $0.digests() } == expected
            && proof?.head == hub.store.read { try $0.head }
    }

    private func events(_ store: Store) throws -> [String] {
        try store.read { try $0.auditLines(limit: 50) }.map(\.event)
    }

    @Test func `an office's count outlives transactions, rollbacks and restarts`() throws {
        let scratch = try ScratchFolder()
        let (office, hub) = try level(scratch)
        struct Stop: Error {}
        for number in 0..<5 {
            #expect(throws: Stop.self) {
                try office.store.write { ledger in
                    try ledger.put(
                        PageRow(record: Sample.id(number), type: "thing", content: .out))
                    _ = try ledger.baseDigest
                    throw Stop()
                }
            }
        }
        #expect(try isEqual(office, hub))
        for number in 0..<40 {
            try office.write(Sample.write(Sample.id(number), "count", .int(Int64(number))))
            try office.synchronize(with: hub)
            if number % 7 == 0 { try office.reopen() }
            if number % 11 == 0 {
                try office.store.write { try $0.restart(scopes: office.peer.scopes) }
                #expect(try office.store.read { try $0.certificate() } == nil)
                try office.synchronize(with: hub)
            }
            #expect(try isEqual(office, hub))
        }
        #expect(try events(office.store) == [])
        #expect(try events(hub.store) == [])
    }

    @Test func `a lost row comes back with the next exchange`() throws {
        let scratch = try ScratchFolder()
        let (office, hub) = try level(scratch)
        let lost = [3, 4, 17].map { Sample.id($0) }
        try office.store.write { transaction in
            for id in lost {
                try transaction.connection.run("DELETE FROM record WHERE id = ?", [.id(id)])
            }
        }
        #expect(
            try office.store.integrityProblems().contains {
                $0.hasPrefix("the records are not those that the hub confirmed")
            })
        // One of them grows at the hub: the page builds on what is lost.
        let other = try Office(2, in: scratch)
        try other.synchronize(with: hub)
        try other.write(Sample.write(lost[0], "count", .int(1)))
        try other.synchronize(with: hub)
        try office.reopen()
        try office.synchronize(with: hub)
        #expect(try isEqual(office, hub))
        #expect(try office.store.integrityProblems() == [])
        #expect(try events(office.store) == ["base-repaired"] + lost.map { _ in "record-repaired" })
        #expect(try events(hub.store) == ["base-differs"])
    }

    @Test func `a damaged row is named, forgotten and brought back`() throws {
        let scratch = try ScratchFolder()
        let (office, hub) = try level(scratch)
        let (torn, forged) = (Sample.id(5), Sample.id(6))
        try office.write(Sample.write(torn, "count", .int(7)))
        try office.store.write { transaction in
            try transaction.connection.run(
                "UPDATE record SET state = zeroblob(40) WHERE id = ?", [.id(torn)])
            // Sealed as the store would, so that only the digest tells.
            try transaction.connection.run(
                """
                UPDATE record SET state = (SELECT state FROM record WHERE id = ?) WHERE id = ?
                """, [.id(Sample.id(7)), .id(forged)])
        }
        try office.reopen()
        let problems = try office.store.integrityProblems()
        #expect(problems.contains("record \(torn) cannot be read"))
        #expect(problems.contains("record \(forged) is not what was stored"))
        let forgotten = try office.store.forgetDamagedRecords(at: Timestamp(milliseconds: 5))
        #expect(Set(forgotten.forgotten) == [torn, forged])
        // His own write that waits is still there, and shown.
        #expect(try office.row(torn)?["count"] == "7")
        #expect(try office.row(torn)?["label"] == "NULL" || office.row(torn)?["label"] == "")
        try office.synchronize(with: hub)
        #expect(try isEqual(office, hub))
        #expect(try office.row(torn)?["label"] == "label 5")
        #expect(try office.row(torn)?["count"] == "7")
        #expect(try office.store.integrityProblems() == [])
    }

    @Test func `a page over a damaged row does not stop the exchange`() throws {
        let scratch = try ScratchFolder()
        let (office, hub) = try level(scratch)
        try office.store.write {
            try $0.connection.run(
                "UPDATE record SET state = zeroblob(40) WHERE id = ?", [.id(Sample.id(5))])
        }
        let other = try Office(2, in: scratch)
        try other.synchronize(with: hub)
        try other.write(Sample.write(Sample.id(5), "count", .int(1)))
        try other.synchronize(with: hub)
        try office.reopen()
        try office.synchronize(with: hub)
        #expect(try isEqual(office, hub))
        #expect(try office.store.integrityProblems() == [])
    }

    @Test func `digests that are off are counted anew, at an office and at the hub`() throws {
        let scratch = try ScratchFolder()
        let (office, hub) = try level(scratch)
        try office.store.write {
            try $0.connection.run("UPDATE record SET digest = zeroblob(16)")
        }
        try office.reopen()
        try office.write(Sample.write(Sample.id(1), "count", .int(1)))
        try office.synchronize(with: hub)
        #expect(try isEqual(office, hub))
        #expect(try events(office.store) == ["digests-rebuilt"])
        #expect(try office.store.integrityProblems() == [])
        try hub.store.write {
            try $0.connection.run("UPDATE audience SET digest = zeroblob(16)")
        }
        #expect(try hub.store.integrityProblems() == ["the digests of 1 audiences are off"])
        try office.write(Sample.write(Sample.id(1), "count", .int(2)))
        try office.synchronize(with: hub)
        #expect(try isEqual(office, hub))
        #expect(try events(hub.store).contains("digests-rebuilt"))
        #expect(try hub.store.integrityProblems() == [])
    }

    @Test func `an office does not take the hub's damage for its own`() throws {
        let scratch = try ScratchFolder()
        let (office, hub) = try level(scratch)
        try hub.store.write {
            try $0.connection.run(
                "UPDATE record SET state = zeroblob(40) WHERE id = ?", [.id(Sample.id(5))])
        }
        try office.store.write {
            try $0.connection.run("DELETE FROM record WHERE id = ?", [.id(Sample.id(6))])
        }
        try office.reopen()
        #expect(throws: StoreError.self) { try office.synchronize(with: hub) }
        #expect(try office.row(Sample.id(5))?["label"] == "label 5")
        #expect(try office.store.read { try $0.view(of: Sample.id(5)) } != nil)
    }

    @Test func `what replicas vouch for finds a cut and a rewritten history`() throws {
        let scratch = try ScratchFolder()
        let (_, hub) = try level(scratch)
        #expect(try hub.store.integrityProblems() == [])
        let cut = { (count: Int) in
            try hub.store.write { transaction in
                try transaction.connection.run(
                    "DELETE FROM change_set WHERE ordinal > ?", [.int(Int64(30 - count))])
            }
        }
        try cut(1)
        let problems = try hub.store.integrityProblems()
        #expect(problems.count == 1)
        #expect(problems[0].contains("vouches for position 30, the history ends at 29"))
        // Somebody writes on: the position is there again, with another past.
        let other = try Office(2, in: scratch)
        try other.write(Sample.write(Sample.id(1), "count", .int(2)))
        try other.synchronize(with: hub)
        #expect(
            try hub.store.integrityProblems().contains {
                $0.contains("heard another history up to position 30")
            })
    }

    @Test(arguments: ["removed", "edited", "judged otherwise", "reordered"])
    func `a history that was tampered with is found`(how: String) throws {
        let scratch = try ScratchFolder()
        let (_, hub) = try level(scratch)
        try hub.store.write { transaction in
            let connection = transaction.connection
            let run = { (sql: String) in try connection.run(sql) }
            switch how {
            case "removed": try run("DELETE FROM change_set WHERE ordinal = 7")
            case "edited":
                try run("UPDATE change_set SET bytes = x'00' WHERE ordinal = 7")
            case "judged otherwise":
                try run("UPDATE change_set SET verdicts = x'02' WHERE ordinal = 7")
            default:
                try run("UPDATE change_set SET ordinal = 1000 WHERE ordinal = 7")
                try run("UPDATE change_set SET ordinal = 7 WHERE ordinal = 8")
                try run("UPDATE change_set SET ordinal = 8 WHERE ordinal = 1000")
            }
        }
        #expect(try !hub.store.integrityProblems().isEmpty)
    }
}
