import ArgumentParser
import Identity
import Merge
import Replica
import Store
import Sync

/// How this replica stands.
struct Status: DeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who this replica is, what waits, how far it is, and what is wrong.",
        discussion: """
            JSON: an array of one object with group, replica, role, office, position, level (last \
            time, UTC, null if never), lag (change sets of the hub known of and not here), \
            lagSeconds (since level), catchingUp, pending (change sets not acknowledged) and \
            pendingSince, conflicts, blocking, conflictsByAge, proposals, quarantine, custody, \
            clockOffsetMs, certificateDays, deskCertificateDays (of the certificate that `desk \
            authority` made; null for none), equal (whether the records were proven to be the \
            hub's, null if never compared), equalAt, incidents (`events` lists them), \
            lastFailure and lastFailureAt (of the last sync that failed), courier (of files \
            instead of a line: written, the number of the last one, writtenAt, answered, waiting), \
            lastBackup (UTC or null), versions, ops (how many of this replica's ops got which \
            verdict) and troubles.

            --check is for cron: silent when all is well, else a line for each trouble and exit \
            code 1. Troubles: not level for 26 hours, a write not sent for 26 hours, less than 14 \
            days left of the certificate or 30 of the desk's on the network, a clock more than 5 \
            minutes off or behind what this store wrote down, records that differ from the hub's \
            or were repaired, a hub that lost history, a last sync that failed, a disk that failed \
            or has less than 64 MiB left, keys or a folder that others on this machine can reach, \
            a time zone this machine does not know, no backup for 50 hours once there is a \
            recovery key, writes in quarantine or custody, a blocking conflict older than 3 days.
            """)

    @OptionGroup var options: DeskOptions

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    @Flag(help: "Only what is wrong; exit code 1 when something is.")
    var check = false

    func run(_ desk: Desk, _ console: Console) async throws {
        let standing = try ReplicaStanding(desk)
        let troubles = ReplicaTroubles.of(standing.facts)
        guard check else {
            return standing.sheet(troubles, desk).print(format, to: console)
        }
        for trouble in troubles { console.line(trouble.text) }
        guard troubles.isEmpty else { throw ExitCode(Failure.refused) }
    }
}
