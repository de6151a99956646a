import Hub
import Merge
import Monitoring
import OfficeCommand
import Store
import Sync

/// What a hub gives out of its store.
enum HubMetrics {
    /// Everything that a hub gives out, whoever counts or reads it.
    static let all: [Metric] =
        StoreMetrics.all + [
            replicas, awaited, backupAt, backupBytes, backedUpThrough, lag, seen, proven, expiry,
            purges, troubles,
        ] + HubServer.metrics + HubMeters.metrics + MetricSheet.own

    private static let replicas = Metric.gauge(
        "bridgework_hub_replicas", "Replicas of the registry, by status: active or revoked.",
        by: "status")
    private static let awaited = Metric.gauge(
        "bridgework_hub_awaited_replicas",
        "Replicas that a restored hub has to hear before it serves anybody.")
    private static let backupAt = Metric.gauge(
        "bridgework_hub_backup_timestamp_seconds",
        "When the last backup was made; left out where none was.")
    private static let backupBytes = Metric.gauge(
        "bridgework_hub_backup_bytes", "The size of the last backup.")
    private static let backedUpThrough = Metric.gauge(
        "bridgework_hub_backed_up_through_position",
        "The position of the history that every backup which is kept holds.")
    private static let lag = Metric.gauge(
        "bridgework_hub_replica_lag_records",
        "Records that changed for a replica since it was last proven to hold all; at most 1000.",
        by: "replica", "office", "role")
    private static let seen = Metric.gauge(
        "bridgework_hub_replica_seen_timestamp_seconds",
        "When a replica was on the line last, or since when it is registered; of one that lives on "
            + "the line it is written down every ten minutes.",
        by: "replica", "office", "role")
    private static let proven = Metric.gauge(
        "bridgework_hub_replica_proven_timestamp_seconds",
        "When a replica's records were last proven to be the hub's; left out where never.",
        by: "replica", "office", "role")
    private static let expiry = Metric.gauge(
        "bridgework_hub_replica_certificate_expiry_timestamp_seconds",
        "When a replica's certificate ends.", by: "replica", "office", "role")
    private static let purges = Metric.gauge(
        "bridgework_hub_replica_owed_purges",
        "Records that left a replica and whose purge it has not vouched for.",
        by: "replica", "office", "role")
    private static let troubles = Metric.gauge(
        "bridgework_hub_replica_troubles",
        "How many troubles `bridgework-hub status` tells of a replica.",
        by: "replica", "office", "role")

    /// Reads them in one transaction, beside whoever writes.
    static func measures(_ desk: HubDesk) throws -> [Measure] {
        let standing = try HubStanding(desk, aside: true)
        let facts = standing.facts
        let folder = StoreFolder(desk.home.path)
        var measures = StoreMetrics.measures(
            StoreMetrics.Facts(
                program: "bridgework-hub", schema: standing.schema.version,
                position: standing.head.position, byteCount: folder.byteCount,
                freeBytes: facts.place.freeBytes, certificateEnd: facts.certificateEnd,
                authorityEnd: folder.authorityEnd,
                conflicts: standing.conflicts, proposals: standing.proposals,
                quarantined: facts.quarantined, inCustody: facts.inCustody,
                verdicts: standing.verdicts, troubles: standing.troubles))
        measures += [
            Measure(replicas, standing.machines.count, "active"),
            Measure(replicas, standing.revoked, "revoked"),
            Measure(awaited, facts.awaited.count),
            Measure(backedUpThrough, standing.backedUpThrough),
        ]
        if let last = standing.backups.last {
            measures += [
                Measure(backupAt, last.madeAt.unixSeconds), Measure(backupBytes, last.byteCount),
            ]
        }
        return measures + standing.machines.flatMap(HubMetrics.measures)
    }

    private static func measures(_ machine: MachineStanding) -> [Measure] {
        let registration = machine.registration
        let replica = registration.peer.replica.description
        let (office, role) = (machine.office ?? "", registration.peer.role.rawValue)
        let seenAt = registration.lastSeenAt ?? registration.registeredAt
        var measures = [
            Measure(lag, machine.lag, replica, office, role),
            Measure(seen, seenAt.unixSeconds, replica, office, role),
            Measure(expiry, registration.expiresAt.unixSeconds, replica, office, role),
            Measure(purges, machine.purgesOwed, replica, office, role),
            Measure(troubles, machine.troubles.count, replica, office, role),
        ]
        if let at = machine.provenAt {
            measures.append(Measure(proven, at.unixSeconds, replica, office, role))
        }
        return measures
    }
}
