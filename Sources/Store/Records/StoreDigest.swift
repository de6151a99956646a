internal import Crypto
package import Merge

/// What a store holds of one record type: equal lines on two stores mean equal records.
package struct StoreDigest: Equatable, Sendable {
    package let type: String
    package let count: Int
    /// SHA-256 over the live entries of all records in the order of their ids, in hexadecimal.
    package let digest: String
}

extension StoreTransaction {
    /// One line per record type, for what this store shows: the hub's state and its own pending.
    package func digests() throws -> [StoreDigest] {
        try digests(of: try allRecords())
    }

    /// One line per record type, for what a replica with these scopes should hold.
    package func digests(in scopes: [Scope]) throws -> [StoreDigest] {
        var ids: Set<RecordID> = []
        for scope in scopes {
            try connection.each(
                """
                SELECT record FROM visibility
                WHERE scope = (SELECT number FROM scope WHERE name = ?) AND is_in = 1
                """, [.text(scope.description)]
            ) { ids.insert(try $0.id(0)) }
        }
        return try digests(of: ids.sorted())
    }

    private func digests(of ids: [RecordID]) throws -> [StoreDigest] {
        var sums: [String: (count: Int, hash: SHA256)] = [:]
        for (index, id) in ids.enumerated() {
            if index % StoreTransaction.heldMax == 0 { forgetRead() }
            guard let view = try view(of: id), !view.entries.isEmpty, let type = try type(of: id)
            else { continue }
            var sum = sums[type] ?? (0, SHA256())
            sum.count += 1
            sum.hash.update(data: id.bytes)
            sum.hash.update(data: view.canonicalBytes)
            sums[type] = sum
        }
        return sums.sorted { $0.key < $1.key }.map { type, sum in
            let digest = CellText.hexadecimal(Array(sum.hash.finalize())[...])
            return StoreDigest(type: type, count: sum.count, digest: digest)
        }
    }
}
