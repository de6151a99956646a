package import Merge
package import Sync

extension StoreTransaction {
    /// One line per record type, for what this store shows, the hub's state and its own pending;
    /// or at the hub for what a replica with these scopes should hold.
    package func digests(in scopes: [Scope]? = nil) throws -> [StoreDigest] {
        var digests = StoreDigests()
        for (index, id) in try records(in: scopes).enumerated() {
            if index % StoreTransaction.heldMax == 0 { forgetRead() }
            guard let view = try view(of: id), !view.entries.isEmpty, let type = try type(of: id)
            else { continue }
            digests.add(id, type: type, view)
        }
        return digests.lines
    }

    private func records(in scopes: [Scope]?) throws -> [RecordID] {
        // What this transaction has changed is written as it ends.
        guard let scopes else {
            let written = try allRecords()
            return cache.dirty.isEmpty ? written : Set(written).union(cache.dirty).sorted()
        }
        var ids: Set<RecordID> = []
        for scope in scopes {
            try connection.each(
                """
                SELECT record FROM visibility
                WHERE scope = (SELECT number FROM scope WHERE name = ?) AND is_in = 1
                """, [.text(scope.description)]
            ) { ids.insert(try $0.id(0)) }
        }
        return ids.sorted()
    }
}
