import Merge
import Sync

extension World {
    private static let roundsMax = 5
    /// The last rounds, in which nobody writes any more.
    private static let quietRounds = 2

    /// Faults stop; every machine syncs until nothing is left to say.
    mutating func heal() throws {
        hangUpAll()
        try upgradeHub()
        for round in 0..<World.roundsMax {
            for site in sites.indices {
                sites[site].cutUntil = 0
                sites[site].disk.pushCountMax = SyncLimits.pushCountMax
                do {
                    try syncSafely(site, rowsMax: round == 0 ? 2 : SyncLimits.pageRowsMax)
                } catch let error as SyncError {
                    throw BrokenPromise("\(sites[site].name) cannot sync: \(error)")
                }
                try LivenessChecker.check(sites[site], hub, exchanges: round + 1)
                // Hostile offices do not stop because the weather clears.
                if round < World.roundsMax - World.quietRounds { try mallorySpeaks() }
            }
        }
    }

    private mutating func syncSafely(_ site: Int, rowsMax: Int) throws {
        var office = OfficeSession(now: now(at: site), rowsMax: rowsMax)
        var session = HubSession(peer: sites[site].peer)
        let disk = sites[site].disk
        var toHub = [
            try office.hello(
                group: World.group, replica: disk.replica, schemaVersion: 1, ledger: disk)
        ]
        var messages = 0
        while !toHub.isEmpty {
            var toSite: [HubMessage] = []
            for message in toHub { toSite += try hubTransaction(message, &session) }
            try LivenessChecker.check(toSite)
            toHub = []
            for message in toSite {
                toHub += try siteTransaction(message, &office, at: site, isSafe: true) ?? []
            }
            messages += 1
            guard messages < LivenessChecker.messagesMax else {
                throw BrokenPromise("\(sites[site].name) never comes to an end")
            }
        }
        guard office.isDone else { throw BrokenPromise("\(sites[site].name) hangs") }
    }
}
