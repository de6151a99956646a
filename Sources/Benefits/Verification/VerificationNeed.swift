package import Merge

/// A coverage that waits for its verification.
package struct VerificationNeed: Sendable {
    package let coverage: RecordID
    package let patient: RecordID?
    package let appointmentOn: Day?
    /// The patient's next one, as the office's own software has it; `nil` where none is known here.
    package let appointment: RecordID?
    /// What somebody asked for and nobody finished; `nil` where nobody asked.
    package let verification: RecordID?
    /// How far that has come.
    package let state: BenefitVerification.State?
    package let verifiedOn: Day?
    package let assignee: RecordID?
    package let reasons: [Reason]

    /// The nearest appointment first, then what was never verified, then the oldest.
    package var order: (Day, Day, RecordID) {
        (
            appointmentOn ?? Day(number: .max), verifiedOn ?? Day(number: .min), coverage
        )
    }

    /// Why; a coverage may have several reasons.
    package enum Reason: Hashable, Sendable, CustomStringConvertible {
        case neverVerified
        case requested(on: Day)
        /// The appointment is near, and the last verification older than the window.
        case appointmentNear(Day, verifiedOn: Day)
        case stale(verifiedOn: Day, days: Int64)
        case newBenefitYear(from: Day, verifiedOn: Day)
        case coverageChanged(since: Day)
        case planChanged(since: Day)

        /// Somebody asked for it.
        package var isRequest: Bool {
            if case .requested = self { true } else { false }
        }

        package var description: String {
            switch self {
            case .neverVerified: "the coverage was never verified"
            case .requested(let day): "a verification was asked for on \(day)"
            case .appointmentNear(let day, let verified):
                "an appointment on \(day), last verified on \(verified)"
            case .stale(let verified, let days):
                "last verified on \(verified), more than \(Counted(days, "day")) ago"
            case .newBenefitYear(let from, let verified):
                "a benefit year began on \(from), last verified on \(verified)"
            case .coverageChanged(let day): "the coverage changed since it was verified on \(day)"
            case .planChanged(let day): "the plan's rules are not those verified on \(day)"
            }
        }
    }
}
