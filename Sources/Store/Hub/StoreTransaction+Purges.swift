package import Merge
package import Sync

extension StoreTransaction {
    package mutating func note(
        _ receipt: PurgeReceipt, of replica: ReplicaID, at now: Timestamp
    ) throws {
        try connection.run(
            """
            INSERT INTO purge (replica, through, count, at) VALUES (?, ?, ?, ?)
            ON CONFLICT (replica) DO UPDATE SET through = max(through, excluded.through),
              count = count + excluded.count, at = excluded.at
            """,
            [
                .id(replica), .position(receipt.through), .position(receipt.count),
                .int(now.milliseconds),
            ])
        try auditRepeatable(
            at: now, "purged", subject: replica,
            detail: "\(receipt.count) records, through \(receipt.through)")
    }

    /// A replica that registers now never had what left before.
    mutating func startPurges(of replica: ReplicaID, at now: Timestamp) throws {
        try connection.run(
            "INSERT OR IGNORE INTO purge (replica, through, count, at) VALUES (?, ?, 0, ?)",
            [.id(replica), .position(try head.position), .int(now.milliseconds)])
    }

    /// By replica, what it was told to purge and has sent no receipt for.
    package func outstandingPurges() throws -> [OutstandingPurge] {
        try registrations().compactMap { registration in
            guard registration.revokedAt == nil else { return nil }
            let through = try connection.first(
                "SELECT through FROM purge WHERE replica = ?", [.id(registration.peer.replica)]
            ) { $0.position(0) }
            var gone: [RecordID: UInt64] = [:]
            for scope in registration.peer.scopes {
                try connection.each(
                    """
                    SELECT record, changed FROM visibility WHERE is_in = 0 AND changed > ?
                      AND scope = (SELECT number FROM scope WHERE name = ?)
                    """, [.position(through ?? 0), .text(scope.description)]
                ) { gone[try $0.id(0)] = $0.position(1) }
            }
            for record in gone.keys {
                let isHere = try visibility(of: record).contains {
                    $0.isIn && registration.peer.scopes.contains($0.scope)
                }
                if isHere { gone[record] = nil }
            }
            guard let oldest = gone.values.min() else { return nil }
            let since = try connection.first(
                "SELECT effective_at FROM change_set WHERE ordinal = ?", [.position(oldest)]
            ) { Timestamp(milliseconds: $0.int(0)) }
            return OutstandingPurge(
                replica: registration.peer.replica, name: registration.name, records: gone.count,
                since: since ?? registration.registeredAt)
        }
    }
}
