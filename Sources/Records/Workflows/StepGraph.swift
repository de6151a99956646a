internal import Merge

/// Who saw what: the logged steps that count, in one causal order.
///
/// A step follows the entries its `after` names and the earlier ones of its own change set, and
/// everything these followed. Names that are not here are ignored. Dates and clocks order nothing;
/// they only make the order of display the same everywhere.
package struct StepGraph {
    /// Neither retracted nor retractions; every step stands behind those it follows.
    let steps: [Projection.Step]
    /// For each step the places in `steps` of those it follows directly.
    let predecessors: [[Int]]
    /// What no other entry of the log follows, ascending.
    let heads: [EntryID]

    init(_ log: [Projection.Step]) {
        let (sorted, after) = StepGraph.sorted(log)
        let retracted = StepGraph.retracted(in: sorted)
        var followed: Set<Int> = []
        var place: [Int?] = []
        var direct: [[Int]] = []
        var steps: [Projection.Step] = []
        var predecessors: [[Int]] = []
        for (index, step) in sorted.enumerated() {
            followed.formUnion(after[index])
            // A retraction stands for what it follows: it orders, but it is no step.
            var seen: Set<Int> = []
            for earlier in after[index] {
                if let counted = place[earlier] {
                    seen.insert(counted)
                } else {
                    seen.formUnion(direct[earlier])
                }
            }
            direct.append(seen.sorted())
            let isCounted =
                !retracted.contains(step.entry) && StepGraph.event(step) != Workflow.retract
            place.append(isCounted ? steps.count : nil)
            guard isCounted else { continue }
            steps.append(step)
            predecessors.append(direct[index])
        }
        self.steps = steps
        self.predecessors = predecessors
        self.heads = sorted.indices.filter { !followed.contains($0) }
            .map { sorted[$0].entry }.sorted()
    }

    /// Whether every step saw the one before it, so that there is only one order.
    var isChain: Bool {
        steps.indices.dropFirst().allSatisfy { predecessors[$0].contains($0 - 1) }
    }

    /// For each step all it follows, directly or not.
    var ancestors: [Set<Int>] {
        var ancestors: [Set<Int>] = []
        for direct in predecessors {
            ancestors.append(direct.reduce(into: Set(direct)) { $0.formUnion(ancestors[$1]) })
        }
        return ancestors
    }

    /// The steps that did not see, and were not seen by, some other one.
    var unordered: [Int] {
        guard steps.count <= StepFold.unorderedStepsMax else { return Array(steps.indices) }
        let ancestors = ancestors
        var found: Set<Int> = []
        for later in steps.indices {
            for earlier in 0..<later where !ancestors[later].contains(earlier) {
                found.formUnion([earlier, later])
            }
        }
        return found.sorted()
    }

    static func event(_ step: Projection.Step) -> String {
        step.value[0].text ?? ""
    }

    /// The log so that everything stands behind what it follows; of equals, the earlier first.
    ///
    /// Ids are hashes, so that nothing can follow itself; were it so, the log's order decides.
    private static func sorted(
        _ log: [Projection.Step]
    ) -> (steps: [Projection.Step], after: [[Int]]) {
        let log = log.sorted { ($0.at, $0.entry) < ($1.at, $1.entry) }
        guard log.count > 1 else { return (log, log.map { _ in [] }) }
        let after = followed(in: log)
        // Mostly the clocks agree with what was seen: then the log is in order already.
        let isSorted = after.enumerated().allSatisfy { index, earlier in
            earlier.last.map { $0 < index } ?? true
        }
        if isSorted { return (log, after) }
        var waiting = after.map(\.count)
        var followers: [[Int]] = log.map { _ in [] }
        for (index, earlier) in after.enumerated() {
            for each in earlier { followers[each].append(index) }
        }
        var order: [Int] = []
        var place: [Int?] = log.map { _ in nil }
        var ready = Set(log.indices.filter { waiting[$0] == 0 })
        while order.count < log.count {
            guard let next = ready.min() ?? log.indices.first(where: { place[$0] == nil }) else {
                break
            }
            ready.remove(next)
            place[next] = order.count
            order.append(next)
            for follower in followers[next] where place[follower] == nil {
                waiting[follower] -= 1
                if waiting[follower] == 0 { ready.insert(follower) }
            }
        }
        let places = order.enumerated().map { position, index in
            after[index].compactMap { place[$0] }.filter { $0 < position }
        }
        return (order.map { log[$0] }, places)
    }

    /// For each entry the others here that it names, and the earlier ones of its change set.
    private static func followed(in log: [Projection.Step]) -> [[Int]] {
        let places = Dictionary(
            log.enumerated().map { ($1.entry, $0) }, uniquingKeysWith: { first, _ in first })
        var parts: [ChangeSetID: [Int]] = [:]
        for (index, step) in log.enumerated() {
            parts[step.entry.changeSet, default: []].append(index)
        }
        return log.enumerated().map { index, step in
            let named = EntryList.decode(step.value[Place.after].blob ?? [])
            var earlier = Set(named.compactMap { places[$0] })
            for part in parts[step.entry.changeSet] ?? []
            where log[part].entry.index < step.entry.index {
                earlier.insert(part)
            }
            earlier.remove(index)
            return earlier.sorted()
        }
    }

    /// What the retractions name; a retraction itself stays.
    private static func retracted(in log: [Projection.Step]) -> Set<EntryID> {
        log.reduce(into: []) { retracted, step in
            guard event(step) == Workflow.retract else { return }
            retracted.formUnion(EntryList.decode(step.value[Place.retracts].blob ?? []))
        }
    }

    /// Where the shared fields of a step stand in its value.
    package enum Place {
        static let happenedOn = 1
        package static let comment = 2
        static let document = 3
        package static let after = 4
        package static let retracts = 5
        /// Where a workflow's own facts begin.
        package static let count = 6
    }
}
