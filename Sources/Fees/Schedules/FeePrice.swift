internal import Merge
internal import Records

/// What a fee schedule says of one code: a blank is not zero, and neither is "not covered".
package enum FeePrice: Hashable, Sendable {
    /// US cents; zero is a price that somebody wrote.
    case priced(cents: Int64)
    /// The schedule does not speak of it.
    case notListed
    case notCovered
    /// The payor decides case by case from a report.
    case byReport
    /// A share of the office's usual fee, in basis points.
    case percentOfUcr(basisPoints: Int64)
    /// Paid as part of another procedure.
    case bundled

    /// The word of the draft's `state` field.
    package var state: String {
        switch self {
        case .priced: "priced"
        case .notListed: "notListed"
        case .notCovered: "notCovered"
        case .byReport: "byReport"
        case .percentOfUcr: "percentOfUcr"
        case .bundled: "bundled"
        }
    }

    package var cents: Int64? {
        if case .priced(let cents) = self { cents } else { nil }
    }

    package var basisPoints: Int64? {
        if case .percentOfUcr(let points) = self { points } else { nil }
    }

    /// - Parameters:
    ///   - cents: present exactly where the state is `priced`.
    ///   - basisPoints: present exactly where the state is `percentOfUcr`.
    /// - Returns: `nil` where state and figures do not agree.
    package init?(state: String, cents: Int64?, basisPoints: Int64?) {
        switch (state, cents, basisPoints) {
        case ("priced", let cents?, nil) where (0...FieldParser.moneyMax).contains(cents):
            self = .priced(cents: cents)
        case ("percentOfUcr", nil, let points?) where (0...10_000).contains(points):
            self = .percentOfUcr(basisPoints: points)
        case ("notListed", nil, nil): self = .notListed
        case ("notCovered", nil, nil): self = .notCovered
        case ("byReport", nil, nil): self = .byReport
        case ("bundled", nil, nil): self = .bundled
        default: return nil
        }
    }

    /// The amount this price comes to where the office's usual fee is known; half a cent rounds up.
    package func cents(ofUsual usual: Int64?) -> Int64? {
        switch self {
        case .priced(let cents): return cents
        case .percentOfUcr(let points):
            guard let usual, usual <= FieldParser.moneyMax else { return nil }
            return (usual * points + 5_000) / 10_000
        case .notListed, .notCovered, .byReport, .bundled: return nil
        }
    }
}

extension FeePrice: CustomStringConvertible {
    /// `45.00`, `80.00 % of UCR`, `not covered`.
    package var description: String {
        switch self {
        case .priced(let cents): CellText.text(.int(cents), .money)
        case .notListed: "not listed"
        case .notCovered: "not covered"
        case .byReport: "by report"
        case .percentOfUcr(let points): CellText.text(.int(points), .percent) + " % of UCR"
        case .bundled: "bundled"
        }
    }
}
