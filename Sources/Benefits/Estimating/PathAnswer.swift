package import Fees
package import Merge
package import Records

/// Whether a doctor at an office is in a coverage's network on a day, and by which contract.
package enum PathAnswer: Hashable, Sendable {
    /// With what a fee schedule is to price.
    case inNetwork(FeeAssignments.Case, words: String)
    /// With the nearest miss, such as `enrolment starts 2027-02-01`.
    case outOfNetwork(reason: String)
    /// Several contracts would pay and no rule ranks them.
    case ambiguous([String])
    case unknown(Uncertainty)
}

/// What a fee schedule says of a code on a day.
package enum FeeAnswer: Hashable, Sendable {
    case priced(cents: Int64, source: FeeSource)
    /// A share of the office's usual fee, in basis points.
    case percentOfUsual(points: Int64, source: FeeSource)
    case notCovered(source: FeeSource)
    case byReport(source: FeeSource)
    case notListed(source: FeeSource)
    /// Paid with another service: not to be charged.
    case bundled(source: FeeSource)
    /// No schedule holds on that day; the text says what was looked for.
    case none(String)
    case unknown(Uncertainty)
}

/// Where an estimate gets what the plan itself does not say.
package struct EstimateSources {
    /// By coverage, with what a person ought to look at.
    package let path: (RecordView) -> (answer: PathAnswer, cautions: [String])
    /// What the contract lets the office charge.
    package let contracted: (_ priced: FeeAssignments.Case, _ code: String) -> FeeAnswer
    /// What the office charges everybody.
    package let usual: (_ code: String) -> FeeAnswer
    /// A plan's own schedule.
    package let plan: (PlanScheduleKind, _ plan: RecordID, _ code: String) -> FeeAnswer

    package init(
        path: @escaping (RecordView) -> (answer: PathAnswer, cautions: [String]),
        contracted: @escaping (_ priced: FeeAssignments.Case, _ code: String) -> FeeAnswer,
        usual: @escaping (_ code: String) -> FeeAnswer,
        plan: @escaping (PlanScheduleKind, _ plan: RecordID, _ code: String) -> FeeAnswer
    ) {
        self.path = path
        self.contracted = contracted
        self.usual = usual
        self.plan = plan
    }
}
