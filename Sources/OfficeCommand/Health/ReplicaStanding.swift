import Backups
import Identity
import Merge
internal import Records
import Replica
import Rulebook
import Store
import Sync
internal import Tables

/// What a replica knows of itself, read in one transaction.
struct ReplicaStanding {
    private(set) var facts: ReplicaFacts
    let top: Head
    let cursor: Cursor
    let conflicts: ConflictAges
    let proposals: WaitingRecords
    private let office: Table.Cell
    private let courier: CourierBook
    /// Courier files that wait for what is before them.
    private let courierWaiting: Int
    let verdicts: VerdictCounts
    let equality: Equality

    /// - Parameter isAside: whether it is read beside whoever writes, so that nobody waits for it.
    init(_ desk: Desk, aside isAside: Bool = false) throws {
        let now = desk.now
        var facts = ReplicaFacts(now: now)
        facts.certificateEnd = try ReplicaStanding.certificateEnd(desk)
        facts.deskCertificateEnd = desk.store.folder.webCertificateEnd
        let found = try desk.looking(aside: isAside) { transaction in
            facts.level = try transaction.metaTime("last-level")
            facts.clockOffset = try transaction.meta("clock-offset") { Int64($0) } ?? 0
            facts.pending = try transaction.pendingCount
            facts.oldestPending = try transaction.oldestPending
            facts.withheld = try transaction.withheld()
            let counts = try transaction.conflictCounts(olderThan: ConflictAges.bounds(now))
            let lookup = transaction.lookup
            facts.quarantined = WaitingRecords(.quarantine, lookup).count
            facts.inCustody = WaitingRecords(.custody, lookup).count
            facts.place = PlaceFacts(desk.store.folder, latestStamp: try transaction.latestStamp())
            facts.events = try transaction.recentEvents(
                since: Timestamp(clamping: now.milliseconds - HealthLimits.eventAgeMax))
            facts.failure = try transaction.lastFailure().map { .init(text: $0.text, at: $0.at) }
            facts.backups = try BackupFacts(
                of: transaction, isKept: transaction.recoveryKey != nil)
            facts.hearers = try ToldHearer.all(in: transaction)
            facts.isTimeZoneUnknown = desk.isTimeZoneUnknown(transaction)
            let proposals = WaitingRecords(.proposal, lookup)
            let office = RecordNames(lookup).cell(desk.office)
            return (
                top: try transaction.top, cursor: try transaction.cursor, counts: counts,
                proposals: proposals, office: office, verdicts: try transaction.verdictCounts(),
                equality: try Equality(of: transaction),
                courier: try CourierBook(of: transaction)
            )
        }
        conflicts = ConflictAges(found.counts)
        facts.oldestBlocking = conflicts.oldestBlocking
        equality = found.equality
        facts.isEqual = equality.isEqual
        self.facts = facts
        top = found.top
        cursor = found.cursor
        proposals = found.proposals
        office = found.office
        courier = found.courier
        courierWaiting = try CourierShelf(desk.store.folder).count
        verdicts = VerdictCounts(found.verdicts)
    }

    /// A certificate that is not good is a trouble to report, not one to stop at.
    private static func certificateEnd(_ desk: Desk) throws -> Timestamp? {
        do {
            return try desk.certificate().map { Timestamp(date: $0.notAfter) }
        } catch is ReplicaError { return nil } catch is IdentityError { return nil }
    }

    /// Change sets of the hub known of and not here.
    var lag: UInt64 {
        top.position - min(top.position, max(cursor.from, cursor.through.position))
    }

    func sheet(_ troubles: [Trouble], _ desk: Desk) -> StatusSheet {
        var sheet = StatusSheet()
        sheet.add("group", .init(desk.group.description), isForPeople: false)
        sheet.add("replica", .init(desk.replica.description))
        sheet.add("role", .init(desk.role.rawValue))
        sheet.add("office", office)
        sheet.add("position", .init(top.position))
        sheet.add("level", .init(since: facts.level, now: facts.now))
        sheet.add("lag", .init(lag))
        let seconds = facts.level.map { (facts.now.milliseconds - $0.milliseconds) / 1_000 }
        sheet.add("lagSeconds", seconds.map { .init($0) } ?? .blank, isForPeople: false)
        sheet.add("catchingUp", .init(cursor.from == 0))
        let since = facts.oldestPending.map { Table.instant($0) }
        sheet.add(
            "pending",
            .init(
                "\(facts.pending)",
                table: "\(facts.pending)" + (since.map { ", since \($0)" } ?? ""),
                json: "\(facts.pending)"))
        sheet.add("pendingSince", .init(optional: since), isForPeople: false)
        sheet.add("conflicts", .init(conflicts.total))
        sheet.add("blocking", .init(conflicts.blocking))
        sheet.add("conflictsByAge", conflicts.cell)
        sheet.add("proposals", .init(proposals.count))
        sheet.add("quarantine", .init(facts.quarantined))
        sheet.add("custody", .init(facts.inCustody))
        sheet.add("clockOffsetMs", .init(facts.clockOffset))
        sheet.add(
            "certificateDays",
            facts.certificateDays.map { .init($0) } ?? .init("none", json: "null"))
        sheet.add(
            "deskCertificateDays",
            facts.deskCertificateDays.map { .init($0) } ?? .init("none", json: "null"),
            isForPeople: facts.deskCertificateDays != nil)
        sheet.add("equal", equality.isEqual.map { .init($0) } ?? .init("unknown", json: "null"))
        sheet.add("equalAt", .init(since: equality.at, now: facts.now), isForPeople: false)
        sheet.add("incidents", .init(equality.incidents))
        sheet.add("lastFailure", .init(optional: facts.failure?.text), isForPeople: false)
        sheet.add("lastFailureAt", .instant(facts.failure?.at), isForPeople: false)
        sheet.add(
            "courier", courier.cell(waiting: courierWaiting), isForPeople: courier.written > 0)
        sheet.add("lastBackup", facts.backups.cell, isForPeople: facts.backups.isKept)
        sheet.add("events", .init(facts.hearers), isForPeople: !facts.hearers.isEmpty)
        sheet.add("ops", verdicts.cell)
        sheet.add("versions", Versions.cell(schema: desk.schema))
        sheet.add("troubles", .init(troubles))
        return sheet
    }
}

extension CourierBook {
    /// What of it is outstanding.
    ///
    /// - Parameter waiting: files that came too early.
    fileprivate func cell(waiting: Int) -> Table.Cell {
        let at = writtenAt.map { Table.instant($0) } ?? "never"
        let answered = isUnanswered ? "not answered" : "answered"
        let more = waiting > 0 ? ", \(Counted(waiting, "file")) waiting" : ""
        let time = writtenAt.map { "\"\(Table.instant($0))\"" } ?? "null"
        return .init(
            "", table: "file \(written) of \(at) \(answered)\(more)",
            json: "{\"written\":\(written),\"writtenAt\":\(time),"
                + "\"answered\":\(taken.number),\"waiting\":\(waiting)}")
    }
}
