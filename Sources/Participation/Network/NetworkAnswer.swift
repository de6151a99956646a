package import Merge
internal import Records
package import Tables

/// Whether the asked doctor is in network, with the way there or what is missing from it.
package struct NetworkAnswer: Sendable {
    package let verdict: Verdict
    /// The ways in network, the one to use first in front.
    package let paths: [Path]
    /// Ways that may exist once a doubt is settled.
    package let doubtful: [Doubtful]
    /// Ways that lack one thing, the nearest first.
    package let misses: [Miss]
    /// What a person ought to look at, whatever the verdict.
    package let cautions: [String]

    /// One word for the answer.
    package enum Verdict: String, Sendable {
        case inNetwork = "in-network"
        case outOfNetwork = "out-of-network"
        /// Several ways lead there; the first is proposed and a person decides.
        case ambiguous
        case unknown
    }

    /// How a contract serves the payor.
    package enum Route: Hashable, Sendable {
        case direct
        /// Through another payor's or network's contract.
        case access(RecordID)
    }

    /// A way in network on the asked day.
    package struct Path: Sendable {
        package let contract: NetworkBook.Contract
        package let route: Route
        /// The case it rests on; `nil` where the contract needs none.
        package let enrollment: NetworkBook.Case?
        /// The days around the asked one on which it holds.
        package let days: DayRange
        package let precedence: Int64
        package let lastSeenOn: Day?
    }

    /// A contract that a doubt stands before.
    package struct Doubtful: Sendable {
        package let contract: NetworkBook.Contract
        package let route: Route
        package let doubt: Doubt
    }

    /// What one contract lacks.
    package struct Miss: Sendable {
        package let contract: NetworkBook.Contract
        package let lack: Lack
    }

    /// The one thing missing, from the farthest to the nearest.
    package enum Lack: Hashable, Sendable {
        /// Access is for another product than the card's.
        case product(String)
        /// Somebody heard of access, and that is all.
        case rumour
        case accessDays(DaySet)
        /// The contract, or its access, was closed to others on that day.
        case optedOut(Day?)
        case office
        case officeDays(DaySet)
        case contract(state: String, DaySet)
        case enrollment(CaseLack)

        package var rank: Int {
            switch self {
            case .rumour: 0
            case .product: 1
            case .optedOut: 2
            case .accessDays: 3
            case .office: 4
            case .contract: 5
            case .officeDays: 6
            case .enrollment(.none): 7
            case .enrollment: 8
            }
        }

        /// How far a day is from one that would do; `Int64.max` where no date is known.
        func days(from day: Day) -> Int64 {
            switch self {
            case .enrollment(.starts(let first)): first.number - day.number
            case .enrollment(.ended(let last)): day.number - last.number
            default: .max
            }
        }
    }
}

/// Why a case does not carry a day.
package enum CaseLack: Hashable, Sendable, CustomStringConvertible {
    /// There is no case.
    case none
    case starts(Day)
    case ended(Day)
    case registeredOutOfNetwork
    /// Where it stands, and the date a letter already gives.
    case open(state: String, startsOn: Day?)

    package var description: String {
        switch self {
        case .none: "no enrolment is on file"
        case .starts(let day): "enrolment starts \(day)"
        case .ended(let day): "enrolment ended \(day)"
        case .registeredOutOfNetwork: "registered as out of network"
        case .open(let state, nil): "enrolment is \(Workflow.words(of: state))"
        case .open(let state, let day?):
            "enrolment is \(Workflow.words(of: state)), a letter says \(day)"
        }
    }

    /// What the cases of one doctor, contract and office lack on a day; the most hopeful of them.
    init(_ cases: [NetworkBook.Case], on day: Day) {
        let lacks = cases.map { CaseLack($0.status, on: day) }
        self = lacks.max { $0.hope < $1.hope } ?? .none
    }

    private init(_ status: EnrollmentStatus, on day: Day) {
        switch status.state(on: day) {
        case .scheduled(let first): self = .starts(first)
        case .ended(let last): self = .ended(last)
        case .registeredOutOfNetwork: self = .registeredOutOfNetwork
        default: self = .open(state: status.step, startsOn: status.startsOn)
        }
    }

    private var hope: Int {
        switch self {
        case .none: 0
        case .registeredOutOfNetwork: 1
        case .ended: 2
        case .open: 3
        case .starts: 4
        }
    }
}

extension NetworkAnswer.Lack: CustomStringConvertible {
    package var description: String {
        switch self {
        case .product(let product): "access is for the product \(product) only"
        case .rumour: "access is a rumour"
        case .accessDays(let days): "access holds \(days)"
        case .optedOut(let day): "we opted out" + (day.map { " on \($0)" } ?? "")
        case .office: "the contract does not cover the office"
        case .officeDays(let days): "the contract covers the office \(days)"
        case .contract(let state, let days):
            days.isEmpty ? "the contract is \(state)" : "the contract is in force \(days)"
        case .enrollment(let lack): lack.description
        }
    }
}
