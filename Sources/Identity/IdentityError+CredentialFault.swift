package import Foundation

extension IdentityError {
    /// Why a certificate or key of our own does not serve.
    package enum CredentialFault: Equatable, Sendable, CustomStringConvertible {
        case unreadableCertificate
        case unreadableKey

        /// The key is not the certificate's.
        case keyMismatch

        // What makes a certificate no root of a group.
        case rootNotSelfSigned
        case rootNotAuthority
        case rootKeyUnsupported
        case rootWithoutGroup

        case notInForce(from: Date, until: Date)

        /// The library refused to sign.
        case signingFailed

        package var description: String {
            switch self {
            case .unreadableCertificate:
                "The certificate cannot be read. Restore it from a backup, or join again."
            case .unreadableKey:
                "The private key cannot be read. Restore it from a backup, or join again."
            case .keyMismatch:
                "The key and the certificate do not belong together. Restore both, or join again."
            case .rootNotSelfSigned:
                "The root certificate did not sign itself. Restore ca.pem, or ask for a new invite."
            case .rootNotAuthority:
                "The certificate is no authority. Restore ca.pem, or ask for a new invite."
            case .rootKeyUnsupported:
                "The root's key is not on P-256. Restore ca.pem, or ask for a new invite."
            case .rootWithoutGroup:
                "The root certificate names no group. Restore ca.pem, or ask for a new invite."
            case .notInForce(let from, let until):
                """
                The authority holds from \(from.formatted(.iso8601)) to \
                \(until.formatted(.iso8601)). Check the clock, or make a new authority.
                """
            case .signingFailed:
                "Signing failed. Report this as a bug."
            }
        }
    }
}
