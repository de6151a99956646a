// Steps that saw each other have one order, and the fold walks it. Steps that did not have several.
// Trying all orders is too many, but what may follow depends only on which steps are done, not on
// how they were done: the search goes over the sets of done steps that miss nothing their members
// follow (the down-closed sets of the graph), and keeps for each set what states it can end in.
//
//     in-review, and two people log without knowing of each other
//     ack ‖ deficiency     only one order is legal: ack, deficiency        -> deficient
//     approve ‖ deny       no order is legal; they end differently        -> conflict, shown denied
//     submit ‖ submit      one event, logged twice                         -> submitted

/// What a graph of steps comes to.
struct StepFold {
    /// The state; more than one in a conflict, the safest first; never empty.
    let outcomes: [String]
    /// The steps that are illegal in every order, ascending.
    let illegal: [Int]

    /// More unordered steps, or more sets of done ones, are a conflict without further search.
    static let unorderedStepsMax = 512
    static let setsMax = 4_096

    /// One order: an illegal step is listed and moves nothing.
    static func walk(_ graph: StepGraph, _ workflow: Workflow, from start: String) -> StepFold {
        var state = start
        var illegal: [Int] = []
        for (index, step) in graph.steps.enumerated() {
            if let next = workflow.target(of: StepGraph.event(step), from: state) {
                state = next
            } else {
                illegal.append(index)
            }
        }
        return StepFold(outcomes: [state], illegal: illegal)
    }

    /// Several orders: if some are fully legal, only these count; otherwise all must end equal.
    static func search(_ graph: StepGraph, _ workflow: Workflow, from start: String) -> StepFold {
        guard let ends = StepSearch(graph, workflow)?.ends(from: start) else {
            return beyondBound(graph, workflow, start)
        }
        let illegal = ends.skipped.values.reduce(ends.skipped.values.first ?? []) {
            $0.intersection($1)
        }
        let legal = ends.legal.map { workflow.states[$0].name }
        if legal.count == 1 { return StepFold(outcomes: legal, illegal: []) }
        let all = ends.skipped.keys.map { workflow.states[$0] }
            .sorted { ($0.rank, $0.name) > ($1.rank, $1.name) }
        return StepFold(outcomes: all.map(\.name), illegal: illegal.sorted())
    }

    /// Whatever the steps could lead to, the safest first.
    private static func beyondBound(
        _ graph: StepGraph, _ workflow: Workflow, _ start: String
    ) -> StepFold {
        let targets = graph.steps.flatMap { step in
            workflow.transitions(of: StepGraph.event(step)).compactMap(\.to)
        }
        let states = Set(targets + [start]).compactMap { workflow.state($0) }
            .sorted { ($0.rank, $0.name) > ($1.rank, $1.name) }
        return StepFold(outcomes: states.map(\.name), illegal: [])
    }
}
