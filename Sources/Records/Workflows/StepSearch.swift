/// The search over the sets of done steps, one more step at a time.
struct StepSearch {
    private let graph: StepGraph
    private let workflow: Workflow
    private let events: [String]
    /// For each step the unordered ones of the same event: one event, logged more than once.
    private let twins: [[Int]]

    /// - Returns: `nil` for more steps than are worth searching.
    init?(_ graph: StepGraph, _ workflow: Workflow) {
        guard graph.steps.count <= StepFold.unorderedStepsMax else { return nil }
        self.graph = graph
        self.workflow = workflow
        let events = graph.steps.map(StepGraph.event)
        let ancestors = graph.ancestors
        self.events = events
        self.twins = events.indices.map { step in
            events.indices.filter { other in
                other != step && events[other] == events[step]
                    && !ancestors[step].contains(other) && !ancestors[other].contains(step)
            }
        }
    }

    /// What one set of done steps can end in; states are places in the workflow's list.
    struct Ends {
        /// After orders without an illegal step.
        var legal: Set<Int>
        /// After any order, with the steps that were skipped on every way there.
        var skipped: [Int: Set<Int>]

        mutating func add(_ state: Int, skipping steps: Set<Int>) {
            skipped[state] = skipped[state].map { $0.intersection(steps) } ?? steps
        }
    }

    /// The ends of all steps; `nil` beyond the bound.
    func ends(from state: String) -> Ends? {
        let start = workflow.index(of: state)
        var level = [DoneSteps(): Ends(legal: [start], skipped: [start: []])]
        var count = 1
        for _ in graph.steps {
            var next: [DoneSteps: Ends] = [:]
            for (done, ends) in level {
                for step in graph.steps.indices where isReady(step, done) {
                    guard let more = done.adding(step) else { return nil }
                    extend(&next[more, default: Ends(legal: [], skipped: [:])], ends, step, done)
                }
            }
            count += next.count
            guard count <= StepFold.setsMax else { return nil }
            level = next
        }
        return level.first?.value
    }

    private func isReady(_ step: Int, _ done: DoneSteps) -> Bool {
        !done.contains(step) && graph.predecessors[step].allSatisfy { done.contains($0) }
    }

    private func extend(_ result: inout Ends, _ before: Ends, _ step: Int, _ done: DoneSteps) {
        let isRepeated = twins[step].contains { done.contains($0) }
        func target(_ state: Int) -> Int? {
            workflow.target(of: events[step], from: workflow.states[state].name)
                .map { workflow.index(of: $0) } ?? (isRepeated ? state : nil)
        }
        result.legal.formUnion(before.legal.compactMap(target))
        for (state, skipped) in before.skipped {
            if let next = target(state) {
                result.add(next, skipping: skipped)
            } else {
                result.add(state, skipping: skipped.union([step]))
            }
        }
    }
}

/// A set of done steps: all below `prefix`, and some of the 64 behind it.
struct DoneSteps: Hashable {
    private var prefix = 0
    private var ahead: UInt64 = 0

    func contains(_ step: Int) -> Bool {
        guard step >= prefix else { return true }
        return step - prefix < UInt64.bitWidth && ahead & (1 << UInt64(step - prefix)) != 0
    }

    /// - Returns: `nil` where the step runs too far ahead of one that is not done.
    func adding(_ step: Int) -> DoneSteps? {
        guard step - prefix < UInt64.bitWidth else { return nil }
        var more = self
        more.ahead |= 1 << UInt64(step - prefix)
        while more.ahead & 1 == 1 {
            more.ahead >>= 1
            more.prefix += 1
        }
        return more
    }
}
