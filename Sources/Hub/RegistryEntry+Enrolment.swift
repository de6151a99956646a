import Identity
import Merge
import Sync

extension RegistryEntry {
    /// The stored fingerprints: one, or two while a renewal has not been seen in use.
    init?(_ enrolment: Enrolment) {
        let bytes = enrolment.fingerprint
        guard let current = Fingerprint(bytes: bytes.prefix(32)) else { return nil }
        self.init(
            fingerprint: current, renewal: Fingerprint(bytes: bytes.dropFirst(32)),
            isRevoked: enrolment.revokedAt != nil)
    }
}

extension Enrolment {
    func with(_ entry: RegistryEntry, expiresAt: Timestamp? = nil) -> Enrolment {
        Enrolment(
            peer: peer, name: name,
            fingerprint: (entry.fingerprint.bytes + (entry.renewal?.bytes ?? []))[...],
            expiresAt: expiresAt ?? self.expiresAt, enrolledAt: enrolledAt, key: key)
    }
}
