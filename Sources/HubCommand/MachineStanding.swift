import Hub
import Merge
import OfficeCommand
import Sync
internal import Tables

/// One registered replica as the hub sees it, with what is wrong about it.
struct MachineStanding {
    let registration: Registration
    /// The office's code, or the end of its id.
    let office: String?
    let nightsMissed: Int64
    let certificateDays: Int64
    let troubles: [Trouble]
    /// The position at which its records were last proven to be the hub's.
    let proven: UInt64?
    /// When that was.
    let provenAt: Timestamp?
    /// Records that changed for it since.
    let lag: Int

    /// Records that left its scope and whose purge it has not vouched for.
    let purgesOwed: Int

    init(
        _ registration: Registration, office: String?, proven: (position: UInt64, at: Timestamp?)?,
        lag: Int = 0, purge: OutstandingPurge?, refused: OverQuota?, head: UInt64,
        events: [RecentEvent],
        now: Timestamp
    ) {
        purgesOwed = purge?.records ?? 0
        let position = proven?.position ?? 0
        self.proven = position > 0 ? position : nil
        self.provenAt = proven?.at
        self.lag = lag
        self.registration = registration
        self.office = office
        var facts = ReplicaFacts(now: now)
        facts.certificateEnd = registration.expiresAt
        facts.oldestPurge = purge?.since
        facts.purgesOwed = purgesOwed
        facts.events = events.filter { $0.subject?.bits == registration.peer.replica.bits }
        facts.provenAt = proven?.at
        facts.seen = registration.lastSeenAt
        facts.isBehind = position < head
        certificateDays = facts.certificateDays ?? 0
        let seen = registration.lastSeenAt ?? registration.registeredAt
        nightsMissed = max(0, now.milliseconds - seen.milliseconds) / HealthLimits.dayMilliseconds
        var found =
            ReplicaTroubles.certificate(facts) + ReplicaTroubles.purges(facts)
            + ReplicaTroubles.seen(facts)
        if nightsMissed >= HealthLimits.nightsMissedMax {
            found.append(
                Trouble(
                    .missedNights,
                    "not seen for \(nightsMissed) nights: call the office, or revoke it"))
        }
        if let refused, now.milliseconds - refused.at.milliseconds < HealthLimits.dayMilliseconds {
            found.append(
                Trouble(
                    .overQuota,
                    "refused within a day for too many \(refused.kind): look for a loop at the "
                        + "office, or revoke it; `bridgework-hub events` has when"))
        }
        troubles = found.sorted()
    }

    /// As an operator calls it: its name and the end of its id.
    var name: String {
        "\(registration.name) \(registration.peer.replica.description.suffix(8))"
    }

    /// The gravest trouble first; those without any by nights missed, by lag, then by name.
    static func ranked(_ machines: [MachineStanding]) -> [MachineStanding] {
        machines.sorted { left, right in
            let ranks = [left, right].map { $0.troubles.first?.kind.rawValue ?? .max }
            return ranks[0] == ranks[1]
                ? (right.nightsMissed, right.lag, left.name)
                    < (left.nightsMissed, left.lag, right.name)
                : ranks[0] < ranks[1]
        }
    }

    static func listing(_ machines: [MachineStanding]) -> Table {
        var listing = Table(
            [
                "id", "name", "role", "office", "lastSeen", "proven", .wide("provenAt"), "lag",
                "purgesOwed", "nightsMissed", "certificateDays", "troubles",
            ], of: "replica")
        for machine in machines {
            let id = machine.registration.peer.replica.description
            listing.add([
                .init(id, table: String(id.suffix(8))), .init(machine.registration.name),
                .init(machine.registration.peer.role.rawValue), .init(optional: machine.office),
                .instant(machine.registration.lastSeenAt),
                machine.proven.map { .init($0) } ?? .init("never", json: "null"),
                .instant(machine.provenAt), .init(machine.lag),
                .init(machine.purgesOwed), .init(machine.nightsMissed),
                .init(machine.certificateDays), .init(machine.troubles),
            ])
        }
        return listing
    }
}
