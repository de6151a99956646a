package import Merge

/// What onboarding makes of one contract at one office.
package enum PairOutcome: Hashable, Sendable {
    /// The payor decides on every doctor: a case, with the first day that is asked for.
    case opens(Day)
    /// The payor has credentialed the group or delegates: it is told, and decides nothing.
    case notice(Day)
    case leftOut(PairOmission)

    package var isLeftOut: Bool {
        if case .leftOut = self { true } else { false }
    }
}

/// One contract at one office.
package struct ContractOffice: Hashable, Comparable, Sendable {
    package let contract: RecordID
    package let office: RecordID

    package init(contract: RecordID, office: RecordID) {
        self.contract = contract
        self.office = office
    }

    package static func < (left: ContractOffice, right: ContractOffice) -> Bool {
        (left.contract, left.office) < (right.contract, right.office)
    }
}
