package import Merge

/// Who was ever shut out of the group, vouched for by its authority.
///
/// It only grows, so two of them are joined by their union, and whoever carries an old one can take
/// nothing away: a hub that was restored from a backup learns from its offices whom it had shut out
/// since. Whoever hands one to a session has checked the signature.
package struct RevocationList: Equatable, Sendable {
    /// Ascending, each once.
    package let replicas: [ReplicaID]
    /// The authority's, over `content`.
    package let signature: Bytes

    package init(replicas: [ReplicaID], signature: Bytes) {
        self.replicas = Set(replicas).sorted()
        self.signature = signature
    }

    /// The bytes that the group's root key signs.
    package func content(of group: RecordID) -> [UInt8] {
        RevocationList.content(replicas, of: group)
    }

    /// The bytes that the hub signs: a fixed word, the group, then the replicas, ascending.
    package static func content(_ replicas: [ReplicaID], of group: RecordID) -> [UInt8] {
        Array("bridgework revocations 1".utf8) + group.bytes + replicas.flatMap(\.bytes)
    }

    /// Eight bytes that tell one list from another; 0 for nobody.
    package var mark: UInt64 { RevocationList.mark(of: replicas) }

    /// - Parameter replicas: ascending, each once.
    package static func mark(of replicas: [ReplicaID]) -> UInt64 {
        guard !replicas.isEmpty else { return 0 }
        let bytes = replicas.flatMap(\.bytes)
        return UInt64(truncatingIfNeeded: SealedChangeSet.address(of: bytes[...]).bits >> 64)
    }

    /// Whether everybody on another list is on this one.
    package func covers(_ other: RevocationList) -> Bool {
        Set(replicas).isSuperset(of: other.replicas)
    }
}
