extension StateWord {
    /// Where a record of the type stands; `nil` for a standing in another workflow.
    package init?(_ standing: Standing) {
        self.init(rawValue: standing.state)
    }
}

extension StepWord {
    /// What a logged step says; `nil` for a retraction, or a step of another workflow.
    package init?(_ step: Standing.Step) {
        self.init(rawValue: step.event)
    }

    /// What somebody wants to log; `nil` for a retraction, or a step of another workflow.
    package init?(_ draft: StepDraft) {
        self.init(rawValue: draft.event)
    }
}

extension Standing {
    /// Whether the record stands in one of the states.
    package func isIn<State: StateWord>(_ states: State...) -> Bool {
        states.contains { $0.rawValue == state }
    }

    /// Whether a step may be logged next.
    package func allows(_ step: some StepWord) -> Bool {
        legalSteps.contains(step.rawValue)
    }

    /// The last legal step of that word.
    package func last(_ step: some StepWord) -> Step? {
        last(named: step.rawValue)
    }
}

extension Standing.Step {
    /// Whether it is one of the steps.
    package func says<Step: StepWord>(_ steps: Step...) -> Bool {
        steps.contains { $0.rawValue == event }
    }
}

extension StepDraft {
    /// Whether it is one of the steps.
    package func says<Step: StepWord>(_ steps: Step...) -> Bool {
        steps.contains { $0.rawValue == event }
    }
}
