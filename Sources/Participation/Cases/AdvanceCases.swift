import Merge
package import Records

/// One step on all of the cases, or on none.
package struct AdvanceCases: Deed {
    package var cases: CaseSelection
    package var step: StepRequest

    package init(_ cases: CaseSelection, _ step: StepRequest) {
        self.cases = cases
        self.step = step
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> [SteppedRecord] {
        let views = try cases.cases(in: records, on: place.today)
        return try step.take(on: views, who, place, records, &writes) {
            view, draft, supersedes throws(CaseProblem) in
            var taken = CaseStep(draft, effectiveOn: step.effectiveOn, on: view, in: records)
            taken.supersedes = supersedes
            taken.termReason = step.termReason
            taken.blockers = step.blockers
            taken.nextActionOn = step.nextActionOn
            return try taken.writes(on: view)
        }
    }
}

/// One step on all of the notices, or on none; a confirmation moves their cases' dates.
///
/// A letter is sent as a whole: the other notices that it tells are sent with it.
package struct AdvanceNotices: Deed {
    package var notices: CaseSelection
    package var step: StepRequest

    package init(_ notices: CaseSelection, _ step: StepRequest) {
        self.notices = notices
        self.step = step
    }

    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> [SteppedRecord] {
        var views = try notices.notices(in: records)
        if step.event == PayorNotice.Step.send.rawValue {
            views = NoticeEnvelope.whole(views.map(\.id), in: records)
                .compactMap { records.record($0) }
        }
        return try step.take(on: views, who, place, records, &writes) {
            view, draft, supersedes throws(CaseProblem) in
            var taken = NoticeStep(draft, effectiveOn: step.effectiveOn)
            taken.supersedes = supersedes
            return try taken.writes(on: view, in: records)
        }
    }
}
