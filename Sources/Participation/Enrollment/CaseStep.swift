package import Merge
package import Records

// A step of a case is more than a word in its log: the facts that rest on its document go where
// everything else reads them, in the same change set.
//
//     submit                               refused without its channel and reference
//     loaded, recorded, correctEffective   effectiveDates[document] = the day
//     retroGranted                         effectiveDates[document] = the first day, retroactively
//     termNotice                           ending = the last day, the reason, the document
//     reopen                               the day on which the last period ended; ending = blank
//     credentialingApproved, recredentialApproved
//                                          recredentialDueOn = the contract's months later
//     deficiency                           blockers += what is asked for
//     a payor's word                       lastContactOn = the day of it
//     retract                              takes back the dates that rest on that step alone

/// A step of a case with all that follows from it.
package struct CaseStep: Sendable {
    package var draft: StepDraft
    /// The day the step is about: first day in network, or the last.
    package var effectiveOn: Day?
    /// The letter that the document takes the place of.
    package var supersedes: RecordID?
    package var termReason: String?
    /// What the payor asks for at a deficiency.
    package var blockers: [String] = []
    package var nextActionOn: Day?

    /// How long the payor's decision holds, in months: NCQA's cycle unless the contract says.
    package var recredentialMonths: Int64 = 36

    package init(_ draft: StepDraft, effectiveOn: Day? = nil) {
        self.draft = draft
        self.effectiveOn = effectiveOn
        if let effectiveOn { self.draft[Enrollment.Status.effectiveOn] = effectiveOn }
    }

    /// - Throws: `CaseProblem` for a step that is illegal on this case, or lacks its evidence.
    package func writes(on view: RecordView) throws(CaseProblem) -> [Write] {
        let standing = Workflow.enrollment.standing(of: view)
        let period = ParticipationPeriods(view, standing).current
        var draft = draft
        if draft.says(Enrollment.Step.reopen) {
            draft[Enrollment.Status.effectiveOn] = period.end
        }
        let step: Write
        do {
            step = try Workflow.enrollment.write(draft, record: view.id, after: standing)
        } catch {
            throw .step(error)
        }
        return [step] + (try facts(view, standing, period)) + contacts(view)
    }

    private func facts(
        _ view: RecordView, _ standing: Standing, _ period: ParticipationPeriods.Period
    ) throws(CaseProblem) -> [Write] {
        guard draft.event != Workflow.retract else { return takenBack(view, standing) }
        switch Enrollment.Step(draft) {
        case .submit:
            // Rows of an import and steps of other tools may lack them; a person knows both.
            guard draft[Enrollment.Status.channel] != nil,
                draft[Enrollment.Status.reference] != nil
            else { throw .submittedWithoutTrace }
            return []
        case .loaded, .recorded, .correctEffective:
            return try date(view, period, first: effectiveOn, retroactive: nil)
        case .retroGranted:
            let first = try firstDay(of: period)
            return try date(view, period, first: first, retroactive: effectiveOn)
        case .termNotice:
            if let last = effectiveOn, let first = period.start, last < first {
                throw .endsBeforeFirstDay(last: last, first: first)
            }
            return [ending(of: view)]
        case .reopen:
            return view[Enrollment.effectiveThrough] == nil
                ? [] : [Write(Enrollment.ending, view.id)]
        case .credentialingApproved, .recredentialApproved:
            return draft.happenedOn.map { decided in
                let due = Write(
                    Enrollment.recredentialDueOn, view.id, decided.months(later: recredentialMonths)
                )
                return [due]
            } ?? []
        case .deficiency:
            return blockers.map {
                Write(Enrollment.blockers, view.id, key: [Enrollment.Blockers.blocker($0)])
            }
        case .resubmit:
            let open = view[Enrollment.blockers].count
            if open > 0 { throw .blockersOpen(open) }
            return []
        default: return []
        }
    }

    private func date(
        _ view: RecordView, _ period: ParticipationPeriods.Period, first: Day?, retroactive: Day?
    ) throws(CaseProblem) -> [Write] {
        guard let document = draft.document, let first else { return [] }
        let letters = period.letters.compactMap { $0[Enrollment.EffectiveDates.document] }
        if let supersedes, !letters.contains(supersedes) { throw .noSuchLetter }
        let isOfEarlierPeriod =
            !letters.contains(document)
            && view[Enrollment.effectiveDates, each: Enrollment.EffectiveDates.document]
                .contains(document)
        if isOfEarlierPeriod { throw .letterOfEarlierPeriod }
        return [
            Write(
                Enrollment.effectiveDates, view.id,
                key: [Enrollment.EffectiveDates.document(document)],
                [
                    Enrollment.EffectiveDates.effectiveFrom(first),
                    Enrollment.EffectiveDates.retroactiveTo(retroactive),
                    Enrollment.EffectiveDates.supersedes(supersedes),
                ])
        ]
    }

    /// The one first day that letters give so far, not after the one granted: a retroactive day is
    /// counted from there.
    private func firstDay(
        of period: ParticipationPeriods.Period
    ) throws(CaseProblem) -> Day {
        guard let first = period.dates.first else { throw .noFirstDay }
        if let effectiveOn, first < effectiveOn {
            throw .grantedAfterFirstDay(granted: effectiveOn, first: first)
        }
        return first
    }

    private func ending(of view: RecordView) -> Write {
        Write(
            Enrollment.ending, view.id,
            [
                Enrollment.effectiveThrough(effectiveOn), Enrollment.termReason(termReason),
                Enrollment.termDocument(draft.document),
            ])
    }

    /// The dates of the step that is annulled, unless another step rests on the same letter.
    private func takenBack(_ view: RecordView, _ standing: Standing) -> [Write] {
        guard let step = standing.steps.first(where: { $0.entry == draft.retracts }) else {
            return []
        }
        if step.says(Enrollment.Step.termNotice),
            view[Enrollment.effectiveThrough] == step[Enrollment.Status.effectiveOn]
        {
            return [Write(Enrollment.ending, view.id)]
        }
        if step.says(Enrollment.Step.reopen) { return endingBefore(step, view, standing) }
        guard let document = step.document,
            !standing.steps.contains(where: {
                $0.entry != step.entry && $0.document == document
            }),
            view[Enrollment.effectiveDates, each: Enrollment.EffectiveDates.document]
                .contains(document)
        else { return [] }
        return [
            Write(
                removing: [Enrollment.EffectiveDates.document(document)],
                from: Enrollment.effectiveDates, view.id)
        ]
    }

    /// The last day that a reopening took off the record.
    private func endingBefore(
        _ reopening: Standing.Step, _ view: RecordView, _ standing: Standing
    ) -> [Write] {
        let ended = standing.steps.prefix { $0.entry != reopening.entry }
            .last { $0.says(Enrollment.Step.termNotice, .lapse, .withdraw) }
        guard ended?.says(Enrollment.Step.termNotice) == true,
            view[Enrollment.effectiveThrough] == nil,
            let day = reopening[Enrollment.Status.effectiveOn]
        else { return [] }
        return [Write(Enrollment.ending, view.id, [Enrollment.effectiveThrough(day)])]
    }

    /// When the payor was last heard of, and when to ask again.
    private func contacts(_ view: RecordView) -> [Write] {
        let isPayors = Workflow.enrollment.transitions(of: draft.event)
            .contains { $0.actor == .payor }
        var writes: [Write] = []
        if isPayors, let day = draft.happenedOn,
            view[Enrollment.lastContactOn].map({ $0 < day }) ?? true
        {
            writes.append(
                Write(Enrollment.lastContactOn, view.id, day))
        }
        if let nextActionOn {
            writes.append(
                Write(Enrollment.nextActionOn, view.id, nextActionOn))
        }
        return writes
    }
}

extension CaseStep {
    /// With what the case's contract says of it.
    package init(
        _ draft: StepDraft, effectiveOn: Day? = nil, on view: RecordView,
        in lookup: some RecordLookup
    ) {
        self.init(draft, effectiveOn: effectiveOn)
        let contract = view[Enrollment.contract].flatMap { lookup.record($0) }
        recredentialMonths = contract?[PayorContract.recredentialMonths] ?? recredentialMonths
    }
}

extension Day {
    /// The same day so many months later; the month's last day where it has no such day.
    func months(later months: Int64) -> Day {
        let (year, month, day) = civil
        let count = Int64(year) * 12 + Int64(month) - 1 + months
        let (laterYear, laterMonth) = (Int(count / 12), Int(count % 12) + 1)
        return (0..<4).lazy.compactMap { Day(year: laterYear, month: laterMonth, day: day - $0) }
            .first ?? self
    }
}
