package import Merge

/// What an 835 says of a payment as a whole.
package struct RemittanceAdvice: Hashable, Sendable {
    /// BPR02 in cents; less than nothing where BPR03 says that it is taken.
    package var cents: Int64 = 0
    /// BPR04: `CHK`, `ACH`, `NON`.
    package var method: String?
    /// BPR16: when the money moves.
    package var paidOn: Day?
    /// TRN02: the number of the check or of the transfer.
    package var trace: String?
    /// TRN03: who moves the money.
    package var originator: String?
    package var payor = Party()
    package var payee = Party()
    /// DTM 405: through which day claims were taken into it.
    package var producedOn: Day?
    /// What the payor takes or adds beside the claims, each as its sign says: less than nothing is
    /// paid.
    package var provisions: [Provision] = []

    package init() {}

    /// A payor or payee as it names itself.
    package struct Party: Hashable, Sendable {
        package var name: String?
        /// By the words of the standard: `XX` an NPI, `FI` a tax number, `2U` a payor's number.
        package var numbers: [Number] = []

        /// An identifier with the qualifier that says what it is (REF01 and REF02).
        package struct Number: Hashable, Sendable {
            package let kind: String
            package let text: String
        }

        /// The first number of a kind.
        package subscript(kind: String) -> String? {
            numbers.first { $0.kind == kind }?.text
        }
    }

    /// An adjustment of the provider's account, a pair of a `PLB` segment.
    package struct Provision: Hashable, Sendable {
        package let reason: String
        package let reference: String?
        package let cents: Int64
    }
}
