package import Merge
internal import Tables

/// A step that somebody wants to log.
package struct StepDraft: Sendable {
    package var event: String
    package var happenedOn: Day?
    package var comment: String?
    package var document: RecordID?
    /// Who logs it; the fact `by` says so, too, where the workflow has it.
    package var user: RecordID?
    /// The workflow's own facts, such as `Enrollment.Status.effectiveOn`.
    package var facts: [NamedScalar]
    /// The step that a `retract` annuls.
    package var retracts: EntryID?

    /// A step by the word that a person gives.
    package init(
        _ event: String, on happenedOn: Day? = nil, comment: String? = nil,
        document: RecordID? = nil, by user: RecordID? = nil, facts: [NamedScalar] = []
    ) {
        self.event = event
        self.happenedOn = happenedOn
        self.comment = comment
        self.document = document
        self.user = user
        self.facts = facts
    }

    package init(
        _ step: some StepWord, on happenedOn: Day? = nil, comment: String? = nil,
        document: RecordID? = nil, by user: RecordID? = nil, facts: [NamedScalar] = []
    ) {
        self.init(
            step.rawValue, on: happenedOn, comment: comment, document: document, by: user,
            facts: facts)
    }

    /// What it says of a fact of its workflow; blank where it says nothing.
    package subscript<F: FieldToken>(fact: F) -> F.Content? {
        get { facts.last { $0.name == fact.name }.flatMap { F.Content($0.scalar) } }
        set {
            facts.removeAll { $0.name == fact.name }
            if let newValue { facts.append(fact(newValue)) }
        }
    }

    /// Annuls a mistyped step.
    package static func retraction(
        of entry: EntryID, on day: Day?, comment: String, by user: RecordID? = nil
    ) -> StepDraft {
        var draft = StepDraft(Workflow.retract, on: day, comment: comment, by: user)
        draft.retracts = entry
        return draft
    }
}

extension Workflow {
    /// The write that logs a step on a record as its writer sees it.
    package func write(
        _ draft: StepDraft, on view: RecordView
    ) throws(WorkflowProblem) -> Write {
        try write(draft, record: view.id, after: standing(of: view))
    }

    /// The write that logs the first step of a record which the same change set creates.
    package func write(
        _ draft: StepDraft, creating record: RecordID
    ) throws(WorkflowProblem) -> Write {
        try write(draft, record: record, after: standing(of: []))
    }

    /// - Throws: `WorkflowProblem` for a step that is illegal there or lacks what it needs.
    package func write(
        _ draft: StepDraft, record: RecordID, after standing: Standing
    ) throws(WorkflowProblem) -> Write {
        if draft.event == Workflow.retract {
            try checkRetraction(draft, standing)
        } else {
            try check(draft, standing)
        }
        return try unchecked(draft, record: record, heads: standing.heads)
    }

    /// Several steps in one change set: each follows the one before it.
    package func writes(
        _ drafts: [StepDraft], record: RecordID, after standing: Standing
    ) throws(WorkflowProblem) -> [Write] {
        var state = standing
        var writes: [Write] = []
        for draft in drafts {
            writes.append(try write(draft, record: record, after: state))
            let next = target(of: draft.event, from: state.state) ?? state.state
            // Within one change set the order of its ops is the order of its steps.
            state = Standing(
                state: next, conflict: nil, illegal: [], steps: state.steps, heads: state.heads,
                legalSteps: legalSteps(in: next))
        }
        return writes
    }

    /// A blank text counts as none.
    package static func isGiven(_ scalar: Scalar) -> Bool {
        if case .text(let text) = scalar { return !ASCIIText.trimmed(text).isEmpty }
        return !scalar.isNull
    }

    private func check(_ draft: StepDraft, _ standing: Standing) throws(WorkflowProblem) {
        guard !transitions(of: draft.event).isEmpty else {
            let events = transitions.filter(\.isLogged).map(\.event)
            throw .unknownStep(
                workflow: name, closest: Spelling.closest(to: draft.event, among: events),
                legal: standing.legalSteps)
        }
        if let conflict = standing.conflict { throw .conflict(conflict) }
        guard let transition = transition(draft.event, from: standing.state) else {
            throw .illegal(draft.event, state: standing.state, legal: standing.legalSteps)
        }
        for need in transition.needs {
            if let problem = problem(need, draft, standing) { throw problem }
        }
    }

    private func checkRetraction(
        _ draft: StepDraft, _ standing: Standing
    ) throws(WorkflowProblem) {
        guard let entry = draft.retracts, standing.steps.contains(where: { $0.entry == entry })
        else { throw .noSuchStep }
        guard Workflow.isGiven(draft.comment.map { .text($0) } ?? .null) else {
            throw .missing(.comment, step: draft.event)
        }
    }

    private func problem(
        _ need: Need, _ draft: StepDraft, _ standing: Standing
    ) -> WorkflowProblem? {
        let hasComment = Workflow.isGiven(draft.comment.map { .text($0) } ?? .null)
        switch need {
        case .document: return draft.document == nil ? .missing(need, step: draft.event) : nil
        case .comment: return hasComment ? nil : .missing(need, step: draft.event)
        case .effectiveOn, .reference:
            let isGiven = draft.facts.contains {
                $0.name == need.field && Workflow.isGiven($0.scalar)
            }
            return isGiven ? nil : .missing(need, step: draft.event)
        case .otherUser(let event):
            // Who cannot be told apart is one person.
            let earlier = standing.last(named: event)?.actor
            let isOther = draft.user != nil && earlier != nil && draft.user != earlier
            return isOther || hasComment ? nil : .sameUser(draft.event, earlier: event)
        // Steps do not tell who wrote the rest of the record: the authority sees that.
        case .otherAuthor: return nil
        }
    }

    private func unchecked(
        _ draft: StepDraft, record: RecordID, heads: [EntryID]
    ) throws(WorkflowProblem) -> Write {
        var scalars = [Scalar](repeating: .null, count: fields.count)
        for fact in draft.facts {
            guard let index = fields.firstIndex(where: { $0.name == fact.name }) else {
                throw .unknownFact(fact.name, workflow: self.name)
            }
            scalars[index] = fact.scalar
        }
        if let user = draft.user,
            let index = fields.firstIndex(where: { $0.name == AnyRecord.by.name })
        {
            scalars[index] = .blob(user.bytes[...])
        }
        let comment = draft.comment.map { ASCIIText.trimmed($0) } ?? ""
        scalars[0] = .text(draft.event)
        scalars[StepGraph.Place.happenedOn] = draft.happenedOn.map { .int($0.number) } ?? .null
        scalars[StepGraph.Place.comment] = comment.isEmpty ? .null : .text(comment)
        scalars[StepGraph.Place.document] =
            draft.document.map { .blob($0.bytes[...]) } ?? .null
        scalars[StepGraph.Place.after] = heads.isEmpty ? .null : .blob(EntryList.encode(heads))
        scalars[StepGraph.Place.retracts] =
            draft.retracts.map { .blob(EntryList.encode([$0])) } ?? .null
        let value = Value(scalars)
        if let found = ValueCheck.problem(value, fields) {
            throw .invalid(field: found.field ?? Workflow.attribute, found.problem)
        }
        return Write(
            record: record, type: recordType.name, attribute: Workflow.attribute,
            value: value.encoded)
    }
}

extension Workflow.Need {
    /// The step's field that holds it.
    package var field: String? {
        switch self {
        case .document: AnyRecord.status.document.name
        case .effectiveOn: AnyRecord.effectiveOn.name
        case .comment: AnyRecord.status.comment.name
        case .reference: AnyRecord.reference.name
        case .otherUser, .otherAuthor: nil
        }
    }
}
