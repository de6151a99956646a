package import Merge
internal import Tables

/// The pure judgement over the disk and the clock under a store.
package enum PlaceTroubles {
    /// What is wrong with the place that a store lies in: disk, room, who else can reach it.
    package static func of(_ place: PlaceFacts, now: Timestamp) -> [Trouble] {
        var found: [Trouble] = []
        if let since = place.failedSince {
            found.append(
                Trouble(
                    .diskFailed,
                    "the disk failed at \(Table.instant(since)): look at it and at the system's "
                        + "log, then run `verify`, which ends this line when all is there"))
        }
        if let free = place.freeBytes, free < HealthLimits.diskFreeMin {
            found.append(
                Trouble(
                    .diskFull,
                    "\(free >> 20) MiB are free on the disk: free space; with none, nothing can be "
                        + "written"))
        }
        found += place.exposed.map { exposed in
            Trouble(
                .exposed,
                "\(exposed); whoever was on this machine may have copied what is in there")
        }
        if let stamp = place.latestStamp,
            stamp.milliseconds - now.milliseconds > HealthLimits.stampAheadMax
        {
            let minutes = (stamp.milliseconds - now.milliseconds) / 60_000
            found.append(
                Trouble(
                    .clockBehind,
                    "the clock reads \(Table.instant(now)), "
                        + "\(Counted(minutes, "minute")) before what this "
                        + "store wrote down last: set the clock; until then certificates may not "
                        + "hold"))
        }
        return found
    }
}
