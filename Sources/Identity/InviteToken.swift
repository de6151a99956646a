package import Foundation
package import Merge

/// The one line that lets a new machine join: where the hub is, whom to trust, and a secret.
///
/// It carries the whole root certificate, not its fingerprint alone, so that the very first
/// connection already trusts that root and no other; nothing is trusted on first use.
///
/// The line is `bw1.` and base64url of: registration port, sync port (2 bytes each), expiry
/// (8 bytes, seconds), secret (32), length of host (1), host, root DER, and a checksum (8 bytes
/// of SHA-256 over all before). The checksum tells a damaged token from a refused one.
package struct InviteToken: Hashable, Sendable, CustomStringConvertible {
    package let host: String
    package let registrationPort: Int
    package let syncPort: Int
    package let root: RootCertificate
    package let secret: InviteSecret

    /// A whole second.
    package let expiry: Date

    package init(
        host: String, registrationPort: Int, syncPort: Int, root: RootCertificate,
        secret: InviteSecret, expiry: Date
    ) throws(IdentityError) {
        guard HostName(host) != nil else { throw .input(.host(position: 0)) }
        for port in [registrationPort, syncPort] where !(1...65_535).contains(port) {
            throw .input(.port(port))
        }
        let seconds = expiry.timeIntervalSince1970
        guard seconds >= 0, seconds < Double(IdentityLimits.expirySecondsMax) else {
            throw .input(.expiry)
        }
        self.host = host
        self.registrationPort = registrationPort
        self.syncPort = syncPort
        self.root = root
        self.secret = secret
        self.expiry = expiry.wholeSecond
    }

    package var group: RecordID { root.group }

    /// The root's fingerprint, for people to compare with the one `invite` printed.
    package var fingerprint: Fingerprint { root.fingerprint }

    /// What the hub stores in the secret's stead.
    package var secretHash: Fingerprint { secret.hash }

    /// Throws when it is too late to use it; the hub checks again by its own clock.
    package func checkExpiry(at now: Date) throws(IdentityError) {
        guard now < expiry else { throw .token(.expired(at: expiry)) }
    }

    package var description: String {
        """
        invite to \(host):\(registrationPort) of group \(group), \
        good until \(expiry.formatted(.iso8601))
        """
    }
}
