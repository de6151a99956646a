/// Why a step of a case is not taken.
package enum CaseProblem: Error, Hashable, Sendable {
    case step(WorkflowProblem)
    /// The payor still waits for so many things.
    case blockersOpen(Int)
    case noSuchLetter
    case noFirstDay
}

extension CaseProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .step(let problem): "\(problem)"
        case .blockersOpen(let count):
            "\(count) blockers are open: take them away with `bridgework edit enrollment ID "
                + "blockers-=…`, then resubmit"
        case .noSuchLetter:
            "the letter that would be superseded gives this case no date: `bridgework case show` "
                + "lists the letters"
        case .noFirstDay:
            "no single letter gives the first day that a retroactive grant moves: settle the "
                + "letters with correctEffective and --supersedes first"
        }
    }
}
