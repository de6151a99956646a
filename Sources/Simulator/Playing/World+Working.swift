import Merge
import Sync

extension World {
    /// Somebody at a machine does a piece of work: one transaction on his own disk.
    mutating func work(at site: Int) {
        let workload = Workload.one(&dice)
        let peer = sites[site].peer
        var desk = Worker(
            store: sites[site].disk, office: peer.office, offices: World.offices,
            now: now(at: site), dice: dice)
        let writes = workload.writes(&desk)
        dice = desk.dice
        guard !writes.isEmpty else { return }
        var draft = sites[site].disk
        let sealed = draft.commit(
            writes, schema: SimulatedRules.schema, role: peer.role, actor: RecordID(bits: 5),
            reason: dice.isLucky(50) ? "asked by phone" : "", claimedAt: now(at: site),
            nonce: dice.next())
        guard isWritten(sealed.content, at: site) else { return }
        if dice.below(100) == 0 {
            sightings.saw(.officeRollback)
            return hangUp(site)
        }
        sites[site].disk = draft
        journal.saved(sealed)
        trace.note(clock, "write", UInt64(truncatingIfNeeded: sealed.id.bits))
        sightings.saw(.lifecycle, workload.name == "lifecycle" ? 1 : 0)
        sightings.saw(.counter, workload.name == "tally" ? 1 : 0)
        sightings.saw(.scopeMove, workload.name == "move patient" ? 1 : 0)
        sightings.saw(.bulkMove, workload.name == "move many" ? 1 : 0)
        pushLive(site)
    }

    /// The commands refuse what can never be, and mostly turn what is not theirs into a proposal;
    /// an older command may write it all the same.
    private mutating func isWritten(_ content: ChangeSet, at site: Int) -> Bool {
        let disk = sites[site].disk
        let principals = hub.principals
        let permissions = SimulatedRules.permissions(content, peer: sites[site].peer) { record in
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
