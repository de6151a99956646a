package import Merge
package import Records

/// A step as a person asks for it, on cases or notices.
package struct StepRequest: Sendable {
    package var event: String
    package var happenedOn: Day?
    package var effectiveOn: Day?
    package var evidence: Evidence?
    /// The document whose dates the evidence takes the place of.
    package var supersedes: String?
    package var reference: String?
    package var channel: String?
    package var comment: String?
    package var termReason: String?
    package var blockers: [String] = []
    package var nextActionOn: Day?
    /// The number of the step to retract, from 1 in causal order.
    package var retracts: Int?

    package init(_ event: String) {
        self.event = event
    }
}

extension StepRequest {
    /// Writes the step on all of the records, with its evidence once.
    func take(
        on views: [RecordView], _ who: Signature, _ place: Place, _ records: some RecordLookup,
        _ writes: inout some WriteSink,
        _ step: (RecordView, StepDraft, RecordID?) throws(CaseProblem) -> [Write]
    ) throws -> [SteppedRecord] {
        guard !views.isEmpty else {
            throw DeedProblem.noSuchRecord(type: "such case or notice")
        }
        let document = try evidence?.document(
            about: views.map(\.id), at: place, in: records, into: &writes)
        let supersedes = try supersedes.map { name throws(DeedProblem) in
            try records.find(.document, name)
        }
        var problems: [(record: RecordID, problem: CaseProblem)] = []
        var taken: [Write] = []
        for view in views {
            do throws(CaseProblem) {
                let draft = try draft(on: view, document, who.actor, today: place.today)
                taken += try step(view, draft, supersedes)
            } catch {
                problems.append((view.id, error))
            }
        }
        guard problems.isEmpty else {
            throw StepRefusal(problems: problems, asked: views.count)
        }
        try writes.add(taken)
        return views.map { SteppedRecord(record: $0.id, before: SteppedRecord.state(of: $0)) }
    }

    private func draft(
        on view: RecordView, _ document: RecordID?, _ actor: RecordID?, today: Day
    ) throws(CaseProblem) -> StepDraft {
        if let day = happenedOn, today < day { throw .happensLater(day, today: today) }
        var draft = StepDraft(
            event, on: happenedOn ?? today, comment: comment, document: document, by: actor)
        if let channel { draft[AnyRecord.channel] = channel }
        if let reference { draft[AnyRecord.reference] = reference }
        if event == Workflow.retract {
            let steps = Workflow.asked(of: view)?.standing(of: view).steps ?? []
            guard let number = retracts, steps.indices.contains(number - 1) else {
                throw .step(.noSuchStep)
            }
            draft.retracts = steps[number - 1].entry
        }
        return draft
    }
}

/// A record that takes a step, and where it stood.
package struct SteppedRecord: Sendable {
    package let record: RecordID
    package let before: String

    /// Where a case or a notice stands, as one word.
    package static func state(of view: RecordView) -> String {
        guard let standing = Workflow.asked(of: view)?.standing(of: view) else {
            return ""
        }
        return standing.conflict == nil ? standing.state : standing.state + " (conflict)"
    }
}

/// A step that some of several records do not allow; then none of them takes it.
package struct StepRefusal: Error, CustomStringConvertible {
    package let problems: [(record: RecordID, problem: CaseProblem)]
    package let asked: Int

    package var description: String {
        let lines = problems.prefix(20).map { "\($0.record): \($0.problem)" }
        let more = problems.count > 20 ? "; and \(problems.count - 20) more" : ""
        return asked == 1
            ? lines.joined()
            : "nothing was changed, \(problems.count) of \(asked) do not allow it: "
                + lines.joined(separator: "; ") + more
    }
}

extension Workflow {
    /// The workflow of a case or a notice; `nil` for any other record.
    fileprivate static func asked(of view: RecordView) -> Workflow? {
        [Workflow.enrollment, .notice].first { $0.recordType.name == view.type.name }
    }
}
