package import Merge
package import Records

/// A step of a payor notice: sending keeps the letter, a confirmation moves the dates of the cases
/// it is about.
package struct NoticeStep: Sendable {
    package var draft: StepDraft
    /// For a new office the first day, for one that is left the last.
    package var effectiveOn: Day?
    package var supersedes: RecordID?

    package init(_ draft: StepDraft, effectiveOn: Day? = nil) {
        self.draft = draft
        self.effectiveOn = effectiveOn
    }

    /// - Throws: `CaseProblem` where the step is illegal on the notice or on one of its cases.
    package func writes(
        on view: RecordView, in lookup: some RecordLookup
    ) throws(CaseProblem) -> [Write] {
        let step: Write
        do { step = try Workflow.notice.write(draft, on: view) } catch { throw .step(error) }
        if draft.says(PayorNotice.Step.send) { return [step, try told(view, in: lookup)] }
        guard draft.says(PayorNotice.Step.confirm), let document = draft.document else {
            return [step]
        }
        guard let effectiveOn else { throw .step(.missing(.effectiveOn, step: draft.event)) }
        let isAdding = view[PayorNotice.kind] == "addLocation"
        let date = Write(
            PayorNotice.confirmedDates, view.id,
            key: [PayorNotice.ConfirmedDates.document(document)],
            [
                isAdding
                    ? PayorNotice.ConfirmedDates.effectiveFrom(effectiveOn)
                    : PayorNotice.ConfirmedDates.effectiveThrough(effectiveOn),
                PayorNotice.ConfirmedDates.supersedes(supersedes),
            ])
        var writes = [step, date]
        for enrollment in NoticeStep.cases(of: view, in: lookup) {
            let state = CaseState(enrollment)
            guard let event = NoticeStep.event(state, isAdding: isAdding) else { continue }
            var own = CaseStep(
                StepDraft(
                    event, on: draft.happenedOn, comment: draft.comment, document: document,
                    by: draft[AnyRecord.by]),
                effectiveOn: event == .withdraw ? nil : effectiveOn)
            own.supersedes = supersedes
            own.termReason = "doctorLeft"
            writes += try own.writes(on: enrollment)
        }
        return writes
    }

    /// What the payor is told, kept as it was told; what goes by mail has an address.
    private func told(
        _ view: RecordView, in lookup: some RecordLookup
    ) throws(CaseProblem) -> Write {
        let letter = NoticeLetter(
            of: view, on: draft.happenedOn, signer: draft.user, in: lookup)
        let lacks = letter.lacks.filter(\.isBlocking)
        if draft[PayorNotice.Status.channel] == "mail", !lacks.isEmpty { throw .letterLacks(lacks) }
        return Write(
            PayorNotice.letters, view.id,
            [PayorNotice.Letters.letter(letter.kept), PayorNotice.Letters.sentOn(draft.happenedOn)])
    }

    /// The doctor's cases in the notice's contract at its offices.
    package static func cases(
        of notice: RecordView, in lookup: some RecordLookup
    ) -> [RecordView] {
        let offices = Set(notice[PayorNotice.offices, each: PayorNotice.offices.office])
        return notice[PayorNotice.practitioners, each: PayorNotice.Practitioners.practitioner]
            .sorted()
            .flatMap { doctor in
                lookup.records(where: Enrollment.practitioner, is: doctor).filter { view in
                    view.isActive && view[AnyRecord.contract] == notice[AnyRecord.contract]
                        && view[Enrollment.office].map(offices.contains) ?? false
                }
            }
    }

    /// What the payor's word means for a case, by where the case stands; `nil` for nothing.
    private static func event(_ state: CaseState, isAdding: Bool) -> Enrollment.Step? {
        let steps: [Enrollment.Step] =
            isAdding ? [.recorded, .correctEffective] : [.termNotice, .withdraw]
        return steps.first { state.standing.allows($0) }
    }
}
