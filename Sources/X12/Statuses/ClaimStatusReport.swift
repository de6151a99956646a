package import Merge

/// What a 277 or 277CA says of one claim.
package struct ClaimStatusReport: Hashable, Sendable {
    /// Our own number of the claim: REF EJ, or TRN02 where there is none.
    package var number: String?
    /// REF 1K: the payor's.
    package var payorNumber: String?
    package var memberId: String?
    package var servedOn: Day?
    /// The last one decides.
    package var statuses: [Status] = []
    /// Where it begins.
    package let segment: Int
    package let position: Int

    /// One `STC` segment: codes of the standard, without a word of what they mean.
    package struct Status: Hashable, Sendable {
        /// The first letter says whether it was taken in: `A1` received, `A2` accepted, `A3`, `A6`
        /// to `A8` rejected, `F1` paid, `F2` denied, `P` pending, `R` more is wanted.
        package let category: String
        package let code: String?
        package let on: Day?
        /// STC03 in a 277CA: `WQ` accepted, `U` rejected.
        package let action: String?
        package let chargedCents: Int64?
        package let paidCents: Int64?
    }

    /// Whether the claim was turned away before anybody decided on it.
    package var isRejected: Bool {
        guard let last = statuses.last else { return false }
        return last.action == "U"
            || ["A3", "A6", "A7", "A8", "D0", "E"].contains { sign in
                last.category.hasPrefix(sign)
            }
    }
}

/// Reads the segments of one 277 or 277CA.
package struct ClaimStatusReader: Sendable {
    package private(set) var reports = 0
    private var report: ClaimStatusReport?
    private var member: String?
    private var level: String?

    package init() {}

    /// - Returns: the report before this segment, where it ends there.
    package mutating func take(_ segment: Segment) throws(X12Fault) -> ClaimStatusReport? {
        switch segment.name {
        case "HL":
            let ended = endReport()
            level = segment[3]
            member = nil
            return ended
        case "NM1" where ["QC", "IL"].contains(segment[1]):
            member = segment[9]
            return nil
        case "TRN" where ["PT", "22", "23"].contains(level):
            let ended = endReport()
            report = ClaimStatusReport(
                number: segment[2], memberId: member, segment: segment.number,
                position: segment.position)
            reports += 1
            return ended
        default:
            try takeReport(segment)
            return nil
        }
    }

    /// The set is over.
    ///
    /// - Returns: the last report.
    package mutating func finish() -> ClaimStatusReport? {
        endReport()
    }

    private mutating func endReport() -> ClaimStatusReport? {
        defer { report = nil }
        return report
    }

    private mutating func takeReport(_ segment: Segment) throws(X12Fault) {
        guard var open = report else { return }
        report = nil
        switch segment.name {
        case "STC":
            guard open.statuses.count < X12Limits.linesMax else {
                throw segment.fault(.tooMany("statuses of one claim"))
            }
            guard let category = segment[1, 1] else {
                throw segment.fault(.missing(segment.label(1)))
            }
            open.statuses.append(
                ClaimStatusReport.Status(
                    category: category, code: segment[1, 2], on: try segment.day(2),
                    action: segment[3], chargedCents: try segment.cents(4),
                    paidCents: try segment.cents(5)))
        case "REF" where segment[1] == "1K": open.payorNumber = segment[2]
        case "REF" where segment[1] == "EJ": open.number = segment[2]
        case "DTP" where segment[1] == "472": open.servedOn = try segment.days(3)?.first
        default: break
        }
        report = open
    }
}
