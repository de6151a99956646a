import Merge
import Sync

extension World {
    /// The hub's program gives way to a newer one, which knows what offices wrote before.
    mutating func upgradeHub() throws {
        guard !isHubUpgraded else { return }
        isHubUpgraded = true
        trace.note(clock, "upgrade", hub.head.position)
        hangUpAll()
        try releaseKept()
    }

    /// What an upgraded hub does at each start: it takes in what an older one kept aside.
    mutating func releaseKept() throws {
        guard isHubUpgraded else { return }
        for admitted in hub.history where admitted.verdicts.contains(.unknownType) {
            if options.mutant == .keepsAside, admitted.id.bits % 8 == 0 { continue }
            let isReleased = try admission.releaseKnown(admitted.id, ledger: &hub)
            sightings.saw(.releasedWork, isReleased ? 1 : 0)
        }
    }
}
