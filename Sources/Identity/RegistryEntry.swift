/// What the hub remembers of one registered replica's certificates.
///
/// A renewal's reply may get lost, so the hub admits the old certificate until it first sees
/// the new one; from then on the old one is a copy and is refused.
package struct RegistryEntry: Hashable, Sendable {
    /// The certificate in use.
    package let fingerprint: Fingerprint

    /// The certificate issued to follow it, not seen in use yet.
    package let renewal: Fingerprint?
    package let isRevoked: Bool

    package init(fingerprint: Fingerprint, renewal: Fingerprint? = nil, isRevoked: Bool = false) {
        self.fingerprint = fingerprint
        self.renewal = renewal
        self.isRevoked = isRevoked
    }

    /// Whether a certificate is the registered one, or the renewal that follows it.
    package func admits(_ presented: Fingerprint) -> Bool {
        presented == fingerprint || presented == renewal
    }

    /// The entry once `presented` was admitted: a renewal seen in use takes the old one's place.
    package func settled(by presented: Fingerprint) -> RegistryEntry {
        guard presented == renewal else { return self }
        return RegistryEntry(fingerprint: presented, isRevoked: isRevoked)
    }
}
