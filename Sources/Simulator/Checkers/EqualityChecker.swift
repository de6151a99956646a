import Merge
import Sync

/// Every exchange proves that the office holds what the hub does; only damage is repaired.
enum EqualityChecker {
    static func check(_ world: World) throws {
        for site in world.sites {
            guard site.disk.certified == world.hub.head.position else {
                throw BrokenPromise(
                    "\(site.name) has its proof at \(site.disk.certified), the hub stands at "
                        + "\(world.hub.head.position)")
            }
            guard let word = world.hub.words[site.peer.replica],
                word.certified == site.disk.certified
            else {
                throw BrokenPromise("the hub has not heard of the proof of \(site.name)")
            }
        }
        for incident in world.hub.incidents {
            guard case .digestsRebuilt = incident else { continue }
            throw BrokenPromise("the hub lost count: \(incident.detail)")
        }
    }

    /// A repair without damage means that applying went wrong.
    static func check(_ new: MemoryOffice, after old: MemoryOffice, _ name: String) throws {
        for incident in new.incidents.dropFirst(old.incidents.count) {
            switch incident {
            case .repaired(let records, _):
                guard let wrong = records.first(where: { !old.damaged.contains($0.id) }) else {
                    continue
                }
                throw BrokenPromise(
                    "\(name) held \(wrong.type) \(wrong.id) wrongly: \(wrong.fault.rawValue)")
            case .stillDifferent, .digestsRebuilt:
                throw BrokenPromise("\(name): \(incident.detail)")
            default: continue
            }
        }
    }
}
