package import Merge
package import X12

/// An eligibility answer as it was read from a file.
package struct ReadEligibility: Sendable {
    package let answer: EligibilityAnswer
    /// The SHA-256 of its set, and its place in it.
    package let digest: String
    package let place: Int
    /// GS04.
    package let on: Day?
}
