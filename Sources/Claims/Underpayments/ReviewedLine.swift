package import Merge
internal import Records

/// A paid service beside what the contract of its day entitles the office to.
package struct ReviewedLine: Sendable {
    package let payment: ObservedPayment
    package let line: ObservedPayment.Line
    package let payor: RecordID?
    package let fee: ContractedFee

    /// What the payor allows less than the contract; `nil` where that is not known or nothing.
    package var shortCents: Int64? {
        guard case .cents(let cents, _) = fee, cents > line.allowedCents else { return nil }
        return cents - line.allowedCents
    }
}
