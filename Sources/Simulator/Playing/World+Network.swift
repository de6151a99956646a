import Merge
import Sync

extension World {
    /// A site opens a line and says hello; the one it had is gone.
    mutating func connect(_ site: Int) throws {
        guard clock >= sites[site].cutUntil else { return }
        hangUp(site)
        let isLive = dice.isLucky(35)
        sightings.saw(isLive ? .liveSession : .nightlySession)
        let rowsMax = dice.isLucky(60) ? 1 + dice.below(5) : SyncLimits.pageRowsMax
        sites[site].disk.pushCountMax = 1 + dice.below(4)
        let session = OfficeSession(now: now(at: site), isLive: isLive, rowsMax: rowsMax)
        let disk = sites[site].disk
        let hello = try session.hello(
            group: World.group, replica: disk.replica, schemaVersion: 1, ledger: disk)
        let line = Line(site: site, office: session, hub: HubSession(peer: sites[site].peer))
        lines.append(line)
        sites[site].line = lines.count - 1
        trace.note(clock, "connect", UInt64(site))
        send([hello], toHubOn: lines.count - 1)
    }

    mutating func hangUp(_ site: Int) {
        guard let line = sites[site].line else { return }
        lines[line] = nil
        sites[site].line = nil
    }

    mutating func hangUpAll() {
        for site in sites.indices { hangUp(site) }
    }

    mutating func send(_ messages: [OfficeMessage], toHubOn line: Int) {
        for message in messages {
            guard let arrivals = arrivals(on: line, after: lines[line]?.lastToHub) else { return }
            lines[line]?.lastToHub = arrivals.last ?? clock
            for time in arrivals { queue.plan(.toHub(line: line, message), at: time) }
        }
    }

    mutating func send(_ messages: [HubMessage], toSiteOn line: Int) {
        for message in messages {
            guard let arrivals = arrivals(on: line, after: lines[line]?.lastToSite) else { return }
            lines[line]?.lastToSite = arrivals.last ?? clock
            for time in arrivals { queue.plan(.toSite(line: line, message), at: time) }
        }
    }

    /// When a message arrives, once or twice, in the order of the line; `nil` when the line breaks.
    private mutating func arrivals(on line: Int, after last: UInt64?) -> [UInt64]? {
        guard let last, let site = lines[line]?.site else { return nil }
        if dice.isLucky(4) {
            sightings.saw(.loss)
            trace.note(clock, "loss", UInt64(line))
            hangUp(site)
            return nil
        }
        var delay = UInt64(1 + dice.below(60))
        if dice.isLucky(4) {
            sightings.saw(.delay)
            delay += 3_000
        }
        let time = max(last, clock + delay)
        guard dice.isLucky(4) else { return [time] }
        sightings.saw(.doubling)
        return [time, time + UInt64(dice.below(50))]
    }

    // MARK: The hub's end

    mutating func hubReceives(_ message: OfficeMessage, on number: Int) throws {
        guard var line = lines[number], clock >= sites[line.site].cutUntil else { return }
        if crashesBefore(.hubCrash) { return hangUpAll() }
        if case .hello = message { supersede(sites[line.site].peer.replica, but: number) }
        if dice.isLucky(1) {
            // The transaction is rolled back with everything in it, and the process is gone.
            sightings.saw(.hubRollback)
            trace.note(clock, "hub rollback")
            return hangUpAll()
        }
        let before = hub.head
        let replies = try hubTransaction(message, &line.hub)
        lines[number] = line
        sawNews(in: message)
        if crashesBefore(.hubCrash) { return hangUpAll() }
        send(replies, toSiteOn: number)
        if case .refused? = replies.last { hangUp(line.site) }
        if hub.head != before { try wakeLiveLines(but: number) }
    }

    mutating func hubTransaction(
        _ message: OfficeMessage, _ session: inout HubSession
    ) throws -> [HubMessage] {
        guard let mutant = options.mutant else {
            return try session.receive(
                message, admission: admission, group: World.group, now: now, ledger: &hub)
        }
        var ledger = MutantHub(hub, mutant)
        let replies = try session.receive(
            message, admission: admission, group: World.group, now: now, ledger: &ledger)
        hub = ledger.inner
        return replies
    }

    private mutating func sawNews(in message: OfficeMessage) {
        guard case .push = message, let last = hub.history.last else { return }
        let names = Set(last.content?.ops.flatMap(\.replaces) ?? [])
        let touched = Set(last.content?.ops.map(\.record) ?? [])
        let awaited = touched.contains { id in
            hub.records[id]?.state.awaited.contains { names.contains($0.id) } ?? false
        }
        sightings.saw(.deadOnArrival, awaited ? 1 : 0)
    }

    private mutating func crashesBefore(_ sighting: Sighting) -> Bool {
        guard dice.below(250) == 0 else { return false }
        sightings.saw(sighting)
        trace.note(clock, "hub crash")
        return true
    }

    /// The newest hello of a replica wins: on the hub's side its older lines are dead.
    private mutating func supersede(_ replica: ReplicaID, but line: Int) {
        for site in sites.indices where sites[site].peer.replica == replica {
            guard let other = sites[site].line, other != line else { continue }
            sightings.saw(.supersededLine)
            hangUp(site)
        }
    }

    private mutating func wakeLiveLines(but current: Int) throws {
        for site in sites.indices {
            guard let number = sites[site].line, number != current, var line = lines[number] else {
                continue
            }
            let pages = try line.hub.historyGrew(ledger: hub)
            lines[number] = line
            send(pages, toSiteOn: number)
        }
    }

    // MARK: The site's end

    mutating func siteReceives(_ message: HubMessage, on number: Int) throws {
        guard var line = lines[number], clock >= sites[line.site].cutUntil else { return }
        let site = line.site
        if dice.below(150) == 0 {
            sightings.saw(.officeCrash)
            return hangUp(site)
        }
        do {
            let replies = try siteTransaction(message, &line.office, at: site)
            guard let replies else { return hangUp(site) }
            lines[number] = line
            send(replies, toHubOn: number)
            if line.office.isDone { hangUp(site) }
        } catch let failure as BrokenPromise {
            throw failure
        } catch {
            // A doubled message came out of turn, or the hub ended the exchange: connect again.
            sightings.saw(.brokenSession)
            trace.note(clock, "broken", UInt64(site))
            hangUp(site)
        }
    }

    /// One message, one transaction; `nil` when the machine dies before the commit.
    mutating func siteTransaction(
        _ message: HubMessage, _ session: inout OfficeSession, at site: Int,
        isSafe: Bool = false
    ) throws -> [OfficeMessage]? {
        var draft = MutantOffice(sites[site].disk, options.mutant)
        let replies = try session.receive(message, ledger: &draft)
        if !isSafe, dice.below(150) == 0 {
            sightings.saw(.officeRollback)
            return nil
        }
        try EqualityChecker.check(draft.inner, after: sites[site].disk, sites[site].name)
        saw(draft.inner, instead: sites[site].disk)
        sites[site].disk = draft.inner
        return replies
    }

    private mutating func saw(_ new: MemoryOffice, instead old: MemoryOffice) {
        sightings.saw(.splitPosition, new.cursor.through.isEndOfPosition ? 0 : 1)
        sightings.saw(.stash, new.stashed.count > old.stashed.count ? 1 : 0)
        sightings.saw(.release, new.own.count < old.own.count ? 1 : 0)
        let isRestart = new.cursor == .origin && old.cursor != .origin
        sightings.saw(.restart, isRestart ? 1 : 0)
        for incident in new.incidents.dropFirst(old.incidents.count) {
            switch incident {
            case .repaired(let records, _): sightings.saw(.baseRepair, records.count)
            case .historyLost: sightings.saw(.historyLost)
            default: continue
            }
        }
        sightings.saw(.certificate, new.certified > old.certified ? 1 : 0)
        sightings.saw(.purge, !isRestart && new.base.count < old.base.count ? 1 : 0)
    }
}
