package import Benefits
package import Merge
package import Participation
package import Records

/// The end of a contract with two people: the first asks, another one gives the notice, and every
/// case gets its last day.
package struct TerminateContract: Deed {
    /// By code.
    package var contract: String
    /// The contract's last day; as it was asked for if not given.
    package var through: Day?
    package var evidence: Evidence?
    /// Whether one person does both; the reason says why.
    package var isAlone = false

    package init(_ contract: String, through: Day? = nil, evidence: Evidence? = nil) {
        self.contract = contract
        self.through = through
        self.evidence = evidence
    }

    /// What became of the wish to end a contract.
    package struct Outcome: Sendable {
        package let contract: RecordID
        package let through: Day
        /// What the notice did to the cases; `nil` while it waits for a second user.
        package let ending: ContractEnding?
        /// Whom the end concerns.
        package let patients: ContractPatients
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        try place.requireCentral()
        let view = try records.view(.payorContract, contract)
        let standing = Workflow.contract.standing(of: view)
        let isRequested = standing.isIn(PayorContract.State.terminationRequested)
        let requested =
            isRequested
            ? standing.last(PayorContract.Step.requestTermination)?[AnyRecord.effectiveOn] : nil
        if let through, let requested, through != requested { throw ContractProblem.otherDay }
        guard let last = through ?? requested else { throw ContractProblem.noDay }
        if let begin = view[PayorContract.term.from], last < begin {
            throw ContractProblem.endsBeforeBegin(begin)
        }
        let isNotice = isRequested || isAlone
        let document = try evidence?.document(
            about: [view.id], at: place, in: records, into: &writes)
        let draft = StepDraft(
            isNotice ? PayorContract.Step.noticeTermination : .requestTermination,
            on: place.today,
            // The comment is what lets one person act alone: only who says so gets it.
            comment: isNotice && !isAlone ? nil : who.reason, document: document, by: who.actor,
            facts: [PayorContract.Status.effectiveOn(last)])
        try writes.add(Workflow.contract.write(draft, record: view.id, after: standing))
        let ending =
            isNotice
            ? ContractEnding(
                of: view.id, through: last, today: place.today, document: document,
                by: who.actor, lookup: records)
            : nil
        try writes.add(ending?.writes ?? [])
        return Outcome(
            contract: view.id, through: last, ending: ending,
            patients: ContractPatients(of: view.id, on: last, records))
    }
}

/// A request or a notice taken back, and with it the last days of the cases it ended.
package struct WithdrawTermination: Deed {
    /// By code.
    package var contract: String

    package init(_ contract: String) {
        self.contract = contract
    }

    /// - Returns: the contract.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        try place.requireCentral()
        let view = try records.view(.payorContract, contract)
        let draft = StepDraft(
            PayorContract.Step.withdrawTermination, on: place.today, comment: who.reason,
            by: who.actor)
        try writes.add(Workflow.contract.write(draft, on: view))
        try writes.add(
            ContractEnding.withdrawal(
                of: view.id, today: place.today, by: who.actor, lookup: records))
        return view.id
    }
}
