import Identity
import Merge
import Sync
import Synchronization

/// Signs who was shut out, once for each list.
final class RevocationSigner: Sendable {
    private let authority: CertificateAuthority
    private let last = Mutex<RevocationList?>(nil)

    init(_ authority: CertificateAuthority) {
        self.authority = authority
    }

    /// - Parameter replicas: ascending, each once.
    /// - Returns: `nil` where more were shut out than a message can say, or the authority cannot
    ///   sign.
    func signed(_ replicas: [ReplicaID]) -> RevocationList? {
        guard replicas.count <= SyncLimits.revocationsMax else { return nil }
        return last.withLock { last in
            if let last, last.replicas == replicas { return last }
            let content = RevocationList.content(replicas, of: authority.root.group)
            do {
                let list = RevocationList(
                    replicas: replicas, signature: try authority.sign(content)[...])
                last = list
                return list
            } catch {
                return nil
            }
        }
    }
}

extension RevocationList {
    /// Whether the group's authority vouches for it; nobody has to for an empty one.
    func isSigned(by root: RootCertificate) -> Bool {
        replicas.isEmpty || root.signed(content(of: root.group), as: signature)
    }
}
