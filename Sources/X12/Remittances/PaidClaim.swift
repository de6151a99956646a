package import Merge

/// What an 835 says of one claim.
package struct PaidClaim: Hashable, Sendable {
    /// CLP01: our own number of the claim.
    package let number: String
    /// CLP02: `1` primary, `4` denied, `22` a reversal.
    package let status: String
    package let chargedCents: Int64
    package let paidCents: Int64
    /// CLP05, as the payor reckons it.
    package let patientCents: Int64
    /// CLP06: what sort of plan.
    package let filing: String?
    /// CLP07: the payor's number of the claim.
    package let payorNumber: String?
    package var patient = Person()
    package var subscriber = Person()
    /// The NPI of whoever did the work.
    package var renderingNPI: String?
    /// REF CE: under which contract or network the payor reckoned.
    package var contractLabel: String?
    package var receivedOn: Day?
    package var servedFrom: Day?
    package var servedThrough: Day?
    /// Of the claim as a whole.
    package var adjustments: [Adjustment] = []
    package var lines: [PaidLine] = []
    /// Where it begins.
    package let segment: Int
    package let position: Int

    init(_ segment: Segment) throws(X12Fault) {
        self.number = try segment.required(1)
        self.status = try segment.required(2)
        self.chargedCents = try segment.requiredCents(3)
        self.paidCents = try segment.requiredCents(4)
        self.patientCents = try segment.cents(5) ?? 0
        self.filing = segment[6]
        self.payorNumber = segment[7]
        self.segment = segment.number
        self.position = segment.position
    }

    /// A person as an 835 names one.
    package struct Person: Hashable, Sendable {
        package var family: String?
        package var given: String?
        /// A member's number.
        package var memberId: String?

        package init() {}

        init(_ segment: Segment) {
            self.family = segment[3]
            self.given = segment[4]
            self.memberId = ["MI", "II", "HN"].contains(segment[8]) ? segment[9] : nil
        }
    }

    /// What is missing from CLP03 − Σ CAS of claim and lines = CLP04, in cents; nought where it is
    /// proven.
    package var differenceCents: Int64 {
        let all = adjustments + lines.flatMap(\.adjustments)
        return chargedCents - all.reduce(0) { $0 + $1.cents } - paidCents
    }

    /// Whether its own sum and that of each line is proven.
    package var isProven: Bool {
        differenceCents == 0 && lines.allSatisfy { $0.differenceCents == 0 }
    }
}

/// Why less was paid than charged, a triple of a `CAS` segment.
package struct Adjustment: Hashable, Sendable {
    /// `CO` by contract, `PR` the patient's share, `OA`, `PI`, `CR`.
    package let group: String
    /// The payor's reason code, without a word of what it means.
    package let reason: String
    package let cents: Int64
}

/// What an 835 says of one service.
package struct PaidLine: Hashable, Sendable {
    /// SVC01-1: `AD` a dental code, `HC` a medical one.
    package let qualifier: String?
    package let code: String?
    package let chargedCents: Int64
    package let paidCents: Int64
    /// Units paid, in thousandths.
    package let thousandths: Int64
    /// SVC06-2: the code that was submitted, where the payor paid another one.
    package let submittedCode: String?
    package var servedOn: Day?
    /// REF 6R: our own number of the line.
    package var control: String?
    package var renderingNPI: String?
    /// AMT B6: what the payor says it allows.
    package var statedAllowedCents: Int64?
    package var adjustments: [Adjustment] = []
    /// LQ HE: remark codes, without a word of what they mean.
    package var remarks: [String] = []

    init(_ segment: Segment) throws(X12Fault) {
        self.qualifier = segment[1, 1]
        self.code = segment[1, 2]
        self.chargedCents = try segment.requiredCents(2)
        self.paidCents = try segment.cents(3) ?? 0
        self.thousandths = try segment.thousandths(5) ?? 1_000
        self.submittedCode = segment[6, 2]
    }

    /// What is missing from SVC02 − Σ CAS = SVC03, in cents; nought where it is proven.
    package var differenceCents: Int64 {
        chargedCents - adjustments.reduce(0) { $0 + $1.cents } - paidCents
    }
}
