package import Identity
import Merge
import Store

extension Desk {
    /// This replica's certificate as the group's authority vouches for it.
    ///
    /// - Returns: `nil` when none was issued.
    /// - Throws: `ReplicaError.notJoined` when it is not one of this group.
    package func certificate() throws -> VerifiedCertificate? {
        let keys = KeyFolder(store.folder.identity)
        guard try keys.contains(.replicaCertificate) else { return nil }
        guard let der = PEMText.der(try keys.read(.replicaCertificate)) else {
            throw ReplicaError.notJoined("unreadable")
        }
        let root = try RootCertificate(pem: keys.read(.authorityCertificate))
        switch TrustPolicy(root: root).verify(der, as: .replica) {
        case .refused(let refusal): throw ReplicaError.notJoined(refusal.rawValue)
        case .verified(let certificate): return certificate
        }
    }
}
