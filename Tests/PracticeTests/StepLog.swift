@testable import Merge
@testable import Records

/// A log of steps as a store would project it: each step names the entries its writer had seen.
struct StepLog {
    let workflow: Workflow
    private(set) var steps: [Projection.Step] = []

    init(_ workflow: Workflow) {
        self.workflow = workflow
    }

    var standing: Standing { workflow.standing(of: steps) }

    /// Logs a step that saw everything, or just what `after` says.
    @discardableResult
    mutating func log(
        _ event: String, after: [EntryID]? = nil, by user: UInt128? = nil,
        retracting: EntryID? = nil, id: UInt128? = nil
    ) -> EntryID {
        let entry = EntryID(
            changeSet: ChangeSetID(bits: id ?? UInt128(steps.count + 1)), index: 0)
        var scalars = [Scalar](repeating: .null, count: workflow.fields.count)
        scalars[0] = .text(event)
        let seen = after ?? standing.heads
        scalars[4] = seen.isEmpty ? .null : .blob(EntryList.encode(seen))
        scalars[5] = retracting.map { .blob(EntryList.encode([$0])) } ?? .null
        steps.append(
            Projection.Step(
                entry: entry, at: Timestamp(milliseconds: Int64(steps.count)),
                actor: user.map { RecordID(bits: $0) }, value: Value(scalars)))
        return entry
    }

    /// The shortest way of legal steps to a state; `nil` for one that no step reaches.
    static func path(to state: String, in workflow: Workflow) -> [String]? {
        var paths = [workflow.initial: [String]()]
        var queue = [workflow.initial]
        while !queue.isEmpty {
            let here = queue.removeFirst()
            for event in workflow.transitions.filter(\.isLogged).map(\.event) {
                guard let next = workflow.target(of: event, from: here), paths[next] == nil else {
                    continue
                }
                paths[next] = (paths[here] ?? []) + [event]
                queue.append(next)
            }
        }
        return paths[state]
    }

    /// A log that stands in that state; `nil` where no step leads there.
    static func reaching(_ state: String, in workflow: Workflow) -> StepLog? {
        guard let path = path(to: state, in: workflow) else { return nil }
        var log = StepLog(workflow)
        for event in path { log.log(event) }
        return log
    }
}
