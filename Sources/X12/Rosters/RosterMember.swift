package import Merge

/// What an 834 says of one member.
///
/// A social security number that stands there is not read.
package struct RosterMember: Hashable, Sendable {
    package var sponsor: String?
    /// N1 IN: the payor's name and number.
    package var payor = SubmittedClaim.Payor()
    /// INS01 is `Y`.
    package let isSubscriber: Bool
    /// INS02: `18` the same, `01` spouse, `19` child.
    package let relationship: String?
    /// INS03: `021` added, `024` ended, `025` taken up again, `001` changed, `030` told again.
    package let maintenance: String?
    /// REF 0F: the subscriber's number.
    package var subscriberNumber: String?
    /// REF 1L.
    package var group: String?
    package var family: String?
    package var given: String?
    /// NM109 where it is a member's number.
    package var memberId: String?
    package var birthDate: Day?
    /// DTP 356 and 357.
    package var eligibleFrom: Day?
    package var eligibleThrough: Day?
    package var products: [Product] = []
    /// Where it begins.
    package let segment: Int
    package let position: Int

    /// One `HD`: a cover under a line of insurance.
    package struct Product: Hashable, Sendable {
        /// HD01.
        package let maintenance: String?
        /// HD03: `DEN` dental.
        package let line: String?
        package let plan: String?
        /// DTP 348 and 349.
        package var from: Day?
        package var through: Day?
    }

    init(_ segment: Segment) {
        self.isSubscriber = segment[1] == "Y"
        self.relationship = segment[2]
        self.maintenance = segment[3]
        self.segment = segment.number
        self.position = segment.position
    }
}
