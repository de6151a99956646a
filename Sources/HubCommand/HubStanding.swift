import Backups
import Hub
import Identity
import Merge
import OfficeCommand
internal import Records
import Rulebook
import Store
import Sync
internal import Tables

/// What the hub knows of itself and of its replicas, read in one transaction.
struct HubStanding {
    let group: RecordID
    let name: String
    let head: Head
    let schema: Schema
    let facts: HubFacts
    let conflicts: ConflictAges
    let proposals: Int
    let verdicts: VerdictCounts
    /// Connections that were ended at the door, ever.
    let closed: (count: Int, at: Timestamp)?
    let backups: [BackupEntry]
    /// What is in every backup that is kept.
    let backedUpThrough: UInt64
    let revoked: Int
    /// Which secret for ids counts, and how many replicas have not called since it does.
    let secret: (version: UInt32, awaited: Int)
    /// How many replicas have not called since the hub's addresses were changed; `nil` where they
    /// never were.
    let addressesAwaited: Int?
    /// Machines whose last courier file has no answer yet.
    let courierUnanswered: Int
    let troubles: [Trouble]
    /// Those that may connect, the most troubled first.
    let machines: [MachineStanding]

    var isWell: Bool { troubles.isEmpty && machines.allSatisfy(\.troubles.isEmpty) }

    /// - Parameter isAside: whether it is read beside whoever writes, so that nobody waits for it.
    init(_ desk: HubDesk, aside isAside: Bool = false) throws {
        var facts = HubFacts(now: desk.now)
        facts.certificateEnd = desk.certificateEnd
        let now = desk.now
        self = try desk.looking(aside: isAside) { transaction, lookup in
            let conflicts = ConflictAges(
                try transaction.conflictCounts(olderThan: ConflictAges.bounds(now)))
            try HubStanding.gather(&facts, desk, conflicts, lookup, transaction)
            return try HubStanding(desk, facts, conflicts, lookup, transaction)
        }
    }

    private init(
        _ desk: HubDesk, _ facts: HubFacts, _ conflicts: ConflictAges, _ lookup: HubLookup,
        _ transaction: any HubTransaction
    ) throws {
        let registrations = try transaction.registrations()
        let active = registrations.filter { $0.revokedAt == nil }
        group = desk.group
        name = try transaction.required("group-name")
        head = try transaction.head
        schema = desk.store.schema
        self.facts = facts
        self.conflicts = conflicts
        proposals = WaitingRecords(.proposal, lookup).count
        verdicts = VerdictCounts(try transaction.verdictCounts())
        closed = try transaction.sentAway
        backups = try transaction.backups()
        backedUpThrough = try transaction.backedUpThrough
        revoked = registrations.count - active.count
        secret = try HubStanding.secret(active, transaction)
        addressesAwaited = try transaction.addressesAwaited(among: active)?.count
        courierUnanswered = try transaction.courierUnanswered()
        troubles = HubTroubles.of(facts)
        machines = MachineStanding.ranked(
            try HubStanding.machines(active, facts, lookup, transaction))
    }

    private static func gather(
        _ facts: inout HubFacts, _ desk: HubDesk, _ conflicts: ConflictAges,
        _ lookup: HubLookup, _ transaction: any HubTransaction
    ) throws {
        facts.oldestBlocking = conflicts.oldestBlocking
        facts.quarantined = WaitingRecords(.quarantine, lookup).count
        facts.inCustody = WaitingRecords(.custody, lookup).count
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
        facts.awaited = try transaction.registrations()
            .filter { awaited.contains($0.peer.replica) }.map(\.name).sorted()
        facts.backups = try BackupFacts(of: transaction, isKept: transaction.recoveryKey != nil)
        facts.foreignRows = try transaction.foreignReplicas().count
    }

    private static func machines(
        _ active: [Registration], _ facts: HubFacts, _ lookup: HubLookup,
        _ transaction: any HubTransaction
    ) throws -> [MachineStanding] {
        let head = try transaction.head.position
        let purges = Dictionary(
            try transaction.outstandingPurges().map { ($0.replica, $0) },
            uniquingKeysWith: { first, _ in first })
        let refused = Dictionary(
            try transaction.overQuota().map { ($0.replica, $0) },
            uniquingKeysWith: { first, _ in first })
        return try active.map { registration in
            let office = registration.peer.office.flatMap { lookup.record($0)?[Office.code] }
            let said = try transaction.word(of: registration.peer.replica)
            return MachineStanding(
                registration, office: office ?? registration.peer.office?.suffix,
                proven: said.map { ($0.word.certified, $0.certifiedAt) },
                lag: try transaction.lag(of: registration.peer),
                purge: purges[registration.peer.replica],
                refused: refused[registration.peer.replica], head: head,
                events: facts.events, now: facts.now)
        }
    }

    private static func secret(
        _ active: [Registration], _ transaction: any HubTransaction
    ) throws -> (version: UInt32, awaited: Int) {
        let renewal = try transaction.idSecretRenewedAt
        let awaited = renewal.map { renewal in
            active.count { ($0.lastSeenAt ?? $0.registeredAt) < renewal }
        }
        return (try transaction.idSecret?.version ?? 1, awaited ?? 0)
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
}

extension HubDesk {
    /// Looks at one state of the store, and at the records as the rules of the business read them.
    func looking<Answer>(
        aside isAside: Bool, _ body: (any HubTransaction, HubLookup) throws -> Answer
    ) throws -> Answer {
        let look: (any HubTransaction) throws -> Answer = { transaction in
            try transaction.lookingUp { lookup in
                try body(transaction, HubLookup(lookup, schema: store.schema))
            }
        }
        return isAside ? try store.snapshot(look) : try store.read(look)
    }
}
