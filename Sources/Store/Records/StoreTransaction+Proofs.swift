package import Merge
package import Sync

// What the two sides keep of each other's word: an office the proofs that its base was the hub's,
// and with each the hub's head; the hub the highest head that each replica vouches for. Neither
// lies in the history that it tells of.

extension StoreTransaction {
    package var certified: UInt64 {
        get throws { try metaNumber("certified") }
    }

    /// The last proof; `nil` where there is none, or where something was different since.
    package func certificate() throws -> Certificate? {
        let position = try certified
        guard position > 0 else { return nil }
        return try connection.first(
            "SELECT position, chain, digest, at FROM certificate WHERE position = ?",
            [.position(position)]
        ) { row in
            Certificate(
                head: Head(position: row.position(0), chain: try row.id(1)),
                digest: try row.id(2), at: Timestamp(milliseconds: row.int(3)))
        }
    }

    package mutating func certify(_ certificate: Certificate) throws {
        let position = certificate.head.position
        // A sync with nothing to say must not cost the disk anything.
        guard try certified != position else { return }
        try setMeta("certified", String(position))
        try release(withheld: try withheld())
        try connection.run(
            "DELETE FROM certificate WHERE position >= ?", [.position(position)])
        try connection.run(
            "INSERT INTO certificate (position, chain, digest, at) VALUES (?, ?, ?, ?)",
            [
                .position(position), .id(certificate.head.chain), .id(certificate.digest),
                .int(certificate.at.milliseconds),
            ])
        let positions = try connection.all(
            "SELECT position FROM certificate ORDER BY position"
        ) { $0.position(0) }
        let kept = Set(Certificate.kept(of: positions, max: SyncLimits.headsKeptMax))
        for position in positions where !kept.contains(position) {
            try connection.run(
                "DELETE FROM certificate WHERE position = ?", [.position(position)])
        }
    }

    package mutating func uncertify() throws {
        if try certified > 0 { try setMeta("certified", "0") }
    }

    package func chainHeard(at position: UInt64) throws -> ChainHash? {
        try connection.first(
            "SELECT chain FROM certificate WHERE position = ?", [.position(position)]
        ) { try $0.id(0) }
    }

    package mutating func note(
        _ word: ReplicaWord, of replica: ReplicaID, at now: Timestamp
    ) throws {
        let known = try self.word(of: replica)?.word
        guard known != word else { return }
        let isHigher = known.map { $0.vouched.position < word.vouched.position } ?? true
        let vouched = isHigher ? word.vouched : known?.vouched ?? word.vouched
        guard known != ReplicaWord(vouched: vouched, certified: word.certified) else { return }
        let isProof = word.certified > 0 && word.certified != known?.certified
        try connection.run(
            """
            INSERT INTO replica_word (replica, position, chain, certified, certified_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (replica) DO UPDATE SET position = excluded.position,
              chain = excluded.chain, certified = excluded.certified,
              certified_at = coalesce(excluded.certified_at, certified_at)
            """,
            [
                .id(replica), .position(vouched.position), .id(vouched.chain),
                .position(word.certified), isProof ? .int(now.milliseconds) : .null,
            ])
    }

    /// What a replica last said of the history, and when its base was last proven equal.
    package func word(
        of replica: ReplicaID
    ) throws -> (word: ReplicaWord, certifiedAt: Timestamp?)? {
        try connection.first(
            """
            SELECT position, chain, certified, certified_at FROM replica_word WHERE replica = ?
            """, [.id(replica)]
        ) { row in
            let vouched = Head(position: row.position(0), chain: try row.id(1))
            return (
                ReplicaWord(vouched: vouched, certified: row.position(2)),
                row.isNull(3) ? nil : Timestamp(milliseconds: row.int(3))
            )
        }
    }
}
