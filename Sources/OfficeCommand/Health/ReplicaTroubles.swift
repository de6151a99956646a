import Interface
import Merge
import Sync
internal import Tables

/// The pure judgement over a replica's facts: what somebody should look at, the gravest first.
package enum ReplicaTroubles {
    /// What an office is told of its replica's facts, the worst first.
    package static func of(_ facts: ReplicaFacts) -> [Trouble] {
        (line(facts) + sizes(facts, atHub: false) + certificate(facts) + deskCertificate(facts)
            + purges(facts) + waiting(facts) + untold(facts)
            + PlaceTroubles.of(facts.place, now: facts.now)
            + facts.backups.troubles(now: facts.now, of: "bridgework") + happened(facts))
            .sorted()
    }

    private static func line(_ facts: ReplicaFacts) -> [Trouble] {
        var found: [Trouble] = []
        if facts.isEqual == false, facts.withheld.isEmpty {
            found.append(
                Trouble(
                    .digestDiffers,
                    "the records differ from the hub's: run `bridgework sync`, then `verify`"))
        }
        if let level = facts.level {
            let age = age(of: level, facts)
            if age > HealthLimits.levelAgeMax {
                found.append(
                    Trouble(
                        .notLevel,
                        "not level for \(hours(age)) h: run `bridgework sync` and see what it says"
                    ))
            }
        } else {
            found.append(Trouble(.notLevel, "never level: run `bridgework sync`"))
        }
        if let oldest = facts.oldestPending, age(of: oldest, facts) > HealthLimits.pendingAgeMax {
            found.append(
                Trouble(
                    .pendingLong,
                    "\(facts.pending) change sets not sent, the oldest for "
                        + "\(hours(age(of: oldest, facts))) h: run `bridgework sync`"))
        }
        if facts.clockOffset.magnitude > UInt64(HealthLimits.clockOffsetMax) {
            found.append(
                Trouble(
                    .clockOff,
                    "the clock is \(facts.clockOffset / 1_000) s off the hub's: set it"))
        }
        return found
    }

    /// What went wrong at the replica and nobody may have seen.
    private static func happened(_ facts: ReplicaFacts) -> [Trouble] {
        var found: [Trouble] = []
        if let failure = facts.failure, failure.at > facts.level ?? Timestamp(milliseconds: 0) {
            let at = Table.instant(failure.at)
            found.append(Trouble(.failing, "the last sync failed at \(at): \(failure.text)"))
        }
        if facts.isTimeZoneUnknown {
            found.append(
                Trouble(
                    .timeZoneUnknown,
                    "this machine does not know the office's time zone and goes by its own day: "
                        + "set `timeZone` to a name such as America/New_York, or update tzdata"))
        }
        for event in facts.events {
            switch event.event {
            case "hub-history-lost":
                found.append(
                    Trouble(
                        .hubRewound,
                        "the hub lost a part of its history \(since(event)): nothing of this "
                            + "replica's is lost; tell the hub's operator"))
            case "base-repaired":
                found.append(
                    Trouble(
                        .baseRepaired,
                        "records were not the hub's and were repaired \(since(event)): run "
                            + "`bridgework verify`, and look at the disk"))
            default: continue
            }
        }
        return found
    }

    /// At the hub: what it saw of a replica that the replica may not know.
    package static func seen(_ facts: ReplicaFacts) -> [Trouble] {
        var found: [Trouble] = []
        for event in facts.events {
            switch event.event {
            case "base-differs" where facts.provenAt ?? Timestamp(milliseconds: 0) <= event.last:
                found.append(
                    Trouble(
                        .digestDiffers,
                        "its records differed from the hub's \(since(event)): let it sync, and run "
                            + "`bridgework verify` there if it stays so"))
            case "history-unknown":
                found.append(
                    Trouble(
                        .hubRewound,
                        "it heard a history that the hub does not hold \(since(event)): a hub put "
                            + "back from a backup gets all back as every replica syncs; see that "
                            + "no second hub runs"))
            case "released-lost":
                found.append(
                    Trouble(
                        .workLost,
                        "it no longer keeps work that this hub lacks \(since(event)): the hub was "
                            + "made of too old a backup; restore a later one"))
            case "copied-disk":
                found.append(
                    Trouble(
                        .copiedDisk,
                        "two machines wrote as this replica \(since(event)): "
                            + "`bridgework-hub events` has their addresses; join one of them anew"))
            default: continue
            }
        }
        if let seen = facts.seen, let proven = facts.provenAt, facts.isBehind,
            seen.milliseconds - proven.milliseconds > HealthLimits.provenAgeMax
        {
            let hours = (seen.milliseconds - proven.milliseconds) / 3_600_000
            found.append(
                Trouble(
                    .replicaBehind,
                    "it calls and has not been level for \(hours) h: run `bridgework sync` there "
                        + "and see what it says"))
        }
        return found
    }

    private static func since(_ event: RecentEvent) -> String {
        "at \(Table.instant(event.last))" + (event.count > 1 ? " (\(event.count) times)" : "")
    }

    /// What is wrong with the replica's certificate, or will be soon.
    package static func certificate(_ facts: ReplicaFacts) -> [Trouble] {
        // Keys that others can reach are not read: that is told, and no reason to join again.
        guard facts.place.exposed.isEmpty || facts.certificateEnd != nil else { return [] }
        guard let days = facts.certificateDays else {
            return [
                Trouble(
                    .certificateUnusable,
                    "no good certificate: join again with a new token from the hub's operator")
            ]
        }
        guard days >= 0 else {
            return [
                Trouble(
                    .certificateUnusable,
                    "the certificate ended \(Counted(-days, "day")) ago: join again with a new "
                        + "token")
            ]
        }
        guard days < HealthLimits.certificateDaysMin else { return [] }
        return [
            Trouble(
                .certificateEnds,
                "the certificate ends in \(days) days: `bridgework sync` renews it, or says why not"
            )
        ]
    }

    /// What left the replica and may still be on its disk.
    package static func purges(_ facts: ReplicaFacts) -> [Trouble] {
        guard let oldest = facts.oldestPurge, age(of: oldest, facts) > HealthLimits.purgeAgeMax
        else { return [] }
        return [
            Trouble(
                .purgeOutstanding,
                "no receipt for the purge of \(facts.purgesOwed) records, the oldest gone for "
                    + "\(hours(age(of: oldest, facts))) h: let it sync, or revoke it")
        ]
    }

    /// What has waited too long for a person: conflicts, held writes, custody.
    package static func waiting(_ facts: ReplicaFacts) -> [Trouble] {
        var found: [Trouble] = []
        if let oldest = facts.oldestBlocking, age(of: oldest, facts) > HealthLimits.blockingAgeMax {
            let days = age(of: oldest, facts) / HealthLimits.dayMilliseconds
            found.append(
                Trouble(
                    .blockingConflict,
                    "a blocking conflict is open for \(days) days: `bridgework conflicts`"))
        }
        if facts.quarantined > 0 {
            found.append(
                Trouble(
                    .quarantine,
                    "\(Counted(facts.quarantined, "write")) in quarantine: "
                        + "`bridgework quarantine list`"))
        }
        if facts.inCustody > 0 {
            found.append(
                Trouble(
                    .custody,
                    "\(Counted(facts.inCustody, "write")) in custody: `bridgework custody list`"))
        }
        return found
    }

    /// Programs outside that do not take what they are told.
    private static func untold(_ facts: ReplicaFacts) -> [Trouble] {
        facts.hearers.compactMap { hearer in
            guard let since = hearer.state.failingSince else { return nil }
            return Trouble(
                .eventsUntold,
                "events are not taken since \(Table.instant(since)) by the "
                    + "\(hearer.state.hearer): \(hearer.state.words)")
        }
    }

    /// A time ahead of this clock is no age: `PlaceTroubles` tells of the clock.
    private static func age(of time: Timestamp, _ facts: ReplicaFacts) -> Int64 {
        max(0, facts.now.milliseconds - time.milliseconds)
    }

    private static func hours(_ milliseconds: Int64) -> Int64 { milliseconds / 3_600_000 }
}
