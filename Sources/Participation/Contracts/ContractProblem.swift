package import Merge

/// Why something is not done to a contract.
package enum ContractProblem: Error, Hashable, Sendable {
    case noTalks
    case talksOpen(state: String)
    /// The second user's word differs from what the first one asked for.
    case otherDay
    case noDay
    case endsBeforeBegin(Day)
    case codeTaken
    case notProvisional
}

extension ContractProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noTalks:
            "no negotiation is open on that contract: `contract negotiate CODE --open` begins one"
        case .talksOpen(let state):
            "a negotiation is open already, in state \(state): go on with it, or --close it"
        case .otherDay:
            "the termination was requested for another day: give that day or none, or take the "
                + "request back with --withdraw"
        case .noDay: "say with --through which day is the contract's last"
        case .endsBeforeBegin(let day):
            "the contract begins on \(day): its last day cannot lie before that"
        case .codeTaken: "a contract has that code already: `contract list` shows them"
        case .notProvisional: "that is the group's already: nothing is left to adopt"
        }
    }
}
