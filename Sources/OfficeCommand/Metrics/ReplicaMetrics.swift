import Merge
package import Monitoring
package import Replica
import Store
import Sync

/// What an agent gives out of its replica.
package enum ReplicaMetrics {
    /// Everything that an agent gives out, whoever counts or reads it.
    package static let all: [Metric] =
        StoreMetrics.all + [
            level, lag, pending, oldestPending, clockOffset, equal, proven, incidents,
        ] + ReplicaMeters.metrics + MetricSheet.own

    private static let level = Metric.gauge(
        "bridgework_replica_level_timestamp_seconds",
        "When this replica last had all that the hub had for it; left out where it never had.")
    private static let lag = Metric.gauge(
        "bridgework_replica_lag_changes", "Change sets of the hub known of and not here.")
    private static let pending = Metric.gauge(
        "bridgework_replica_pending_change_sets",
        "Change sets of this replica that the hub has not acknowledged.")
    private static let oldestPending = Metric.gauge(
        "bridgework_replica_oldest_pending_timestamp_seconds",
        "When the oldest of them was written; left out where there is none.")
    private static let clockOffset = Metric.gauge(
        "bridgework_replica_clock_offset_seconds",
        "How far this machine's clock was ahead of the hub's when they last spoke.")
    private static let equal = Metric.gauge(
        "bridgework_replica_equal",
        "1 where the records were proven to be the hub's when they were last compared, else 0; "
            + "left out where they never were.")
    private static let proven = Metric.gauge(
        "bridgework_replica_proven_timestamp_seconds",
        "When the records were last proven to be the hub's; left out where they never were.")
    private static let incidents = Metric.counter(
        "bridgework_replica_incidents_total",
        "What went wrong between this replica and the hub, ever: repairs, lost histories.")

    /// Reads them in one transaction, beside whoever writes.
    package static func measures(_ desk: Desk) throws -> [Measure] {
        let standing = try ReplicaStanding(desk, aside: true)
        let facts = standing.facts
        var measures = StoreMetrics.measures(
            StoreMetrics.Facts(
                program: "bridgework", schema: desk.schema.version,
                position: standing.top.position, byteCount: desk.store.folder.byteCount,
                freeBytes: facts.place.freeBytes, certificateEnd: facts.certificateEnd,
                authorityEnd: desk.store.folder.authorityEnd,
                deskCertificateEnd: facts.deskCertificateEnd,
                conflicts: standing.conflicts, proposals: standing.proposals.count,
                quarantined: facts.quarantined, inCustody: facts.inCustody,
                verdicts: standing.verdicts, troubles: ReplicaTroubles.of(facts)))
        if let at = facts.level { measures.append(Measure(level, at.unixSeconds)) }
        measures += [Measure(lag, standing.lag), Measure(pending, facts.pending)]
        if let at = facts.oldestPending { measures.append(Measure(oldestPending, at.unixSeconds)) }
        measures.append(Measure(clockOffset, Double(facts.clockOffset) / 1_000))
        if let isEqual = facts.isEqual { measures.append(Measure(equal, isEqual ? 1 : 0)) }
        if let at = standing.equality.at { measures.append(Measure(proven, at.unixSeconds)) }
        return measures + [Measure(incidents, standing.equality.incidents)]
    }
}
