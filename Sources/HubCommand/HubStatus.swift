import ArgumentParser
import Hub
import Merge
import OfficeCommand
import Sync
internal import Tables

/// How the hub and everybody who connects to it stand.
struct HubStatus: HubDeskCommand, AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the group, what was decided, and all replicas, the most troubled first.",
        discussion: """
            JSON: an array of one object with group, name, position, chain, replicas (not \
            revoked), conflicts, blocking, conflictsByAge, proposals, quarantine, custody, ops \
            (how many writes were applied, proposed, kept in custody or quarantined, with the \
            reason), lastFailure and lastFailureAt (of the hub's own errors), closedAtDoor and \
            closedAtDoorAt (connections ended at the door, whoever's, since the hub was made), \
            lastBackup (UTC or null), courierUnanswered (machines whose last courier file has no \
            answer yet), \
            idSecret and idSecretAwaited (which secret for ids counts, and how many replicas have \
            not called since it does), addressesAwaited (how many have not called since the \
            hub's addresses were changed), versions, troubles, and machines: for each replica id, \
            name, role, office, lastSeen, proven (the position at which its records were last \
            proven to be the hub's), provenAt, lag (records that changed for it since, at most \
            1,000), purgesOwed (records that left it and whose purge it has not \
            vouched for), nightsMissed, certificateDays and troubles.

            --check is for cron: silent when all is well, else a line for each trouble and exit \
            code 1. Troubles: a replica not seen for 3 nights, less than 14 days left of its \
            certificate or of the hub's own, no receipt for a purge for 26 hours, a replica that \
            calls and has not been level for 26 hours, records that differ from the hub's, a \
            history the hub does not hold, a registry that another hand changed, a restored hub \
            that waits for machines, a copied disk, a change set that stopped the hub or waits \
            to be tried apart, an error of the hub's own within 26 hours, no backup for 50 hours \
            once there is a recovery key, a disk that failed or has less than 64 MiB left, a \
            clock behind what was written down, machines refused at the door, an unknown time \
            zone, a blocking conflict older than 3 days, writes in quarantine or custody, a \
            replica that asked for more than it may.
            """)

    @OptionGroup var options: HubOptions

    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    @Flag(help: "Only what is wrong; exit code 1 when something is.")
    var check = false

    func run(_ desk: HubDesk, _ console: Console) async throws {
        let standing = try HubStanding(desk)
        guard check else { return print(standing, to: console) }
        for trouble in standing.troubles { console.line("hub: " + trouble.text) }
        for machine in standing.machines {
            for trouble in machine.troubles { console.line(machine.name + ": " + trouble.text) }
        }
        guard standing.isWell else { throw ExitCode(Failure.refused) }
    }

    private func print(_ standing: HubStanding, to console: Console) {
        standing.sheet.print(format, to: console)
        guard format == .table else { return }
        console.line("")
        MachineStanding.listing(standing.machines).print(.table, to: console)
    }
}

extension HubStanding {
    /// What a person and a program are told of it.
    var sheet: StatusSheet {
        var sheet = StatusSheet()
        sheet.add("group", .init(group.description))
        sheet.add("name", .init(name))
        sheet.add("position", .init(head.position))
        sheet.add("chain", .init(head.chain.description))
        sheet.add("replicas", .init(machines.count))
        sheet.add("conflicts", .init(conflicts.total))
        sheet.add("blocking", .init(conflicts.blocking))
        sheet.add("conflictsByAge", conflicts.cell)
        sheet.add("proposals", .init(proposals))
        sheet.add("quarantine", .init(facts.quarantined))
        sheet.add("custody", .init(facts.inCustody))
        sheet.add("lastFailure", .init(optional: facts.failure?.text), isForPeople: false)
        sheet.add("lastFailureAt", .instant(facts.failure?.at), isForPeople: false)
        sheet.add("closedAtDoor", .init(closed?.count ?? 0))
        sheet.add("closedAtDoorAt", .instant(closed?.at), isForPeople: closed != nil)
        sheet.add("lastBackup", facts.backups.cell)
        sheet.add(
            "courierUnanswered", .init(courierUnanswered), isForPeople: courierUnanswered > 0)
        sheet.add("ops", verdicts.cell)
        sheet.add("versions", Versions.cell(schema: schema))
        sheet.add("idSecret", .init(secret.version), isForPeople: secret.version > 1)
        sheet.add("idSecretAwaited", .init(secret.awaited), isForPeople: secret.version > 1)
        sheet.add(
            "addressesAwaited", .init(addressesAwaited ?? 0), isForPeople: addressesAwaited != nil)
        sheet.add("troubles", .init(troubles))
        sheet.add(
            "machines",
            .init("\(machines.count)", json: MachineStanding.listing(machines).json),
            isForPeople: false)
        return sheet
    }
}
