/// Why a peer's certificate is not enough.
package enum TrustRefusal: String, CaseIterable, Sendable, CustomStringConvertible {
    /// The bytes are no X.509 certificate, or too many.
    case unreadable

    /// Our root did not sign it.
    case unknownAuthority

    /// The key is not on P-256, or is not the key it was asked for.
    case wrongKey

    /// An authority, a server where a replica is wanted, or anything we never issue.
    case wrongUsage

    /// No principal of this group in its name, or more than one.
    case malformedName
    case notYetValid
    case expired

    /// The registry does not know the replica.
    case notRegistered
    case revoked

    /// A later certificate of the same replica is in use.
    case supersededCertificate

    package var description: String {
        switch self {
        case .unreadable:
            "The certificate cannot be read. Join again with a new token."
        case .unknownAuthority:
            "Another group's authority signed the certificate. Check that this is the right hub."
        case .wrongKey:
            "The certificate is for another key. Join again with a new token."
        case .wrongUsage:
            "The certificate is not meant for this use. Present the one that 'join' stored."
        case .malformedName:
            "The certificate names no member of this group. Join again with a new token."
        case .notYetValid:
            "The certificate is not valid yet. Set the clock of this machine and of the hub."
        case .expired:
            "The certificate has expired. Join again with a new token; unsent work is kept."
        case .notRegistered:
            "The hub does not know this replica. Join again with a new token."
        case .revoked:
            "This replica was revoked. Ask the coordinator; unsent work is kept."
        case .supersededCertificate:
            "A newer certificate of this replica is in use. If this is a copy, join it anew."
        }
    }
}
