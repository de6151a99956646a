import Identity
import Merge
import Sync

extension RegistryEntry {
    /// The stored fingerprints: one, or two while a renewal has not been seen in use.
    init?(_ registration: Registration) {
        let bytes = registration.fingerprint
        guard let current = Fingerprint(bytes: bytes.prefix(32)) else { return nil }
        self.init(
            fingerprint: current, renewal: Fingerprint(bytes: bytes.dropFirst(32)),
            isRevoked: registration.revokedAt != nil)
    }
}

extension Registration {
    func with(_ entry: RegistryEntry, expiresAt: Timestamp? = nil) -> Registration {
        Registration(
            peer: peer, name: name,
            fingerprint: (entry.fingerprint.bytes + (entry.renewal?.bytes ?? []))[...],
            expiresAt: expiresAt ?? self.expiresAt, registeredAt: registeredAt, key: key)
    }
}
