import ArgumentParser
import Hub
import Merge
import OfficeCommand
internal import Records
import Rulebook
import Store
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
            lastBackup (UTC or null), \
            idSecret and idSecretAwaited (which secret for ids counts, and how many replicas have \
            not called since it does), addressesAwaited (how many have not called since the \
            hub's addresses were changed), versions, troubles, and machines: for each replica id, \
            name, role, office, lastSeen, proven (the position at which its records were last \
            proven to be the hub's), purgesOwed (records that left it and whose purge it has not \
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
        guard check else { return standing.print(format, to: console) }
        for trouble in standing.troubles { console.line("hub: " + trouble.text) }
        for machine in standing.machines {
            for trouble in machine.troubles { console.line(machine.name + ": " + trouble.text) }
        }
        guard standing.isWell else { throw ExitCode(Failure.refused) }
    }
}

/// What the hub knows of itself and of its replicas, read in one transaction.
private struct HubStanding {
    let troubles: [Trouble]
    let machines: [MachineStanding]
    private var sheet = StatusSheet()

    var isWell: Bool { troubles.isEmpty && machines.allSatisfy(\.troubles.isEmpty) }

    init(_ desk: HubDesk) throws {
        let now = desk.now
        var facts = HubFacts(now: now)
        facts.certificateEnd = desk.certificateEnd
        var sheet = StatusSheet()
        let machines = try desk.looking { transaction, lookup in
            let active = try transaction.enrolments().filter { $0.revokedAt == nil }
            let conflicts = ConflictAges(
                try transaction.conflictCounts(olderThan: ConflictAges.bounds(now)))
            try HubStanding.gather(&facts, desk, conflicts, lookup, transaction)
            let head = try transaction.head
            sheet.add("group", .init(desk.group.description))
            sheet.add("name", .init(try transaction.required("group-name")))
            sheet.add("position", .init(head.position))
            sheet.add("chain", .init(head.chain.description))
            sheet.add("replicas", .init(active.count))
            sheet.add("conflicts", .init(conflicts.total))
            sheet.add("blocking", .init(conflicts.blocking))
            sheet.add("conflictsByAge", conflicts.cell)
            sheet.add("proposals", .init(WaitingRecords("proposal", lookup).count))
            sheet.add("quarantine", .init(facts.quarantined))
            sheet.add("custody", .init(facts.inCustody))
            sheet.add(
                "lastFailure", .init(optional: facts.failure?.text), isForPeople: false)
            sheet.add(
                "lastFailureAt", .instant(facts.failure?.at),
                isForPeople: false)
            let closed = try transaction.sentAway
            sheet.add("closedAtDoor", .init(closed?.count ?? 0))
            sheet.add(
                "closedAtDoorAt", .instant(closed?.at),
                isForPeople: closed != nil)
            sheet.add(
                "lastBackup", facts.lastBackup.map { .instant($0) } ?? .init("never", json: "null"))
            sheet.add("ops", VerdictCounts(try transaction.verdictCounts()).cell)
            sheet.add("versions", Versions.cell(schema: desk.store.schema))
            try HubStanding.addSecret(to: &sheet, active, transaction)
            return try HubStanding.machines(active, facts, lookup, transaction)
        }
        troubles = HubTroubles.of(facts)
        self.machines = MachineStanding.ranked(machines)
        sheet.add("troubles", .init(troubles))
        sheet.add(
            "machines",
            .init("\(machines.count)", json: MachineStanding.listing(self.machines).json),
            isForPeople: false)
        self.sheet = sheet
    }

    private static func gather(
        _ facts: inout HubFacts, _ desk: HubDesk, _ conflicts: ConflictAges,
        _ lookup: HubLookup, _ transaction: any HubTransaction
    ) throws {
        facts.oldestBlocking = conflicts.oldestBlocking
        facts.quarantined = WaitingRecords("quarantine", lookup).count
        facts.inCustody = WaitingRecords("custody", lookup).count
        facts.place = PlaceFacts(
            StoreFolder(desk.home.path), latestStamp: try transaction.latestStamp())
        facts.failure = try HubStanding.failure(desk, transaction)
        facts.events = try transaction.recentEvents(
            since: Timestamp(clamping: facts.now.milliseconds - HealthLimits.eventAgeMax))
        facts.unknownZones = lookup.records(.office).count {
            $0.isActive && $0[Office.timeZone].map { !TimeZoneName.isKnownHere($0) } ?? false
        }
        facts.withheld = try HubStanding.withheld(transaction)
        let awaited = try transaction.awaited
        facts.awaited = try transaction.enrolments()
            .filter { awaited.contains($0.peer.replica) }.map(\.name).sorted()
        facts.isBackedUp = try transaction.recoveryKey != nil
        facts.lastBackup = try transaction.backups().last?.madeAt
        facts.foreignRows = try transaction.foreignReplicas().count
    }

    private static func machines(
        _ active: [Enrolment], _ facts: HubFacts, _ lookup: HubLookup,
        _ transaction: any HubTransaction
    ) throws -> [MachineStanding] {
        let head = try transaction.head.position
        let purges = Dictionary(
            try transaction.outstandingPurges().map { ($0.replica, $0) },
            uniquingKeysWith: { first, _ in first })
        let refused = Dictionary(
            try transaction.overQuota().map { ($0.replica, $0) },
            uniquingKeysWith: { first, _ in first })
        return try active.map { enrolment in
            let office = enrolment.peer.office.flatMap { lookup.record($0)?[Office.code] }
            let said = try transaction.word(of: enrolment.peer.replica)
            return MachineStanding(
                enrolment, office: office ?? enrolment.peer.office?.suffix,
                proven: said.map { ($0.word.certified, $0.certifiedAt) },
                purge: purges[enrolment.peer.replica],
                refused: refused[enrolment.peer.replica], head: head,
                events: facts.events, now: facts.now)
        }
    }

    /// Which secret for ids counts, and how many replicas have not called since it does.
    private static func addSecret(
        to sheet: inout StatusSheet, _ active: [Enrolment],
        _ transaction: any HubTransaction
    ) throws {
        let version = try transaction.idSecret?.version ?? 1
        let renewal = try transaction.idSecretRenewedAt
        let awaited = renewal.map { renewal in
            active.count { ($0.lastSeenAt ?? $0.enrolledAt) < renewal }
        }
        sheet.add("idSecret", .init(version), isForPeople: version > 1)
        sheet.add("idSecretAwaited", .init(awaited ?? 0), isForPeople: version > 1)
        let unheard = try transaction.addressesAwaited(among: active)
        sheet.add("addressesAwaited", .init(unheard?.count ?? 0), isForPeople: unheard != nil)
    }

    /// This process remembers what a full disk could not take.
    private static func failure(
        _ desk: HubDesk, _ transaction: any HubTransaction
    ) throws -> LastFailure? {
        if let last = desk.faults.last { return LastFailure(text: last.text, at: last.at) }
        return try transaction.lastFailure().map { LastFailure(text: $0.text, at: $0.at) }
    }

    /// Of the records that could not be sent, those that still cannot.
    private static func withheld(_ transaction: any HubTransaction) throws -> [RecordID] {
        try transaction.withheld().filter { id in
            try transaction.record(id).map { !$0.state.isWithinBound } ?? false
        }
    }

    func print(_ format: OutputFormat, to console: Console) {
        sheet.print(format, to: console)
        if format == .table {
            console.line("")
            MachineStanding.listing(machines).print(.table, to: console)
        }
    }
}

extension HubDesk {
    /// Looks at one state of the store, and at the records as the rules of the business read them.
    fileprivate func looking<Answer>(
        _ body: (any HubTransaction, HubLookup) throws -> Answer
    ) throws -> Answer {
        try store.read { transaction in
            try transaction.lookingUp { lookup in
                try body(transaction, HubLookup(lookup, schema: store.schema))
            }
        }
    }
}
