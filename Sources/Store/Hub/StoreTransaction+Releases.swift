package import Merge
package import Sync

// What the hub kept aside with its bytes, and the change sets of its own that took it in later. A
// release stands in the history as the hub's, with what it releases as its parent; on whose account
// it goes, that one says.

extension StoreTransaction {
    package func kept(_ id: ChangeSetID) throws -> KeptChangeSet? {
        let found = try connection.first(
            "SELECT bytes, replica FROM change_set WHERE id = ?", [.id(id)]
        ) { (bytes: $0.blob(0), replica: ReplicaID(bytes: $0.blob(1))) }
        guard let found else { return nil }
        let owner = try owner(
            of: StoreTransaction.content(of: found.bytes), row: found.replica)
        return KeptChangeSet(bytes: found.bytes, replica: owner)
    }

    package func release(of id: ChangeSetID) throws -> ChangeSetID? {
        guard let hub = try hubReplica else { return nil }
        return try connection.first(
            """
            SELECT id FROM change_set WHERE replica = ? AND parent = ? AND in_overlay = 0
            """, [.id(hub), .id(id)]
        ) { try $0.id(0) }
    }

    /// On whose account a change set of the history stands, of which the row names one replica.
    func owner(of content: ChangeSet?, row replica: ReplicaID?) throws -> ReplicaID? {
        guard content?.released != nil else { return replica }
        let hub = try hubReplica
        var owner = replica
        var content = content
        // A release may hold something back again, and be released in its turn.
        for _ in 0..<StoreTransaction.releasesMax {
            guard let released = content?.released, let hub, owner == hub else { break }
            let found = try connection.first(
                "SELECT bytes, replica FROM change_set WHERE id = ?", [.id(released)]
            ) { (bytes: $0.blob(0), replica: ReplicaID(bytes: $0.blob(1))) }
            owner = found?.replica
            content = found.flatMap { StoreTransaction.content(of: $0.bytes) }
        }
        return owner
    }

    /// The hub's own name; `nil` at an office.
    private var hubReplica: ReplicaID? {
        get throws {
            guard isHub else { return nil }
            return try ownReplica
        }
    }

    /// How often one write is held back again: once for each release of the schema at most.
    private static let releasesMax = 32
}
