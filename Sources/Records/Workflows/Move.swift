/// One row of a workflow's table, by its type's words.
package struct Move<Kind: StagedKind>: Sendable {
    let transition: Workflow.Transition

    /// A step that somebody logs; `to` is `nil` where it is a fact worth logging and changes no
    /// state.
    package static func step(
        _ step: Kind.Step, from: [Kind.State], to: Kind.State?, by actor: Workflow.Actor,
        needs: [Workflow.Need] = []
    ) -> Move {
        Move(step.rawValue, from, to, actor, needs)
    }

    /// What a date alone brings; no step says it, so that it is called by a name of its own.
    package static func dated(_ name: String, from: [Kind.State], to: Kind.State) -> Move {
        Move(name, from, to, .system, [], isDated: true)
    }

    /// What is read from other records.
    package static func derived(
        _ step: Kind.Step, from: [Kind.State], to: Kind.State?,
        by actor: Workflow.Actor = .system
    ) -> Move {
        Move(step.rawValue, from, to, actor, [], isDerived: true)
    }

    private init(
        _ event: String, _ from: [Kind.State], _ to: Kind.State?, _ actor: Workflow.Actor,
        _ needs: [Workflow.Need], isDated: Bool = false, isDerived: Bool = false
    ) {
        self.transition = Workflow.Transition(
            event: event, from: from.map(\.rawValue), to: to?.rawValue, actor: actor, needs: needs,
            isDated: isDated, isDerived: isDerived)
    }
}
