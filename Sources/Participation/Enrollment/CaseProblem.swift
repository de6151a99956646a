package import Merge
package import Records

/// Why a step of a case is not taken.
package enum CaseProblem: Error, Hashable, Sendable {
    case step(WorkflowProblem)
    /// The payor still waits for so many things.
    case blockersOpen(Int)
    /// Nobody could later show the payor that the application went out.
    case submittedWithoutTrace
    /// A step is what has happened.
    case happensLater(Day, today: Day)
    case noSuchLetter
    case noFirstDay
    /// The document gives the first day of a period that is over.
    case letterOfEarlierPeriod
    case endsBeforeFirstDay(last: Day, first: Day)
    case grantedAfterFirstDay(granted: Day, first: Day)
    /// A letter that cannot go out on paper.
    case letterLacks([NoticeLack])
}

extension CaseProblem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .step(let problem): "\(problem)"
        case .blockersOpen(let count):
            "\(Counted(count, "blocker is", "blockers are")) open: "
                + "take away with `bridgework edit enrollment ID "
                + "blockers-=…`, then resubmit"
        case .submittedWithoutTrace:
            "submit needs --channel and --reference: how the application was sent, and its "
                + "confirmation, ticket or tracking number"
        case .happensLater(let day, let today):
            "\(day) is after today, \(today): --on is the day on which it happened; the day on "
                + "which it takes effect is --effective"
        case .noSuchLetter:
            "the letter that would be superseded gives this case no date since it was opened: "
                + "`bridgework case show` lists the letters"
        case .noFirstDay:
            "no single letter gives the first day that a retroactive grant moves: settle the "
                + "letters with correctEffective and --supersedes first"
        case .letterOfEarlierPeriod:
            "that letter gives the first day of the doctor's earlier time in network: add the new "
                + "letter as a document of its own"
        case .endsBeforeFirstDay(let last, let first):
            "the last day \(last) is before the first day \(first): withdraw the case instead, "
                + "or correct the first day with correctEffective"
        case .letterLacks(let lacks):
            "the letter cannot go out, no record holds: "
                + lacks.map(\.description).joined(separator: "; ")
        case .grantedAfterFirstDay(let granted, let first):
            "the day granted, \(granted), is after the first day \(first): a retroactive grant "
                + "goes back; a later first day is a correctEffective"
        }
    }
}
