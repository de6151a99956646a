import Merge
import Sync

/// Every replica holds exactly what the hub holds in its scope, and nothing waits anywhere.
enum ConvergenceChecker {
    static func check(_ world: World) throws {
        for site in world.sites {
            let disk = site.disk
            let wanted = world.hub.restricted(to: site.peer.scopes)
            guard disk.base.count == wanted.count else {
                throw BrokenPromise(
                    "\(site.name) has \(disk.base.count) records instead of \(wanted.count)")
            }
            for (id, stored) in wanted {
                guard let held = disk.base[id] else {
                    throw BrokenPromise("\(site.name) lacks record \(id)")
                }
                try compare(held, stored, at: site)
            }
            guard disk.pendingCount == 0, disk.overlay.isEmpty, disk.stashed.isEmpty else {
                throw BrokenPromise("\(site.name) still has something pending")
            }
            guard disk.cursor.from == world.hub.head.position else {
                throw BrokenPromise("\(site.name) stands at \(disk.cursor.from)")
            }
        }
    }

    private static func compare(
        _ held: StoredRecord, _ stored: StoredRecord, at site: Site
    ) throws {
        guard held.type == stored.type,
            held.state.canonicalBytes == stored.state.canonicalBytes
        else {
            throw BrokenPromise(
                "\(site.name) holds \(held.state.entries.map(\.id)) of \(stored.type) "
                    + "\(stored.id), the hub \(stored.state.entries.map(\.id))")
        }
        for (mine, wanted) in zip(held.state.entries, stored.state.entries) {
            let isTimeWrong = mine.origin.effectiveAt != wanted.origin.effectiveAt
            guard mine.origin.position != wanted.origin.position || isTimeWrong else { continue }
            throw BrokenPromise(
                "\(site.name) has another \(isTimeWrong ? "time" : "position") for entry "
                    + "\(mine.id) of \(stored.type) \(stored.id)")
        }
    }
}
