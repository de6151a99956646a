package import Merge
package import Records

/// What the end of a contract does to its enrolments.
package struct ContractEnding: Sendable {
    /// A step and a last day for every case in network.
    package let writes: [Write]
    /// Cases that end with the contract.
    package let ended: [RecordID]
    /// Cases that are not in network yet: whether to withdraw them is a person's decision.
    package let open: [RecordID]
    /// Cases whose steps disagree: nobody can end them before that is settled.
    package let unclear: [RecordID]

    /// - Parameters:
    ///   - through: the contract's last day.
    ///   - today: when the notice is logged.
    ///   - document: the notice, where there is one.
    ///   - only: the cases to look at; `nil` is all of the contract's.
    package init(
        of contract: RecordID, through: Day, today: Day, document: RecordID?, by user: RecordID?,
        lookup: some RecordLookup, only: Set<RecordID>? = nil
    ) {
        var (writes, ended): ([Write], [RecordID]) = ([], [])
        var (open, unclear): ([RecordID], [RecordID]) = ([], [])
        for view in lookup.records(where: Enrollment.contract, is: contract)
        where view.isActive && only?.contains(view.id) ?? true {
            let standing = Workflow.enrollment.standing(of: view)
            let state = Workflow.enrollment.state(standing.state)
            if standing.conflict != nil {
                unclear.append(view.id)
            } else if state?.isInForce == true {
                do {
                    writes += try Self.writes(
                        ending: view, standing, through: through, today: today,
                        document: document, by: user)
                    ended.append(view.id)
                } catch { unclear.append(view.id) }
            } else if state?.isFinal == false {
                open.append(view.id)
            }
        }
        self.writes = writes
        self.ended = ended
        self.open = open
        self.unclear = unclear
    }

    /// What takes the notices back in the cases that ended with a contract which goes on.
    package static func withdrawal(
        of contract: RecordID, today: Day, by user: RecordID?, lookup: some RecordLookup
    ) -> [Write] {
        lookup.records(where: Enrollment.contract, is: contract).flatMap { view -> [Write] in
            let standing = Workflow.enrollment.standing(of: view)
            guard view.isActive, standing.isIn(Enrollment.State.ending),
                view[Enrollment.termReason] == reason,
                let notice = standing.last(Enrollment.Step.termNotice), notice.comment == comment
            else { return [] }
            let draft = StepDraft.retraction(
                of: notice.entry, on: today, comment: "the contract goes on", by: user)
            do {
                return [
                    try Workflow.enrollment.write(draft, record: view.id, after: standing),
                    Write(Enrollment.ending, view.id),
                ]
            } catch {
                return []
            }
        }
    }

    private static let comment = "the contract ends"
    private static let reason = "contractEnded"

    private static func writes(
        ending view: RecordView, _ standing: Standing, through: Day, today: Day,
        document: RecordID?, by user: RecordID?
    ) throws -> [Write] {
        // A case that ends before the contract keeps its own last day.
        if let last = EnrollmentStatus(view, standing).endsOn, last <= through { return [] }
        var writes: [Write] = []
        if !standing.isIn(Enrollment.State.ending) {
            let draft = StepDraft(
                Enrollment.Step.termNotice, on: today, comment: comment, document: document,
                by: user, facts: [Enrollment.Status.effectiveOn(through)])
            writes.append(try Workflow.enrollment.write(draft, record: view.id, after: standing))
        }
        writes.append(
            Write(
                Enrollment.ending, view.id,
                [
                    Enrollment.effectiveThrough(through), Enrollment.termReason(reason),
                    Enrollment.termDocument(document),
                ]))
        return writes
    }
}
