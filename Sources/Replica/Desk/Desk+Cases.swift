package import Merge
package import Practice
package import Store

extension Desk {
    /// A step as a person asks for it, on a case or a notice.
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

    /// What became of one record.
    package struct Stepped: Sendable {
        package let record: RecordID
        package let before: String
        package let after: String
    }

    /// A step that one of several records does not allow; then none of them took it.
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

    /// Takes one step on all of the cases, or on none.
    package func advance(
        cases: (StoreTransaction) throws -> [RecordID], _ request: StepRequest, actor: RecordID?,
        reason: String
    ) throws -> (stepped: [Stepped], receipt: WriteReceipt) {
        try advance(cases, request, actor, reason) { view, draft, supersedes, lookup in
            var step = CaseStep(
                draft, effectiveOn: request.effectiveOn, on: view, in: lookup)
            step.supersedes = supersedes
            step.termReason = request.termReason
            step.blockers = request.blockers
            step.nextActionOn = request.nextActionOn
            return try step.writes(on: view)
        }
    }

    /// Takes one step on all of the notices, or on none; a confirmation moves their cases' dates.
    ///
    /// A letter is sent as a whole: the other notices that it tells are sent with it.
    package func advance(
        notices: (StoreTransaction) throws -> [RecordID], _ request: StepRequest,
        actor: RecordID?, reason: String
    ) throws -> (stepped: [Stepped], receipt: WriteReceipt) {
        try advance(
            { transaction in
                let chosen = try notices(transaction)
                guard request.event == "send" else { return chosen }
                let lookup = StoreLookup(transaction)
                let whole = NoticeEnvelope.whole(chosen, in: lookup)
                try lookup.check()
                return whole
            }, request, actor, reason
        ) { view, draft, supersedes, lookup in
            var step = NoticeStep(draft, effectiveOn: request.effectiveOn)
            step.supersedes = supersedes
            return try step.writes(on: view, in: lookup)
        }
    }

    private func advance(
        _ records: (StoreTransaction) throws -> [RecordID], _ request: StepRequest,
        _ actor: RecordID?, _ reason: String,
        _ writes: (RecordView, StepDraft, RecordID?, StoreLookup) throws -> [Write]
    ) throws -> (stepped: [Stepped], receipt: WriteReceipt) {
        let today = try today
        return try store.write { transaction in
            let lookup = StoreLookup(transaction)
            let ids = try records(transaction)
            guard !ids.isEmpty else { throw DeskError.noSuchRecord(type: "such case or notice") }
            let evidence = try evidence(request.evidence, about: ids, transaction)
            let supersedes = try request.supersedes.map { try find(.document, $0, transaction) }
            var all = evidence.writes
            var problems: [(record: RecordID, problem: CaseProblem)] = []
            for id in ids {
                guard let view = lookup.record(id) else { continue }
                do {
                    let draft = try draft(
                        request, on: view, document: evidence.id, actor, today: today)
                    all += try writes(view, draft, supersedes, lookup)
                } catch let problem as CaseProblem {
                    problems.append((id, problem))
                }
            }
            try lookup.check()
            guard problems.isEmpty else {
                throw StepRefusal(problems: problems, asked: ids.count)
            }
            let before = states(of: ids, lookup)
            try keep(request.evidence)
            let receipt = try write(all, actor: actor, reason: reason, in: &transaction)
            let after = states(of: ids, StoreLookup(transaction))
            let stepped = ids.indices.map {
                Stepped(record: ids[$0], before: before[$0], after: after[$0])
            }
            return (stepped, receipt)
        }
    }

    private func draft(
        _ request: StepRequest, on view: RecordView, document: RecordID?, _ actor: RecordID?,
        today: Day
    ) throws(CaseProblem) -> StepDraft {
        if let day = request.happenedOn, today < day {
            throw .happensLater(day, today: today)
        }
        var draft = StepDraft(
            request.event, on: request.happenedOn ?? today, comment: request.comment,
            document: document, by: actor)
        if let channel = request.channel { draft.facts["channel"] = .text(channel) }
        if let reference = request.reference { draft.facts["reference"] = .text(reference) }
        if request.event == Workflow.retract {
            let steps = Workflow.of(type: view.type.name)?.standing(of: view).steps ?? []
            guard let number = request.retracts, steps.indices.contains(number - 1) else {
                throw .step(.noSuchStep)
            }
            draft.retracts = steps[number - 1].entry
        }
        return draft
    }

    private func states(of ids: [RecordID], _ lookup: StoreLookup) -> [String] {
        ids.map { id in
            guard let view = lookup.record(id),
                let standing = Workflow.of(type: view.type.name)?.standing(of: view)
            else { return "" }
            return standing.conflict == nil ? standing.state : standing.state + " (conflict)"
        }
    }
}
