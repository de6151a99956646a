package import Merge
package import Monitoring
import Sync

/// What both programs give out of the store they have.
package enum StoreMetrics {
    package static let all: [Metric] = [
        build, position, bytes, free, certificate, conflicts, blocking, oldestBlocking, proposals,
        quarantined, inCustody, judged, troubles,
    ]

    private static let build = Metric.gauge(
        "bridgework_build_info", "1, under what runs here.",
        by: "program", "version", "schema", "protocol")
    private static let position = Metric.gauge(
        "bridgework_history_position",
        "The position of the hub's history: at the hub its end, at a replica what it heard of.")
    private static let bytes = Metric.gauge(
        "bridgework_store_bytes", "What the store's database takes on the disk, with its log.")
    private static let free = Metric.gauge(
        "bridgework_disk_free_bytes", "What the store's owner may still write on its disk.")
    private static let certificate = Metric.gauge(
        "bridgework_certificate_expiry_timestamp_seconds",
        "When a certificate ends: own, this program's; authority, the group's; desk, the one that "
            + "browsers see. Left out where there is none.", by: "certificate")
    private static let conflicts = Metric.gauge(
        "bridgework_conflicts", "Open conflicts, by age: within a day, a week, a month, older.",
        by: "age")
    private static let blocking = Metric.gauge(
        "bridgework_blocking_conflicts", "Open conflicts that keep an answer from being given.")
    private static let oldestBlocking = Metric.gauge(
        "bridgework_oldest_blocking_conflict_timestamp_seconds",
        "Since when the oldest blocking conflict is open; left out where there is none.")
    private static let proposals = Metric.gauge(
        "bridgework_proposals", "Proposals that wait for the centre.")
    private static let quarantined = Metric.gauge(
        "bridgework_quarantined_writes", "Writes kept in quarantine, which wait for a person.")
    private static let inCustody = Metric.gauge(
        "bridgework_custody_writes",
        "Writes in custody: their author lost the record before they came.")
    private static let judged = Metric.counter(
        "bridgework_judged_writes_total",
        "Writes that the hub judged since the store's first day, by verdict: applied, proposed, "
            + "custody, or the reason for which it was rejected.", by: "verdict")
    private static let troubles = Metric.gauge(
        "bridgework_troubles", "What `status --check` would say, by kind of trouble.", by: "kind")

    /// Facts that a hub and a replica have alike.
    package struct Facts {
        package let program: String
        package let schema: Int
        package let position: UInt64
        package let byteCount: UInt64
        package let freeBytes: UInt64?
        package let certificateEnd: Timestamp?
        package let authorityEnd: Timestamp?
        package let deskCertificateEnd: Timestamp?
        package let conflicts: ConflictAges
        package let proposals: Int
        package let quarantined: Int
        package let inCustody: Int
        package let verdicts: VerdictCounts
        package let troubles: [Trouble]

        package init(
            program: String, schema: Int, position: UInt64, byteCount: UInt64,
            freeBytes: UInt64?, certificateEnd: Timestamp?, authorityEnd: Timestamp?,
            deskCertificateEnd: Timestamp? = nil, conflicts: ConflictAges, proposals: Int,
            quarantined: Int, inCustody: Int,
            verdicts: VerdictCounts, troubles: [Trouble]
        ) {
            self.program = program
            self.schema = schema
            self.position = position
            self.byteCount = byteCount
            self.freeBytes = freeBytes
            self.certificateEnd = certificateEnd
            self.authorityEnd = authorityEnd
            self.deskCertificateEnd = deskCertificateEnd
            self.conflicts = conflicts
            self.proposals = proposals
            self.quarantined = quarantined
            self.inCustody = inCustody
            self.verdicts = verdicts
            self.troubles = troubles
        }
    }

    /// The metrics that a hub and a replica have in common, from what was read of the store.
    package static func measures(_ facts: Facts) -> [Measure] {
        var measures = [
            Measure(
                build, 1, facts.program, Versions.software, String(facts.schema),
                String(SyncLimits.version)),
            Measure(position, facts.position), Measure(bytes, facts.byteCount),
        ]
        if let room = facts.freeBytes { measures.append(Measure(free, room)) }
        let ends = [
            ("own", facts.certificateEnd), ("authority", facts.authorityEnd),
            ("desk", facts.deskCertificateEnd),
        ]
        measures += ends.compactMap { name, end in
            end.map { Measure(certificate, $0.unixSeconds, name) }
        }
        measures += zip(ConflictAges.names, facts.conflicts.byAge)
            .map { Measure(conflicts, $1, $0) }
        measures.append(Measure(blocking, facts.conflicts.blocking))
        if let oldest = facts.conflicts.oldestBlocking {
            measures.append(Measure(oldestBlocking, oldest.unixSeconds))
        }
        measures += [
            Measure(proposals, facts.proposals), Measure(quarantined, facts.quarantined),
            Measure(inCustody, facts.inCustody),
        ]
        measures += facts.verdicts.all.map { Measure(judged, $0.count, $0.verdict.name) }
        return measures
            + Trouble.Kind.allCases.map { kind in
                Measure(troubles, facts.troubles.count { $0.kind == kind }, kind.name)
            }
    }
}

extension Timestamp {
    /// Seconds since 1970, as monitoring systems count time.
    package var unixSeconds: Double { Double(milliseconds) / 1_000 }
}
