package import Foundation

/// Every bound and lifetime of the module, with its reason.
package enum IdentityLimits {
    /// A group outlives its hub's hardware; ten years is longer than either.
    package static let rootLifetime: TimeInterval = 3_653 * day

    /// The hub renews its own at each start; a year and a month survives a forgotten restart.
    package static let serverLifetime: TimeInterval = 397 * day

    /// Bounds the use of a stolen key, yet spans the longest holiday of an office.
    package static let replicaLifetime: TimeInterval = 45 * day

    /// A replica asks for its next certificate when this much of the present one is left.
    package static let renewalLead: TimeInterval = 15 * day

    /// A fresh certificate starts this much earlier, for machines whose clocks run behind: the hub
    /// renews its own at each start, and an office that is some minutes slow must not be shut out
    /// by that.
    package static let backdate: TimeInterval = day

    /// Our certificates and requests stay under 700 bytes; no honest peer comes near this.
    package static let derBytesMax = 8_192

    /// A token is about 800 characters; the rest is room for a long host name.
    package static let tokenCharactersMax = 4_096

    /// What a token may claim to expire at, in seconds of Unix time (the year 36,812).
    static let expirySecondsMax: UInt64 = 1 << 40

    /// No file in a key folder is as large as this.
    package static let keyFileBytesMax = 65_536

    /// A hub answers to a name or two and their addresses.
    package static let hostsMax = 32

    /// The longest DNS name.
    package static let hostBytesMax = 253

    private static let day: TimeInterval = 86_400
}
