package import Merge

/// What a 278 says of one request: asked, or answered.
package struct AuthorizationAnswer: Hashable, Sendable {
    package var payor = SubmittedClaim.Payor()
    package var subscriber = SubmittedClaim.Person()
    /// `nil` where the subscriber is whom it is about.
    package var dependent: SubmittedClaim.Person?
    /// BHT02 is `13`: it asks, and decides nothing.
    package var isRequest = false
    /// TRN02: the number under which it was asked.
    package var trace: String?
    /// HCR01: `A1` certified, `A6` in part or otherwise, `A3` not, `A4` pended, `C`, `CT` others.
    package var action: String?
    /// HCR02: the payor's number.
    package var number: String?
    /// Days for which it is certified: AAH, 007, 036.
    package var from: Day?
    package var through: Day?
    /// HSD02, in thousandths: how many visits or services.
    package var thousandths: Int64?
    package var services: [Service] = []
    /// AAA03: why the payor says nothing; codes of the standard.
    package var rejections: [String] = []
    /// Where it begins.
    package let segment: Int
    package let position: Int

    /// One service of it, with a decision of its own where the payor made one.
    package struct Service: Hashable, Sendable {
        package var qualifier: String?
        package var code: String?
        package var tooth: String?
        package var action: String?
        package var number: String?
    }

    init(_ segment: Segment) {
        self.segment = segment.number
        self.position = segment.position
    }

    /// Whom it is about.
    package var patient: SubmittedClaim.Person { dependent ?? subscriber }

    /// The payor's decision on all of it, as far as it made one.
    package var decision: Decision? {
        let actions = services.compactMap(\.action) + (action.map { [$0] } ?? [])
        guard !isRequest, !actions.isEmpty else { return nil }
        let words = Set(actions.map { Decision(action: $0) })
        return words.count == 1 ? words.first : words.contains(.pended) ? .pended : .partly
    }

    /// What a payor decided.
    package enum Decision: Hashable, Sendable {
        case approved, partly, denied, pended

        init(action: String) {
            switch action {
            case "A1": self = .approved
            case "A2", "A6": self = .partly
            case "A3": self = .denied
            default: self = .pended
            }
        }
    }

    var isEmpty: Bool {
        action == nil && services.isEmpty && rejections.isEmpty && trace == nil
    }
}
