import Merge
import Simulator
import Sync
import Testing

/// The product's accounting over worlds of faults: the same code as `audit`.
struct AuditTests {
    @Test(arguments: [Mutant.dropsOp, .forgetsEntry])
    func `an op that was never folded and an entry that was forgotten are missing`(
        mutant: Mutant
    ) throws {
        var (missing, found) = (0, 0)
        for seed in 1...12 as ClosedRange<UInt64> {
            var world = World(WorldOptions(seed: seed, mutant: mutant))
            do { _ = try world.run() } catch is WorldFailure { found += 1 }
            var audit = WriteAudit(schema: SimulatedRules.schema)
            try audit.run(world.hub)
            #expect(audit.total.isBalanced)
            missing += audit.total[.missing]
        }
        #expect(missing > 0)
        #expect(found >= 8)
    }

    @Test func `a history without its beginning or its middle misses change sets`() throws {
        var world = World(WorldOptions(seed: 3))
        _ = try world.run()
        var audit = WriteAudit(schema: SimulatedRules.schema)
        try audit.run(TornBook(whole: world.hub, torn: [1, 5]))
        #expect(audit.accounts[.unknown]?[.missing] ?? 0 >= 2)
        #expect(audit.total.isBalanced)
        #expect(!audit.total.isKept)
    }

    @Test func `accounts of days and offices add up to the whole`() throws {
        var world = World(WorldOptions(seed: 4))
        _ = try world.run()
        var whole = WriteAudit(schema: SimulatedRules.schema)
        try whole.run(world.hub)
        var parts = Account()
        for holder in whole.accounts.keys {
            var part = WriteAudit(
                schema: SimulatedRules.schema, filter: WriteAudit.Filter(holder: holder))
            try part.run(world.hub)
            #expect(part.total == whole.accounts[holder])
            parts.add(part.total)
        }
        #expect(parts == whole.total)
        let day = try #require(world.hub.page(after: 0).first?.day)
        var (before, after) = (whole.total.writes, 0)
        for filter in [WriteAudit.Filter(to: day), WriteAudit.Filter(from: day.advanced(by: 1))] {
            var part = WriteAudit(schema: SimulatedRules.schema, filter: filter)
            try part.run(world.hub)
            before -= part.total.writes
            after += part.total.writes
        }
        #expect(before == 0)
        #expect(after == whole.total.writes)
    }

    /// A hub's book from which somebody took positions.
    private struct TornBook: AccountBook {
        let whole: MemoryHub
        let torn: Set<Int64>

        var isWhole: Bool { true }

        func page(after ordinal: Int64) -> [AccountedChangeSet] {
            whole.page(after: ordinal).filter { !torn.contains($0.ordinal) }
        }

        func states(of records: Set<RecordID>, withOverlay: Bool) -> [RecordID: RecordState] {
            whole.states(of: records, withOverlay: withOverlay)
        }

        func holder(of replica: ReplicaID) -> AccountHolder { whole.holder(of: replica) }
    }
}
