package import Merge
internal import Tables

/// Something that runs out: a credential, a policy, an attestation, a document, a deadline.
package struct Expirable: Hashable, Sendable {
    package let record: RecordID
    /// `nil` for what is no doctor's, such as a contract's notice.
    package let npi: String?
    package let doctor: String?
    /// Such as `licence`, `malpractice policy` or `notice to contract CA`.
    package let what: String
    /// All but the last four characters masked.
    package let number: String?
    package let isNumberUnknown: Bool
    package let state: String?
    /// The last day on which it stands; `nil` for an adverse word without one.
    package let expiresOn: Day?
    package let daysLeft: Int64?
    package let stage: Stage
    /// What is known of a renewal.
    package let renewal: String?
    package let offices: [String]

    /// How far ahead what runs out is listed where nobody says: the ladder's top.
    package static let daysAhead: Int64 = 120

    /// How near the end is: the ladder on which reminders go out.
    package enum Stage: Hashable, Sendable, CustomStringConvertible {
        /// Stays, whatever the date, until a person clears it with evidence.
        case adverse(String)
        case expired
        /// The lowest rung that is reached, in days.
        case due(Int64)
        case later

        package static let ladder: [Int64] = [7, 14, 30, 60, 90, 120]

        /// - Parameter daysLeft: days from today through the last day; 0 is today.
        package init(daysLeft: Int64) {
            if daysLeft < 0 {
                self = .expired
            } else {
                self = Self.ladder.first { daysLeft <= $0 }.map { .due($0) } ?? .later
            }
        }

        package var description: String {
            switch self {
            case .adverse(let word): word
            case .expired: "expired"
            case .due(let days): "due in \(days)"
            case .later: "later"
            }
        }

        /// Adverse before expired before the rest.
        var rank: Int {
            switch self {
            case .adverse: 0
            case .expired: 1
            case .due, .later: 2
            }
        }
    }

    /// By stage, then the earlier date; equal ones in one order everywhere.
    func isMoreUrgent(than other: Expirable) -> Bool {
        let (mine, theirs) = (expiresOn ?? .earliest, other.expiresOn ?? .earliest)
        if stage.rank != other.stage.rank { return stage.rank < other.stage.rank }
        if mine != theirs { return mine < theirs }
        return (doctor ?? "", what, record) < (other.doctor ?? "", other.what, other.record)
    }

    /// The last four characters, of a longer number only.
    static func masked(_ number: String) -> String {
        number.count > 4 ? "***" + number.suffix(4) : "***"
    }
}
