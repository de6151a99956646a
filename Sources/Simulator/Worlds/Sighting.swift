/// What a run must have met at least once over its seeds to prove anything.
package enum Sighting: String, CaseIterable, Sendable {
    case loss, doubling, delay, partition, officeCrash, officeRollback, hubCrash, hubRollback
    case clone, restore, rewind, backup, clockAhead, clockBehind, scopeMove, liveSession
    case nightlySession, supersededLine, brokenSession, malformedBytes, hostileWrite
    case hostileMessage, purge, stash, release, restart, deadOnArrival, proposed, custody
    case quarantined, conflict, superseded, removal, lostWithDisk, lifecycle, counter
    case derivedCase, baseDamage, baseRepair, historyLost, certificate, bulkMove, splitPosition
    case recordFull, releasedWork
}
