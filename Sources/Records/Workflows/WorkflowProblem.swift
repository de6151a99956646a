internal import Merge
package import Tables

/// Why a step is not logged.
package enum WorkflowProblem: Error, Hashable, Sendable {
    /// No step of this workflow has that name.
    case unknownStep(workflow: String, closest: String?, legal: [String])
    case illegal(_ step: String, state: String, legal: [String])
    /// Concurrent steps disagree; only a retraction goes on from there.
    case conflict(Standing.Conflict)
    case missing(Workflow.Need, step: String)
    /// The user who logged `earlier` may not log this step, too.
    case sameUser(_ step: String, earlier: String)
    /// What a retraction names is no step of the record, or is retracted already.
    case noSuchStep
    case unknownFact(_ field: String, workflow: String)
    case invalid(field: String, FieldProblem)
}

extension WorkflowProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownStep(let workflow, let closest?, _):
            "the \(workflow) workflow has no such step; did you mean \(closest)?"
        case .unknownStep(let workflow, nil, let legal):
            "the \(workflow) workflow has no such step; \(Self.now(legal))"
        case .illegal(let step, let state, let legal):
            "\(step) is not possible in state \(state); \(Self.now(legal))"
        case .conflict(let conflict):
            "two people took steps that do not agree ("
                + conflict.outcomes.joined(separator: " or ") + "); retract one of the steps "
                + conflict.steps.map(\.description).joined(separator: ", ")
        case .missing(let need, let step): "\(step) needs \(Self.words(need))"
        case .sameUser(let step, let earlier):
            "\(step) needs another user than the one who logged \(earlier); "
                + "alone only with a recorded reason"
        case .noSuchStep: "no such step stands on this record; `show` lists them"
        case .unknownFact(let field, let workflow):
            "a step of the \(workflow) workflow has no \(field)"
        case .invalid(let field, let problem): "\(field): \(problem)"
        }
    }

    private static func now(_ legal: [String]) -> String {
        legal.isEmpty
            ? "nothing follows this state" : "possible now: " + legal.joined(separator: ", ")
    }

    private static func words(_ need: Workflow.Need) -> String {
        switch need {
        case .document: "a document as evidence"
        case .effectiveOn: "the day it takes effect"
        case .comment: "a comment that says why"
        case .reference: "a reference"
        case .otherUser, .otherAuthor: "another user"
        }
    }
}
