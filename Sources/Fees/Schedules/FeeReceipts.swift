package import Merge
package import Records

/// What an office's replica says of the fee schedule versions it holds: received, staged, applied.
///
/// Its own calendar decides, offline too: a version that was staged begins on its day whether or
/// not the line is up.
package enum FeeReceipts {
    /// The receipts of a version, by office.
    package static func standing(
        of version: RecordID, in lookup: some RecordLookup
    ) -> [RecordID: RecordView] {
        let all = lookup.records(where: FeeReceipt.version, is: version)
        let pairs = all.compactMap { view in view[FeeReceipt.office].map { ($0, view) } }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The writes that bring every receipt of the office level with what it holds and with today.
    ///
    /// A version whose lines do not verify, or that no answer of the hub releases, gets no receipt.
    package static func due(
        _ lookup: some RecordLookup, office: RecordID, today: Day
    ) -> [Write] {
        lookup.records(.feeSchedule).sorted { $0.id < $1.id }.flatMap { schedule in
            let book = FeeBook(schedule: schedule, lookup: lookup)
            return book.versions.flatMap { version -> [Write] in
                guard book.log.state(of: version.id) == .published else { return [] }
                return writes(version, lookup: lookup, office: office, today: today)
            }
        }
    }

    private static func writes(
        _ version: FeeVersion, lookup: some RecordLookup, office: RecordID, today: Day
    ) -> [Write] {
        let receipt = standing(of: version.id, in: lookup)[office]
        let standing = Workflow.feeReceipt.standing(
            of: receipt?.transitions ?? [])
        guard standing.conflict == nil else { return [] }
        var steps: [StepDraft] = []
        if standing.isIn(FeeReceipt.State.awaited) {
            steps.append(
                StepDraft(
                    FeeReceipt.Step.received, on: today,
                    facts: [FeeReceipt.Status.digest(version.digest)]))
        }
        if standing.isIn(FeeReceipt.State.awaited, .received) {
            steps.append(StepDraft(FeeReceipt.Step.staged, on: today))
        }
        let isUnapplied = standing.isIn(FeeReceipt.State.awaited, .received, .staged)
        if version.effectiveFrom <= today, isUnapplied {
            steps.append(StepDraft(FeeReceipt.Step.appliedToReplica, on: today))
        }
        guard !steps.isEmpty, version.isSound else { return [] }
        // One id on all of the office's replicas.
        let key = [version.id.description, office.description]
        let id = receipt?.id ?? lookup.newID(.feeReceipt, key, of: office)
        let identity = Write(
            FeeReceipt.identity, id,
            [FeeReceipt.office(office), FeeReceipt.version(version.id)])
        let isNew = receipt == nil
        do {
            let logged = try Workflow.feeReceipt.writes(steps, record: id, after: standing)
            return (isNew ? [identity] : []) + logged
        } catch { return [] }
    }
}
