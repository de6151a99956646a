package import Merge
internal import Records
internal import Tables

/// A claim that its first payor has answered, of a patient whom a second plan covers.
package struct SecondaryClaim: Sendable {
    package let primary: RegisteredClaim
    /// What the second plan is: a coverage in force on the day of service.
    package let coverage: RecordID?
    package let payor: RecordID?
    /// How the second plan coordinates; `nil` where nobody entered it.
    package let rule: String?
    package let standing: Standing

    /// How far it has come.
    package enum Standing: Hashable, Sendable {
        /// Nobody has asked the second plan yet.
        case due
        /// Asked by a claim that is registered here.
        case asked(claim: RecordID)
        /// The first payor handed the claim on itself.
        case forwarded
        /// The second plan has answered already.
        case answered
        /// Which plan is second is not known, and why.
        case unknown(String)

        package var words: String {
            switch self {
            case .due: "not asked yet"
            case .asked(let claim): "asked by claim \(claim.suffix)"
            case .forwarded: "the first payor forwarded it"
            case .answered: "answered"
            case .unknown(let why): why
            }
        }
    }

    /// Whether somebody has to send it.
    package var isDue: Bool { standing == .due }

    /// Whether it is due, or somebody has to say which plan is second.
    package var needsSomebody: Bool {
        switch standing {
        case .due, .unknown: true
        case .asked, .forwarded, .answered: false
        }
    }

    /// The first payor's last answer.
    package var answer: ObservedPayment? { Self.answer(to: primary) }

    package var paidCents: Int64 { answers.reduce(0) { $0 + $1.paidCents } }
    package var leftCents: Int64 { answer?.leftToPatientCents ?? 0 }

    private var answers: [ObservedPayment] {
        primary.payments.filter { $0.coverage == nil || $0.coverage == primary.coverage }
    }

    /// What the first payor said last; `nil` where it took it back, or only told what it would pay.
    static func answer(to claim: RegisteredClaim) -> ObservedPayment? {
        let words = claim.payments.filter { payment in
            payment.status != .predetermination
                && (payment.coverage == nil || payment.coverage == claim.coverage)
        }
        return words.last.flatMap { $0.status == .reversal ? nil : $0 }
    }
}
