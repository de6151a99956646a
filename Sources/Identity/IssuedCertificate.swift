package import Foundation

/// A certificate fresh from the authority, with what the registry stores of it.
package struct IssuedCertificate: Hashable, Sendable {
    package let principal: Principal
    package let der: [UInt8]
    package let pem: String

    /// The SHA-256 of `der`.
    package let fingerprint: Fingerprint
    package let notAfter: Date
}
