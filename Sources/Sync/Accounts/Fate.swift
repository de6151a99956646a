package import Merge

/// Where one write ended; exactly one for each.
package enum Fate: Hashable, Sendable {
    /// The hub has not answered, or this replica has not caught up with the answer.
    case pending
    /// It is what people see, or says the same, or stands beside others as a set's element does.
    case current
    /// It added nothing, and what it ended is still ended.
    case removal
    /// It stands, but the attribute's policy shows a sibling instead.
    case outranked(by: EntryID)
    /// A write that saw it replaced it.
    ///
    /// `nil` where this store does not hold that write.
    case superseded(by: EntryID?)
    /// It waits for a person, among other candidates.
    case inConflict
    case proposed
    case custody
    case quarantined(Verdict)
    /// The record has left what this replica may see.
    case redacted
    /// None of these: a broken promise.
    case missing

    package var kind: Kind {
        switch self {
        case .pending: .pending
        case .current: .current
        case .removal: .removal
        case .outranked: .outranked
        case .superseded: .superseded
        case .inConflict: .inConflict
        case .proposed: .proposed
        case .custody: .custody
        case .quarantined: .quarantined
        case .redacted: .redacted
        case .missing: .missing
        }
    }

    /// The entry that took this one's place, where there is one.
    package var successor: EntryID? {
        switch self {
        case .outranked(let by): by
        case .superseded(let by): by
        default: nil
        }
    }

    /// A fate without its particulars; the numbers are part of the protocol.
    package enum Kind: UInt8, CaseIterable, Sendable {
        case pending = 1
        case current = 2
        case removal = 3
        case outranked = 4
        case superseded = 5
        case inConflict = 6
        case proposed = 7
        case custody = 8
        case quarantined = 9
        case redacted = 10
        case missing = 11

        /// The word people and programs read.
        package var name: String {
            switch self {
            case .pending: "pending"
            case .current: "current"
            case .removal: "removal"
            case .outranked: "outranked"
            case .superseded: "superseded"
            case .inConflict: "conflict"
            case .proposed: "proposed"
            case .custody: "custody"
            case .quarantined: "quarantined"
            case .redacted: "redacted"
            case .missing: "missing"
            }
        }
    }
}
