internal import Fees
package import Records

extension Routine {
    /// What replicas of a dental group do by themselves, in this order.
    package static let practice = [Routine("fee schedule receipt", ReceiptFees())]
}
