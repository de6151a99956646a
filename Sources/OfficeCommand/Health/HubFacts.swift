package import Merge
package import Sync
internal import Tables

/// What a hub knows of its own health.
package struct HubFacts: Equatable, Sendable {
    package var now: Timestamp
    package var place = PlaceFacts()
    /// What the store's audit says of the last days, whomever it is about.
    package var events: [RecentEvent] = []
    /// The last of the hub's own errors.
    package var failure: LastFailure?
    /// When the certificate ends that its listeners show; `nil` when there is none that is good.
    package var certificateEnd: Timestamp?
    /// Offices whose records name a time zone that this machine does not know.
    package var unknownZones = 0
    /// Rows of the registry that are not what the hub wrote, or are gone.
    package var foreignRows = 0
    /// Records that are too large to send.
    package var withheld: [RecordID] = []
    /// Machines that a restored hub waits for, by name.
    package var awaited: [String] = []
    package var backups = BackupFacts()
    package var oldestBlocking: Timestamp?
    package var quarantined = 0
    package var inCustody = 0

    package init(now: Timestamp) {
        self.now = now
    }
}

/// The pure judgement over a hub's facts, the gravest first.
package enum HubTroubles {
    /// What an operator is told of a hub's facts, the worst first.
    package static func of(_ facts: HubFacts) -> [Trouble] {
        var waiting = ReplicaFacts(now: facts.now)
        waiting.oldestBlocking = facts.oldestBlocking
        waiting.quarantined = facts.quarantined
        waiting.inCustody = facts.inCustody
        waiting.withheld = facts.withheld
        return
            (PlaceTroubles.of(facts.place, now: facts.now)
            + ReplicaTroubles.sizes(waiting, atHub: true) + ReplicaTroubles.waiting(waiting)
            + certificate(facts) + restoring(facts)
            + facts.backups.troubles(now: facts.now, of: "bridgework-hub")
            + registry(facts) + happened(facts)).sorted()
    }

    private static func certificate(_ facts: HubFacts) -> [Trouble] {
        guard facts.place.exposed.isEmpty || facts.certificateEnd != nil else { return [] }
        guard let end = facts.certificateEnd, end > facts.now else {
            return [
                Trouble(
                    .certificateUnusable,
                    "the hub shows no certificate that holds now: see that the clock is right, and "
                        + "start `bridgework-hub serve` anew, which makes one")
            ]
        }
        let days = (end.milliseconds - facts.now.milliseconds) / HealthLimits.dayMilliseconds
        guard days < HealthLimits.certificateDaysMin else { return [] }
        return [
            Trouble(
                .certificateEnds,
                "the hub's certificate ends in \(days) days: start `bridgework-hub serve` anew, "
                    + "which makes the next")
        ]
    }

    private static func restoring(_ facts: HubFacts) -> [Trouble] {
        guard !facts.awaited.isEmpty else { return [] }
        let named = facts.awaited.prefix(HubTroubles.awaitedNamed).joined(separator: ", ")
        let more = facts.awaited.count - HubTroubles.awaitedNamed
        return [
            Trouble(
                .restoring,
                "the hub was restored and serves nobody before it has heard "
                    + "\(Counted(facts.awaited.count, "machine")): \(named)"
                    + (more > 0 ? " and \(more) more" : "")
                    + "; for one that will not call: `bridgework-hub resume --without NAME`")
        ]
    }

    private static let awaitedNamed = 5

    /// Another hand at the hub's store: what stands so now, and what the hub wrote over since.
    private static func registry(_ facts: HubFacts) -> [Trouble] {
        var found: [Trouble] = []
        if facts.foreignRows > 0 {
            let rows = facts.foreignRows == 1 ? "1 row" : "\(facts.foreignRows) rows"
            found.append(
                Trouble(
                    .registryDiffers,
                    "the registry is not as the hub wrote it, in \(rows): another hand was at its "
                        + "store; `bridgework-hub verify` names the replicas: revoke them and "
                        + "invite them anew, or put the store back from a backup"))
        }
        let noted = facts.events.filter { $0.event == "registry-differs" }
        if let last = noted.map(\.last).max() {
            let many = noted.count == 1 ? "1 replica" : "\(noted.count) replicas"
            found.append(
                Trouble(
                    .registryDiffers,
                    "the hub wrote over the rows of \(many) that another hand had changed, the "
                        + "last at \(Table.instant(last)): `bridgework-hub events` names them; "
                        + "see in `bridgework-hub replicas` that their scopes are right"))
        }
        return found
    }

    private static func happened(_ facts: HubFacts) -> [Trouble] {
        var found: [Trouble] = []
        if let failure = facts.failure,
            facts.now.milliseconds - failure.at.milliseconds <= HealthLimits.failureAgeMax
        {
            let at = Table.instant(failure.at)
            found.append(Trouble(.failing, "the hub failed at \(at): \(failure.text)"))
        }
        let kept = facts.events.filter { $0.event == "stopped-on" }
        if let last = kept.map(\.last).max() {
            let many = Counted(kept.count, "change set")
            found.append(
                Trouble(
                    .changeSetKept,
                    "\(many) stopped the hub, the last at \(Table.instant(last)): "
                        + "`bridgework-hub events` names them; report it"))
        }
        let untried = facts.events.filter { $0.event == "suspicion-untried" }.filter { event in
            !facts.events.contains { later in
                later.subject == event.subject && later.last >= event.last
                    && HubTroubles.tried.contains(later.event)
            }
        }
        if !untried.isEmpty {
            found.append(
                Trouble(
                    .untriedChange,
                    "the hub stopped on \(Counted(untried.count, "change set")) still to be "
                        + "tried apart: "
                        + "make room on its disk; `bridgework-hub events` says what was missing"))
        }
        let refused = facts.events.filter { HubTroubles.refusals.contains($0.event) }
        if let last = refused.map(\.last).max() {
            let count = refused.map(\.count).reduce(0, +)
            found.append(
                Trouble(
                    .refusedAtDoor,
                    "machines were refused at the door \(Counted(count, "time")), the last at "
                        + "\(Table.instant(last)): `bridgework-hub events` has their addresses"))
        }
        if facts.unknownZones > 0 {
            found.append(
                Trouble(
                    .timeZoneUnknown,
                    "\(Counted(facts.unknownZones, "office has", "offices have")) a time zone "
                        + "that this machine does not "
                        + "know: set `timeZone` to a name such as America/New_York"))
        }
        return found
    }

    /// Events of the audit that tell of somebody who was not let in.
    package static let refusals: Set<String> = ["refused-at-door"]
    /// Events that say what came of trying a change set apart.
    private static let tried: Set<String> = ["suspicion-lifted", "suspicion-proven"]
}
