import Merge
import Sync

extension World {
    /// The line goes down for a while.
    mutating func cut(_ site: Int) {
        sightings.saw(.partition)
        trace.note(clock, "partition", UInt64(site))
        sites[site].cutUntil = clock + UInt64(500 + dice.below(5_000))
        hangUp(site)
    }

    /// Somebody copies a disk aside, or the hub makes its backup.
    mutating func backUp(_ site: Int) {
        guard dice.isLucky(50) else {
            sites[site].backup = sites[site].disk
            return
        }
        sightings.saw(.backup)
        trace.note(clock, "backup", hub.head.position)
        backups.append(hub)
        if backups.count > 3 { backups.removeFirst() }
        hub.backedUpThrough = backups.first?.head.position ?? 0
    }

    /// A second machine starts with a copy of a disk.
    mutating func clone(_ site: Int) {
        guard sites.count < World.sitesMax else { return }
        sightings.saw(.clone)
        trace.note(clock, "clone", UInt64(site))
        sites.append(sites[site].cloned(as: "clone \(sites.count) of \(sites[site].name)"))
    }

    /// A disk goes back to an older copy; what only it held is gone.
    mutating func restore(_ site: Int) {
        guard let backup = sites[site].backup else { return }
        sightings.saw(.restore)
        trace.note(clock, "restore", UInt64(site))
        hangUp(site)
        let others = sites.indices.filter { $0 != site }.map { sites[$0].disk }
        journal.diskReplaced(sites[site].disk, by: backup, others: others)
        sites[site].disk = backup
    }

    /// A disk spoils something of what it holds of the hub's state, and nobody notices.
    mutating func damage(_ site: Int) {
        let held = sites[site].disk.base
        let beyond = hub.records.keys.filter { held[$0] == nil }.sorted()
        guard let record = dice.one(of: held.keys.sorted()), let stored = held[record] else {
            return
        }
        sightings.saw(.baseDamage)
        trace.note(clock, "damage", UInt64(truncatingIfNeeded: record.bits))
        switch dice.below(4) {
        case 0:
            sites[site].disk.damage(record, to: nil)
        case 1:
            var entries = Array(stored.state.entries)
            if !entries.isEmpty { entries.remove(at: dice.below(entries.count)) }
            let state = RecordState(entries: entries)
            sites[site].disk.damage(
                record, to: StoredRecord(id: record, type: stored.type, state: state))
        case 2:
            sites[site].disk.damage(record, to: sites[site].backup?.base[record])
        default:
            guard let foreign = dice.one(of: beyond) else { return }
            sites[site].disk.damage(foreign, to: hub.records[foreign])
        }
    }

    /// The hub is restored from one of the backups it keeps.
    mutating func rewindHub() throws {
        let place = dice.below(backups.count)
        sightings.saw(.rewind)
        trace.note(clock, "rewind", backups[place].head.position)
        hangUpAll()
        hub = backups[place]
        backups.removeSubrange((place + 1)...)
        hub.backedUpThrough = backups.first?.head.position ?? 0
        try releaseKept()
    }
}
