package import Merge

/// Where a record stands in its workflow: the fold of its logged steps.
package struct Standing: Equatable, Sendable {
    package let state: String
    package let conflict: Conflict?
    /// Steps that led nowhere, because their state did not allow them; in causal order.
    package let illegal: [EntryID]
    /// Every step that nobody retracted, in one order that respects causality.
    package let steps: [Step]
    /// The entries that a next step names as seen, retractions included.
    package let heads: [EntryID]
    /// What may be logged next; none while a conflict stands, which a retraction settles.
    package let legalSteps: [String]

    /// Concurrent steps that do not agree.
    package struct Conflict: Hashable, Sendable {
        /// The steps that somebody made without knowing of another, in causal order.
        package let steps: [EntryID]
        /// The states they could lead to, the safest first.
        package let outcomes: [String]
    }

    /// One step as somebody logged it, with its day and its facts.
    package struct Step: Equatable, Sendable {
        package let entry: EntryID
        package let event: String
        package let at: Timestamp
        /// Who logged it; `nil` where nobody said.
        package let actor: RecordID?
        package let value: Value
        package let isIllegal: Bool
        let fields: [Field]

        /// What the step says of a field; blank where the workflow has none of it.
        package subscript<F: FieldToken>(field: F) -> F.Content? {
            fields.firstIndex { $0.name == field.name }.flatMap { F.Content(value[$0]) }
        }

        package var happenedOn: Day? { self[AnyRecord.status.happenedOn] }
        package var comment: String? { self[AnyRecord.status.comment] }
        package var document: RecordID? { self[AnyRecord.status.document] }
    }

    /// The standing as it shows where the records a run has made say more than its log.
    package func read(as state: String, in workflow: Workflow) -> Standing {
        Standing(
            state: state, conflict: conflict, illegal: illegal, steps: steps, heads: heads,
            legalSteps: conflict == nil ? workflow.legalSteps(in: state) : [])
    }

    /// The last legal step of that name.
    package func last(named event: String) -> Step? {
        steps.last { $0.event == event && !$0.isIllegal }
    }
}

extension Workflow {
    /// Folds a record's steps.
    ///
    /// Pure and total: the same steps give the same standing on every replica, in whatever order
    /// they came.
    package func standing(of view: RecordView) -> Standing {
        guard view.type.name == recordType.name else { return standing(of: []) }
        let log = view.transitions
        return standing(of: log, from: start(of: view, log))
    }

    /// The state before the first step.
    private func start(of view: RecordView, _ log: [Projection.Step]) -> String {
        guard let datedStart, view.scalar(named: datedStart.field)?.int != nil,
            !log.contains(where: { step in
                datedStart.precededBy.contains(StepGraph.event(step))
                    && step.value[StepGraph.Place.after].isNull
            })
        else { return initial }
        return datedStart.state
    }

    /// Folds logged steps, in any order.
    ///
    /// - Parameter start: the state before the first one; `nil` is the workflow's own.
    package func standing(of log: [Projection.Step], from start: String? = nil) -> Standing {
        let graph = StepGraph(log)
        let start = start ?? initial
        let fold =
            graph.isChain
            ? StepFold.walk(graph, self, from: start) : StepFold.search(graph, self, from: start)
        let illegal = Set(fold.illegal)
        let steps = graph.steps.enumerated().map { index, step in
            Standing.Step(
                entry: step.entry, event: StepGraph.event(step), at: step.at, actor: step.actor,
                value: step.value, isIllegal: illegal.contains(index), fields: fields)
        }
        var conflict: Standing.Conflict?
        if fold.outcomes.count > 1 {
            conflict = Standing.Conflict(
                steps: graph.unordered.map { graph.steps[$0].entry }, outcomes: fold.outcomes)
        }
        return Standing(
            state: fold.outcomes[0], conflict: conflict,
            illegal: fold.illegal.map { graph.steps[$0].entry }, steps: steps, heads: graph.heads,
            legalSteps: conflict == nil ? legalSteps(in: fold.outcomes[0]) : [])
    }
}
