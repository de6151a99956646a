package import Merge
internal import Records

/// A service of which a payor allows nothing.
package struct DeniedService: Sendable {
    package let payment: ObservedPayment
    package let line: ObservedPayment.Line
    package let payor: RecordID?
    package let cause: RootCause
    /// The last day on which an appeal is in time; `nil` where the payor's days are not on file.
    package let appealBy: Day?
    package let state: State

    /// How far somebody is with it.
    package enum State: String, Sendable {
        case open, inWork, done
        /// A later remittance allows something for the claim.
        case overturned
    }

    package var servedOn: Day? { line.servedOn ?? payment.servedFrom }

    /// Whether somebody still has to do something.
    package var isOpen: Bool { state == .open || state == .inWork }
}
