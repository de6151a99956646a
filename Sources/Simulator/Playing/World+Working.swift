import Merge
import Sync

extension World {
    /// Somebody at a machine does a piece of work on his own disk.
    ///
    /// - Throws: `BrokenPromise` where a deed failed otherwise than by a rule's word.
    mutating func work(at site: Int) throws {
        let workload = Workload.one(&dice)
        let peer = sites[site].peer
        var worker = Worker(
            store: sites[site].disk, peer: peer, offices: World.offices, now: now(at: site),
            dice: dice)
        let disk = sites[site].disk
        let principals = hub.principals
        do {
            try worker.work(workload) { content, dice in
                World.isWritten(content, by: peer, on: disk, principals, &dice)
            }
        } catch {
            throw BrokenPromise("\(workload.name) at \(sites[site].name) failed: \(error)")
        }
        dice = worker.dice
        sightings.add(worker.sightings)
        guard let last = worker.saved.last else { return }
        if dice.below(100) == 0 {
            sightings.saw(.officeRollback)
            return hangUp(site)
        }
        sites[site].disk = worker.store
        for sealed in worker.saved { journal.saved(sealed) }
        trace.note(clock, "write", UInt64(truncatingIfNeeded: last.id.bits))
        sightings.saw(.lifecycle, workload.name == "lifecycle" ? 1 : 0)
        sightings.saw(.counter, workload.name == "tally" ? 1 : 0)
        sightings.saw(.scopeMove, workload.name == "move patient" ? 1 : 0)
        sightings.saw(.bulkMove, workload.name == "move many" ? 1 : 0)
        pushLive(site)
    }

    /// The commands refuse what can never be, and mostly turn what is not theirs into a proposal;
    /// an older command may write it all the same.
    private static func isWritten(
        _ content: ChangeSet, by peer: Peer, on disk: MemoryOffice,
        _ principals: [ReplicaID: Peer], _ dice: inout Dice
    ) -> Bool {
        let permissions = SimulatedRules.permissions(content, peer: peer) { record in
            disk.view(of: record)?.state ?? RecordState()
        } officeOf: {
            principals[$0]?.office
        }
        let isRefused = permissions.contains { if case .refuse = $0 { true } else { false } }
        if isRefused { return dice.isLucky(10) }
        return !permissions.contains(.propose) || dice.isLucky(40)
    }

    private mutating func pushLive(_ site: Int) {
        guard let number = sites[site].line, var line = lines[number], line.office.isLive else {
            return
        }
        do {
            let pushes = try line.office.wrote(ledger: &sites[site].disk)
            lines[number] = line
            send(pushes, toHubOn: number)
        } catch {
            hangUp(site)
        }
    }
}
