import Merge
package import Sync

// Who was shut out, as the hub's authority signed it: nothing to an office but what it tells a hub
// that has lost it.

extension StoreTransaction {
    private static let revocationsKey = "hub.revocations"

    package var revocations: RevocationList? {
        get throws {
            guard let text = try meta(StoreTransaction.revocationsKey) else { return nil }
            let words = text.split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 2, let ids = Bytes(hexadecimal: words[0]),
                let signature = Bytes(hexadecimal: words[1]), ids.count.isMultiple(of: 16)
            else { throw StoreError.damagedMeta(key: StoreTransaction.revocationsKey) }
            let replicas = stride(from: ids.startIndex, to: ids.endIndex, by: 16).compactMap {
                ReplicaID(bytes: ids[$0..<$0 + 16])
            }
            return RevocationList(replicas: replicas, signature: signature)
        }
    }

    package mutating func keep(revocations list: RevocationList) throws {
        guard try revocations != list else { return }
        try setMeta(
            StoreTransaction.revocationsKey,
            list.replicas.flatMap(\.bytes).hexadecimal + " " + list.signature.hexadecimal)
    }
}
