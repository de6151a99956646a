import Merge

/// The pure judgement over a replica's facts: what somebody should look at, the gravest first.
package enum ReplicaTroubles {
    package static func of(_ facts: ReplicaFacts) -> [Trouble] {
        (line(facts) + certificate(facts) + purges(facts) + waiting(facts)).sorted()
    }

    private static func line(_ facts: ReplicaFacts) -> [Trouble] {
        var found: [Trouble] = []
        if facts.isEqual == false {
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

    package static func certificate(_ facts: ReplicaFacts) -> [Trouble] {
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
                    "the certificate ended \(-days) days ago: join again with a new token")
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
                    "\(facts.quarantined) writes in quarantine: `bridgework quarantine list`"))
        }
        if facts.inCustody > 0 {
            found.append(
                Trouble(
                    .custody, "\(facts.inCustody) writes in custody: `bridgework custody list`"))
        }
        return found
    }

    private static func age(of time: Timestamp, _ facts: ReplicaFacts) -> Int64 {
        max(0, facts.now.milliseconds - time.milliseconds)
    }

    private static func hours(_ milliseconds: Int64) -> Int64 { milliseconds / 3_600_000 }
}
