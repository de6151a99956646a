package import Merge

/// What a 271 says of one subscriber or dependent.
package struct EligibilityAnswer: Hashable, Sendable {
    package var payor = SubmittedClaim.Payor()
    package var subscriber = SubmittedClaim.Person()
    /// `nil` where the subscriber is who was asked about.
    package var dependent: SubmittedClaim.Person?
    /// TRN02: the number under which it was asked.
    package var trace: String?
    /// REF 6P or 1L.
    package var group: String?
    /// From the dates of the plan or of the eligibility: 291, 307, 346 to 349, 356, 357.
    package var coveredFrom: Day?
    package var coveredThrough: Day?
    package var benefits: [EligibilityBenefit] = []
    /// AAA03: why the payor says nothing; codes of the standard.
    package var rejections: [String] = []
    /// Where it begins.
    package let segment: Int
    package let position: Int

    init(_ segment: Segment) {
        self.segment = segment.number
        self.position = segment.position
    }

    /// Who was asked about.
    package var patient: SubmittedClaim.Person { dependent ?? subscriber }

    /// EB01 `1` to `5` says that a cover holds, `6` to `8` that it does not; `nil` where neither is
    /// said, or both.
    package var isActive: Bool? {
        let kinds = benefits.map(\.kind)
        let holds = kinds.contains { ["1", "2", "3", "4", "5"].contains($0) }
        let ends = kinds.contains { ["6", "7", "8"].contains($0) }
        return holds == ends ? nil : holds
    }

    /// Neither a benefit nor a refusal: a level that only leads to the next.
    var isEmpty: Bool { benefits.isEmpty && rejections.isEmpty }
}

/// One `EB` segment with what stands behind it: codes of the standard, without a word of what they
/// mean.
package struct EligibilityBenefit: Hashable, Sendable {
    /// EB01.
    package let kind: String
    /// EB02: `IND`, `FAM`.
    package let level: String?
    /// EB03, each of its repetitions.
    package let services: [String]
    /// EB06.
    package let period: String?
    package let cents: Int64?
    /// EB08 in hundredths of a per cent: whose share it is, the payor has to say.
    package let shareBasisPoints: Int64?
    /// EB09 and EB10.
    package let quantityKind: String?
    package let thousandths: Int64?
    /// EB12: `Y` in network, `N` out of it, `W` both.
    package let network: String?
    /// EB13: qualifier and code.
    package let qualifier: String?
    package let code: String?
    package var frequency: Frequency?
    /// By qualifier: 304 the last visit, 472 a service.
    package var dates: [Dated] = []
    /// MSG01, as the payor wrote it.
    package var messages: [String] = []

    /// HSD: so many in so many periods.
    package struct Frequency: Hashable, Sendable {
        /// HSD01 and HSD02.
        package let kind: String?
        package let thousandths: Int64?
        /// HSD05 and HSD06.
        package let period: String?
        package let periods: Int64?
    }

    /// A date behind a benefit.
    package struct Dated: Hashable, Sendable {
        package let qualifier: String
        package let first: Day
        package let last: Day
    }

    init(_ segment: Segment) throws(X12Fault) {
        self.kind = try segment.required(1)
        self.level = segment[2]
        self.services = segment.repetitions(of: 3)
        self.period = segment[6]
        self.cents = try segment.cents(7)
        self.shareBasisPoints = try segment.share(8)
        self.quantityKind = segment[9]
        self.thousandths = try segment.thousandths(10)
        self.network = segment[12]
        self.qualifier = segment[13, 1]
        self.code = segment[13, 2]
    }

    /// What a segment behind it says.
    mutating func take(_ segment: Segment) throws(X12Fault) {
        switch segment.name {
        case "HSD":
            frequency = Frequency(
                kind: segment[1], thousandths: try segment.thousandths(2), period: segment[5],
                periods: try segment.thousandths(6).map { $0 / 1_000 })
        case "DTP":
            guard let qualifier = segment[1], let days = try segment.days(3) else { return }
            guard dates.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("dates of one benefit"))
            }
            dates.append(Dated(qualifier: qualifier, first: days.first, last: days.last))
        case "MSG":
            guard let text = segment[1] else { return }
            guard messages.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("messages of one benefit"))
            }
            messages.append(text)
        default: break
        }
    }
}
