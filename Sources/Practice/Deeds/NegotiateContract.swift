internal import Fees
package import Merge
package import Participation
package import Records

/// One move in the talks on a contract's fees; `open` begins them.
package struct NegotiateContract: Deed {
    /// By code.
    package var contract: String
    package var step: Negotiation.Step
    /// Today if not given.
    package var happenedOn: Day?
    package var comment: String?
    package var reference: String?
    package var effectiveOn: Day?
    /// The id of a fee draft, or the end of it.
    package var feeDraft: String?
    package var evidence: Evidence?
    package var nextActionOn: Day?
    /// What is asked for, said at the beginning.
    package var ask: String?

    package init(_ contract: String, _ step: Negotiation.Step) {
        self.contract = contract
        self.step = step
    }

    /// - Returns: the talks.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        try place.requireCentral()
        let contract = try records.view(.payorContract, contract)
        let talks = NegotiationRounds.open(on: contract.id, in: records)
        guard step == .open || talks != nil else { throw ContractProblem.noTalks }
        if let talks, step == .open, !talks.standing.isIn(Negotiation.State.idle, .due) {
            throw ContractProblem.talksOpen(state: talks.standing.state)
        }
        let day = happenedOn ?? place.today
        let id = talks?.id ?? place.newID()
        let document = try evidence?.document(
            about: [contract.id], at: place, in: records, into: &writes)
        if talks == nil {
            try writes.add(
                Write(
                    Negotiation.subject, id,
                    [Negotiation.contract(contract.id), Negotiation.startedOn(day)]))
        }
        let draft = try draft(on: day, document, by: who.actor, records)
        let standing = talks?.standing ?? Workflow.negotiation.standing(of: [])
        try writes.add(Workflow.negotiation.write(draft, record: id, after: standing))
        try writes.add(
            edits(
                .negotiation, id,
                Assignment.given([
                    Negotiation.nextActionOn: nextActionOn?.description, Negotiation.ask: ask,
                ]), records))
        try writes.add(
            consequences(on: day, contract, talks?.standing, by: who.actor, records))
        return id
    }

    private func draft(
        on day: Day, _ document: RecordID?, by actor: RecordID?, _ records: some RecordLookup
    ) throws(DeedProblem) -> StepDraft {
        var draft = StepDraft(step, on: day, comment: comment, document: document, by: actor)
        draft[Negotiation.Status.reference] = reference
        draft[Negotiation.Status.effectiveOn] = effectiveOn
        if let feeDraft {
            draft[Negotiation.Status.feeDraft] = try records.find(.feeDraft, feeDraft)
        }
        return draft
    }

    /// What the talks change on the contract: an amendment, the day of its new fees, or when to
    /// ask again.
    private func consequences(
        on day: Day, _ contract: RecordView, _ talks: Standing?, by actor: RecordID?,
        _ records: some RecordLookup
    ) throws -> [Write] {
        switch step {
        case .amendmentSigned:
            var draft = StepDraft(PayorContract.Step.amend, on: day, by: actor)
            draft[PayorContract.Status.effectiveOn] = effectiveOn
            return [try Workflow.contract.write(draft, on: contract)]
        case .firstEobMatches:
            let since = talks?.last(Negotiation.Step.amendmentSigned)?[AnyRecord.effectiveOn]
            return try edits(
                .payorContract, contract.id,
                Assignment.given([PayorContract.lastRateChangeOn: since?.description]), records)
        case .refuse:
            let next = day.advanced(by: NegotiationRounds.reviewAfterDays)
            return try edits(
                .payorContract, contract.id,
                [Assignment(PayorContract.nextReviewOn, next.description)], records)
        default: return []
        }
    }

    private func edits(
        _ type: RecordType, _ id: RecordID, _ assignments: [Assignment],
        _ records: some RecordLookup
    ) throws(EditProblem) -> [Write] {
        guard !assignments.isEmpty else { return [] }
        return try RecordEditor.writes(
            type: type, record: id, assignments: assignments,
            before: records.state(id) ?? RecordState(), resolve: records.resolve)
    }
}

extension NegotiationRounds {
    /// The talks on a contract that are not over.
    package static func open(
        on contract: RecordID, in records: some RecordLookup
    ) -> NegotiationRounds? {
        let contacts = records.records(where: ContactLog.contract, is: contract)
        return records.records(where: Negotiation.contract, is: contract)
            .filter(\.isActive).map { NegotiationRounds($0, contacts: contacts) }
            .last(where: \.isOpen)
    }
}
