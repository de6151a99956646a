package import Merge
package import Records
package import Tables

/// How far each office has come with each published version: who is late, and by how many days.
package struct FeeRollout: Sendable {
    package let rows: [Row]

    /// One office's way with one version.
    package struct Row: Sendable {
        package let schedule: String
        package let version: FeeVersion
        package let release: FeeReleaseLog.State
        package let office: String
        package let officeID: RecordID
        /// The receipt's state; `awaited` where the office has said nothing, `not known here` where
        /// only that office and the centre hold what it said.
        package let state: String
        package let receivedOn: Day?
        package let stagedOn: Day?
        package let appliedOn: Day?
        package let confirmedOn: Day?
        /// How the office entered it into its practice-management system, or why it did not.
        package let word: String?
        /// Days since the office ought to use it and does not.
        ///
        /// Since the effective day, or since the publication where that came later; `nil` in time,
        /// and where nobody here can tell.
        package let daysLate: Int64?
        /// Whether the office's receipts are held here.
        package let isHeld: Bool
    }

    /// - Parameters:
    ///   - schedule: only this one; all where `nil`.
    ///   - only: only this office; all where `nil`.
    package init(
        _ lookup: some RecordLookup, schedule: RecordID? = nil, office only: RecordID? = nil,
        today: Day
    ) {
        let schedules = lookup.records(.feeSchedule)
            .filter { $0.isActive && (schedule == nil || $0.id == schedule) }
            .sorted { ($0.naturalKey ?? "", $0.id) < ($1.naturalKey ?? "", $1.id) }
        self.rows = schedules.flatMap { view -> [Row] in
            let schedule = FeeSchedule(view, lookup: lookup)
            let offices = schedule.offices.filter { only == nil || $0 == only }.compactMap {
                lookup.record($0)
            }.sorted {
                ($0[Office.code] ?? "", $0.id) < ($1[Office.code] ?? "", $1.id)
            }
            return schedule.book.versions.flatMap { version -> [Row] in
                let release = schedule.book.log.state(of: version.id)
                guard release != .unpublished else { return [] }
                let receipts = FeeReceipts.standing(of: version.id, in: lookup)
                return offices.map { office in
                    let isHeld = lookup.office == nil || lookup.office == office.id
                    return FeeRollout.row(
                        schedule.code, version, release,
                        Receiver(
                            office: office, receipt: receipts[office.id], isHeld: isHeld,
                            publishedOn: schedule.book.log.publishedOn(version.id)), today)
                }
            }
        }
    }

    private init(rows: [Row]) {
        self.rows = rows
    }

    /// Only offices that do not use a version that holds already.
    package var late: FeeRollout { FeeRollout(rows: rows.filter { $0.daysLate != nil }) }

    /// Who is to use a version, and what is known of it.
    private struct Receiver {
        let office: RecordView
        let receipt: RecordView?
        let isHeld: Bool
        let publishedOn: Day?
    }

    private static func row(
        _ schedule: String, _ version: FeeVersion, _ release: FeeReleaseLog.State,
        _ receiver: Receiver, _ today: Day
    ) -> Row {
        let (office, receipt) = (receiver.office, receiver.receipt)
        let standing = Workflow.feeReceipt.standing(
            of: receipt?.transitions ?? [])
        let applied = standing.last(FeeReceipt.Step.appliedToReplica)
        let confirmed = standing.last(FeeReceipt.Step.appliedInPms)
        // Published for a day that is past: the office has that day to take it in.
        let published = receiver.publishedOn ?? version.effectiveFrom
        let since = max(version.effectiveFrom, published)
        let due = published > version.effectiveFrom ? published.after : version.effectiveFrom
        let isLate =
            receiver.isHeld && release == .published && due <= today && applied == nil
            && confirmed == nil
        let word: String? =
            switch FeeReceipt.State(standing) {
            case .rejected: standing.last(FeeReceipt.Step.rejected)?.comment
            case .appliedInPms: confirmed?[FeeReceipt.Status.method]
            default: nil
            }
        return Row(
            schedule: schedule, version: version, release: release,
            office: office[Office.code] ?? "", officeID: office.id,
            state: receiver.isHeld
                ? standing.conflict == nil ? standing.state : "conflict"
                : Table.Cell.notHeld.plain,
            receivedOn: standing.last(FeeReceipt.Step.received)?.happenedOn,
            stagedOn: standing.last(FeeReceipt.Step.staged)?.happenedOn,
            appliedOn: applied?.happenedOn,
            confirmedOn: confirmed?.happenedOn, word: word,
            daysLate: isLate ? today.number - since.number : nil, isHeld: receiver.isHeld)
    }

    /// Report R5: how far each office has come with each released version.
    package func table(_ lookup: some RecordLookup) -> Table {
        var names = NameBook(lookup)
        var table = Table(
            title: "Fee version rollout",
            [
                "schedule", "version", "effective", "release", "office", "state", "received",
                .detail("staged"), "applied", "pms", .detail("word"), .detail("digest"), "daysLate",
            ])
        for row in rows {
            table.add([
                .text(row.schedule), .number(row.version.number), .day(row.version.effectiveFrom),
                .text(row.release == .published ? "published" : "recalled"),
                names.cell(row.officeID),
                row.isHeld ? .text(row.state) : .notHeld, row.known(.day(row.receivedOn)),
                row.known(.day(row.stagedOn)), row.known(.day(row.appliedOn)),
                row.known(.day(row.confirmedOn)), row.known(.text(row.word)),
                .text(String(row.version.digest.prefix(12))),
                row.known(row.daysLate.map { .number($0) } ?? .blank),
            ])
        }
        return table
    }
}

extension FeeRollout.Row {
    /// The cell, where the office's word is held here.
    fileprivate func known(_ cell: Table.Cell) -> Table.Cell {
        isHeld ? cell : .notHeld
    }
}
