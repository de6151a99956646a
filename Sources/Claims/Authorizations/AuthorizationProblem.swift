internal import Merge

/// Why nothing is done about an authorization.
package enum AuthorizationProblem: Error, Equatable, CustomStringConvertible {
    case noRule
    case notAService
    case noneApproved
    case notOfIt(code: String)
    case noUnitsLeft(left: Int64)
    case outside

    package var description: String {
        switch self {
        case .noRule:
            "the payor asks for nothing for those codes, as far as its rules are entered: say "
                + "--kind, or `bridgework authorization rule`"
        case .notAService: "a service is written CODE, CODE:TOOTH or CODE:TOOTH:UNITS"
        case .noneApproved:
            "the payor has not approved it: `bridgework authorization show` says how far it is"
        case .notOfIt(let code): "\(code) is none of the services that it was asked for"
        case .noUnitsLeft(let left):
            "its units are used: \(Counted(left, "unit")) left; ask the payor for more"
        case .outside: "the payor's approval does not hold on that day"
        }
    }
}
