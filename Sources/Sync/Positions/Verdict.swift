package import Merge

/// What the hub decided about one op.
///
/// The numbers are part of the protocol and of the chain hash.
package enum Verdict: UInt8, CaseIterable, Sendable {
    case applied = 1
    /// Not the writer's to decide; it stands as a proposal for the centre.
    case proposed = 2
    /// The author had lost the record's scope before the op arrived; the hub keeps it.
    case custody = 3
    /// The bytes are no change set of this protocol.
    case malformed = 16
    /// It names an entry of another record, attribute or key.
    case foreignEntry = 17
    /// It claims to come from a replica that the peer may not speak for.
    case foreignReplica = 18
    /// It claims a role that the certificate does not carry.
    case foreignRole = 19
    /// The record exists and is of another type.
    case wrongType = 20
    /// The hub stopped on it three times and takes it in unread.
    case crashed = 23
    case immutable = 32
    case guardedRemoval = 33
    case hubOnly = 34
    case appendOnly = 35
    case foreignOffice = 36
    case invalid = 37
    case missingEvidence = 38
    case sameUser = 39
    /// The record would pass its bound; see `MergeLimits.recordBytesMax`.
    case recordFull = 40
    /// A record type that this hub does not know yet, from an office.
    case unknownType = 41

    package init(_ refusal: Permission.Refusal) {
        switch refusal {
        case .immutable: self = .immutable
        case .guardedRemoval: self = .guardedRemoval
        case .hubOnly: self = .hubOnly
        case .appendOnly: self = .appendOnly
        case .foreignOffice: self = .foreignOffice
        case .invalid: self = .invalid
        case .missingEvidence: self = .missingEvidence
        case .sameUser: self = .sameUser
        }
    }

    /// Kept aside with its reason: neither in the data nor waiting for anybody's consent.
    package var isQuarantined: Bool { rawValue >= 16 }

    /// What is said about its author is not true: it goes on the account of whoever brought it.
    package var isForged: Bool { self == .foreignReplica || self == .foreignRole }

    /// Kept with its bytes until the hub can take it in: a change set of the hub's own releases it.
    ///
    /// The verdict stays, because it is under the chain.
    package var holdsWork: Bool { self == .crashed || self == .unknownType }

    /// The verdict that a word stands for.
    package init?(named name: String) {
        guard let found = Verdict.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// The word people and programs read.
    package var name: String {
        switch self {
        case .applied: "applied"
        case .proposed: "proposed"
        case .custody: "custody"
        case .malformed: "malformed"
        case .foreignEntry: "foreign-entry"
        case .foreignReplica: "foreign-replica"
        case .foreignRole: "foreign-role"
        case .wrongType: "wrong-type"
        case .crashed: "crashed"
        case .immutable: "immutable"
        case .guardedRemoval: "guarded-removal"
        case .hubOnly: "hub-only"
        case .appendOnly: "append-only"
        case .foreignOffice: "foreign-office"
        case .invalid: "invalid"
        case .missingEvidence: "missing-evidence"
        case .sameUser: "same-user"
        case .unknownType: "unknown-type"
        case .recordFull: "record-full"
        }
    }
}
