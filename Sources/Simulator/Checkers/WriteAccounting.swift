import Merge
import Sync

/// Every write that somebody was told is saved ends in exactly one place, and the sums add up.
enum WriteAccounting {
    static func check(_ world: World) throws -> Accounting {
        let hub = world.hub
        var named: Set<EntryID> = []
        for admitted in hub.history {
            for (op, verdict) in zip(admitted.content?.ops ?? [], admitted.verdicts)
            where verdict == .applied { named.formUnion(op.replaces) }
        }
        var accounting = Accounting()
        for sealed in world.journal.changeSets {
            accounting.countOps(sealed.content.ops.count)
            guard let answer = hub.answer(to: sealed.id) else {
                try checkLost(sealed.id, world)
                accounting.count(.lost, sealed.content.ops.count)
                continue
            }
            guard answer.verdicts.count == sealed.content.ops.count else {
                throw BrokenPromise("change set \(sealed.id) was judged in parts")
            }
            for (index, op) in sealed.content.ops.enumerated() {
                let id = EntryID(changeSet: sealed.id, index: UInt32(index))
                accounting.count(try fate(of: op, id, answer.verdicts[index], hub, named))
            }
        }
        guard accounting.isBalanced else {
            throw BrokenPromise("the sums do not add up: \(accounting.equation)")
        }
        return accounting
    }

    private static func fate(
        of op: Op, _ id: EntryID, _ verdict: Verdict, _ hub: MemoryHub, _ named: Set<EntryID>
    ) throws -> Accounting.Fate {
        switch verdict {
        case .proposed: return .proposed
        case .custody: return .custody
        case .applied: break
        default: return .quarantined
        }
        guard op.value != nil else { return .removal }
        let entries = hub.records[op.record]?.state.entries ?? []
        guard entries.contains(where: { $0.id == id }) else {
            guard named.contains(id) else {
                throw BrokenPromise("entry \(id) is gone and nobody ended it")
            }
            return .superseded
        }
        let shape = SimulatedRules.schema[op.type]?[op.attribute]?.shape
        if shape == .log || shape == .counter { return .current }
        let standing = entries.count { $0.attribute == op.attribute && $0.key == op.key }
        return standing > 1 ? .conflict : .current
    }

    private static func checkLost(_ id: ChangeSetID, _ world: World) throws {
        if let site = world.sites.first(where: { site in
            site.disk.own.contains { $0.sealed.id == id }
        }) {
            throw BrokenPromise("\(site.name) holds change set \(id), which the hub lacks")
        }
        guard world.journal.lostWithDisk.contains(id) else {
            throw BrokenPromise("change set \(id) was saved and is nowhere")
        }
    }
}
