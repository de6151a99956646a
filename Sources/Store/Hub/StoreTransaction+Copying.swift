import Merge
package import Sync

// A hub's rows as every kind of store tells and takes them. What this store keeps for itself, and
// what follows from the rows, is made anew where they are taken in.

extension StoreTransaction {
    /// Settings that say how far this file's tables are brought up, and where its chains end.
    static let housekeeping: Set<String> = [
        "kind", "schema", "checks", "reproject", "redigest", "rechain", "touched-through",
        RowChain.audit.rawValue, RowChain.registry.rawValue,
    ]

    package func visitRows(_ visit: (HubRow) throws -> Void) throws {
        for (key, value) in try meta(startingWith: "")
        where !StoreTransaction.housekeeping.contains(key) {
            try visit(.setting(key: key, value: value))
        }
        for registration in try registrations() {
            try visit(.replica(registration, standing(of: registration.peer.replica)))
        }
        try visitInvitations(visit)
        try visitEvents(visit)
        try visitHistory(visit)
        try visitRecords(visit)
    }

    func visitEvents(_ visit: (HubRow) throws -> Void) throws {
        try connection.each(RowChain.audit.sql) { row in
            try visit(
                .event(
                    AuditLine(
                        at: Timestamp(milliseconds: row.int(2)),
                        subject: RecordID(bytes: row.blob(3)),
                        event: row.text(4), detail: row.text(5))))
        }
    }

    private func standing(of replica: ReplicaID) throws -> HubRow.Standing {
        let said = try word(of: replica)
        let purged = try connection.first(
            "SELECT through FROM purge WHERE replica = ?", [.id(replica)]
        ) { $0.position(0) }
        return HubRow.Standing(
            word: said?.word, certifiedAt: said?.certifiedAt, purgedThrough: purged)
    }

    private func visitInvitations(_ visit: (HubRow) throws -> Void) throws {
        let hashes = try connection.all(
            "SELECT secret_hash, replica FROM invitation ORDER BY secret_hash"
        ) { ($0.blob(0), ReplicaID(bytes: $0.blob(1))) }
        for (hash, replica) in hashes {
            guard let invitation = try invitation(secretHash: hash) else { continue }
            try visit(.invitation(invitation, usedBy: replica))
        }
    }

    private func visitHistory(_ visit: (HubRow) throws -> Void) throws {
        try connection.each(
            """
            SELECT ordinal, chain, id, replica, effective_at, verdicts, bytes FROM change_set
            ORDER BY ordinal
            """
        ) { row in
            try visit(
                .changeSet(
                    HubRow.Admitted(
                        head: Head(position: row.position(0), chain: try row.id(1)),
                        id: try row.id(2), replica: try row.id(3),
                        effectiveAt: Timestamp(milliseconds: row.int(4)),
                        verdicts: row.blob(5).map { Verdict(rawValue: $0) ?? .malformed },
                        bytes: row.blob(6))))
        }
    }

    func visitRecords(_ visit: (HubRow) throws -> Void) throws {
        try connection.each("SELECT id, type, state FROM record ORDER BY id") { row in
            let id: RecordID = try row.id(0)
            let (type, state) = try unpack(row.int(1), row.blob(2), of: id)
            let parents = try connection.all("SELECT parent FROM parent WHERE child = ?", [.id(id)])
            { try $0.id(0) as RecordID }
            try visit(
                .record(
                    HubRow.Placed(
                        record: StoredRecord(id: id, type: type, state: state),
                        visibility: try storedVisibility(of: id), parents: Set(parents))))
        }
    }

    package mutating func restore(_ row: HubRow) throws {
        switch row {
        case .setting(let key, let value): try setMeta(key, value)
        case .replica(let registration, let standing): try restore(registration, standing)
        case .invitation(let invitation, let replica):
            try invite(invitation)
            try connection.run(
                "UPDATE invitation SET used_at = ?, replica = ? WHERE secret_hash = ?",
                [
                    .time(invitation.usedAt), replica.map { .id($0) } ?? .null,
                    .blob(invitation.secretHash),
                ])
        case .event(let line):
            try audit(at: line.at, line.event, subject: line.subject, detail: line.detail)
        case .changeSet(let admitted): try restore(admitted)
        case .record(let placed):
            try put(placed.record, changed: placed.changed)
            for row in placed.visibility { try set(row) }
            try setParents(of: placed.record.id, to: placed.parents)
        }
    }

    private mutating func restore(
        _ registration: Registration, _ standing: HubRow.Standing
    ) throws {
        let peer = registration.peer
        try insert(registration)
        try connection.run(
            "UPDATE replica SET revoked_at = ?, last_seen_at = ?, last_address = ? WHERE id = ?",
            [
                .time(registration.revokedAt), .time(registration.lastSeenAt),
                registration.lastAddress.map { .text($0) } ?? .null, .id(peer.replica),
            ])
        try logRegistry(of: peer.replica)
        if let word = standing.word {
            try connection.run(
                """
                INSERT INTO replica_word (replica, position, chain, certified, certified_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                [
                    .id(peer.replica), .position(word.vouched.position), .id(word.vouched.chain),
                    .position(word.certified), .time(standing.certifiedAt),
                ])
        }
        if let through = standing.purgedThrough {
            try connection.run(
                "INSERT INTO purge (replica, through, count, at) VALUES (?, ?, 0, ?)",
                [
                    .id(peer.replica), .position(through),
                    .int(registration.registeredAt.milliseconds),
                ])
        }
    }

    private mutating func restore(_ admitted: HubRow.Admitted) throws {
        let isForged = admitted.verdicts.contains(where: \.isForged)
        let parent =
            isForged ? nil : StoreTransaction.content(of: admitted.bytes)?.parent
        try insert(admitted, parent: parent)
    }
}

extension SQLValue {
    /// Milliseconds since 1970 in UTC, or nothing.
    fileprivate static func time(_ time: Timestamp?) -> SQLValue {
        time.map { .int($0.milliseconds) } ?? .null
    }
}
