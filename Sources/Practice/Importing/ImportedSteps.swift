internal import Merge
internal import Records
internal import Tables

/// The steps that a row's last step stands for.
///
/// A file says how far a record has come, not how it came there: the legal steps between are logged
/// too, without a day. What the record has passed already is not logged again, and nothing leads
/// back.
struct ImportedSteps {
    private let workflow: Workflow
    private let standing: Standing

    /// - Parameter state: the record before; `nil` creates it.
    init?(_ type: RecordType, _ state: RecordState?) {
        guard let workflow = Workflow.of(type: type.name) else { return nil }
        self.workflow = workflow
        self.standing =
            state.map { state in
                workflow.standing(
                    of: RecordView(
                        id: RecordID(bits: 0), type: type, projection: type.project(state)))
            } ?? workflow.standing(of: [])
    }

    /// Replaces the bare steps among the writes of a row by legal ones.
    ///
    /// - Throws: what is wrong with the row, with the column it concerns where that is known.
    func writes(_ writes: [Write]) throws(Problem) -> [Write] {
        var state = standing.state
        var result: [Write] = []
        for write in writes {
            guard write.attribute == Workflow.attribute, let bytes = write.value else {
                result.append(write)
                continue
            }
            if standing.conflict != nil { throw Problem(reason: .conflictStands, field: Self.step) }
            var value = Entry.value(of: bytes)
            let event = value[0].text ?? ""
            if isPassed(event, in: state) { continue }
            guard let path = path(from: state, to: event) else {
                let legal = workflow.legalSteps(in: state)
                throw Problem(reason: .invalid(.notChoice(legal)), field: Self.step)
            }
            for earlier in path {
                result.append(self.write(Value([.text(earlier)]), like: write))
                state = workflow.target(of: earlier, from: state) ?? state
            }
            value = try completed(value, event, from: state)
            result.append(self.write(value, like: write))
            state = workflow.target(of: event, from: state) ?? state
        }
        return result
    }

    private static let step = AnyRecord.status.step.name

    /// What is wrong, and the step's field it concerns.
    struct Problem: Error {
        let reason: RowProblem.Reason
        let field: String
    }

    /// The record stands already where the event leads.
    private func isPassed(_ event: String, in state: String) -> Bool {
        workflow.transition(event, from: state)?.to == nil
            && workflow.transitions(of: event).contains { $0.to == state }
    }

    /// The fewest steps, all without evidence and none to an end, after which the event is legal.
    private func path(from start: String, to event: String) -> [String]? {
        var paths: [String: [String]] = [start: []]
        var queue = [start]
        while !queue.isEmpty {
            let state = queue.removeFirst()
            let path = paths[state] ?? []
            if workflow.target(of: event, from: state) != nil { return path }
            for step in workflow.legalSteps(in: state) {
                guard let move = workflow.transition(step, from: state), move.needs.isEmpty,
                    let next = move.to, paths[next] == nil,
                    workflow.state(next)?.isFinal == false
                else { continue }
                paths[next] = path + [step]
                queue.append(next)
            }
        }
        return nil
    }

    private func completed(
        _ value: Value, _ event: String, from state: String
    ) throws(Problem) -> Value {
        var scalars = workflow.fields.indices.map { value[$0] }
        for need in workflow.transition(event, from: state)?.needs ?? [] {
            switch need {
            case .comment, .otherUser, .otherAuthor:
                if scalars[StepGraph.Place.comment].isNull {
                    scalars[StepGraph.Place.comment] = .text("imported")
                }
            case .document, .effectiveOn, .reference:
                let place = workflow.fields.firstIndex { $0.name == need.field }
                guard let place, Workflow.isGiven(scalars[place]) else {
                    throw Problem(reason: .blank, field: need.field ?? Self.step)
                }
            }
        }
        return Value(scalars)
    }

    /// Steps of one change set follow each other; all of them follow what stands.
    private func write(_ value: Value, like write: Write) -> Write {
        var scalars = workflow.fields.indices.map { value[$0] }
        // Entries of this very file have no id yet; they precede by their place.
        let seen = standing.heads.filter { $0.changeSet != ImportView.changeSet }
        scalars[StepGraph.Place.after] = seen.isEmpty ? .null : .blob(EntryList.encode(seen))
        return Write(
            record: write.record, type: write.type, attribute: write.attribute,
            value: Value(scalars).encoded)
    }
}
