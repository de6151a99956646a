package import Merge
package import Sync

extension StoreTransaction {
    private static let columns = """
        id, role, office, scopes, name, fingerprint, expires_at, enrolled_at, revoked_at,
        last_seen_at, last_address, key
        """

    /// The registry's entry for a replica; `nil` for one never registered.
    package func registration(of replica: ReplicaID) throws -> Registration? {
        try connection.first(
            "SELECT \(StoreTransaction.columns) FROM replica WHERE id = ?", [.id(replica)]
        ) { try StoreTransaction.registration($0) }
    }

    package func registrations() throws -> [Registration] {
        try connection.all(
            "SELECT \(StoreTransaction.columns) FROM replica ORDER BY enrolled_at, id"
        ) { try StoreTransaction.registration($0) }
    }

    /// Asked at every hello: not the whole registry is read for it.
    package var shutOut: [ReplicaID] {
        get throws {
            let known = try connection.all(
                "SELECT id FROM replica WHERE revoked_at IS NOT NULL"
            ) { try $0.id(0) as ReplicaID }
            return Set(known).union(try strangers).sorted()
        }
    }

    private static func registration(_ row: SQLStatement) throws -> Registration {
        guard let role = Role(rawValue: row.text(1)) else {
            throw StoreError.damagedMeta(key: "replica.role")
        }
        let time = { (column: Int32) in
            row.isNull(column) ? nil : Timestamp(milliseconds: row.int(column))
        }
        return Registration(
            peer: Peer(
                replica: try row.id(0), role: role, office: RecordID(bytes: row.blob(2)),
                scopes: scopes(row.text(3))),
            name: row.text(4), fingerprint: row.blob(5),
            expiresAt: Timestamp(milliseconds: row.int(6)),
            registeredAt: Timestamp(milliseconds: row.int(7)), revokedAt: time(8),
            lastSeenAt: time(9), lastAddress: row.isNull(10) ? nil : row.text(10),
            key: row.blob(11))
    }

    private static func scopes(_ text: String) -> [Scope] {
        text.split(separator: " ").compactMap { Scope(String($0)) }
    }

    /// Adds a replica, or replaces its certificate as it renews.
    package mutating func register(_ registration: Registration, at now: Timestamp) throws {
        let peer = registration.peer
        let isNew = try !exists("SELECT 1 FROM replica WHERE id = ?", [.id(peer.replica)])
        try noteForeignHand(on: peer.replica, at: now)
        try insert(registration)
        cache.principals = [:]
        try logRegistry(of: peer.replica)
        if isNew { try startPurges(of: peer.replica, at: registration.registeredAt) }
    }

    /// Adds a replica's row, or replaces its certificate.
    func insert(_ registration: Registration) throws {
        let peer = registration.peer
        try connection.run(
            """
            INSERT INTO replica (id, role, office, scopes, name, fingerprint, expires_at,
              enrolled_at, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint,
              expires_at = excluded.expires_at,
              key = CASE WHEN length(excluded.key) > 0 THEN excluded.key ELSE key END
            """,
            [
                .id(peer.replica), .text(peer.role.rawValue),
                peer.office.map { .id($0) } ?? .null,
                .text(peer.scopes.map(\.description).joined(separator: " ")),
                .text(registration.name), .blob(registration.fingerprint),
                .int(registration.expiresAt.milliseconds),
                .int(registration.registeredAt.milliseconds),
                .blob(registration.key),
            ])
    }

    /// - Parameter detail: why, in our own words.
    package mutating func revoke(
        _ replica: ReplicaID, at now: Timestamp, detail: String
    ) throws {
        try noteForeignHand(on: replica, at: now)
        try connection.run(
            "UPDATE replica SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
            [.int(now.milliseconds), .id(replica)])
        try logRegistry(of: replica)
        try audit(at: now, "replica-revoked", subject: replica, detail: detail)
    }

    package mutating func saw(
        _ replica: ReplicaID, at now: Timestamp, address: String?
    ) throws {
        try connection.run(
            """
            UPDATE replica SET last_seen_at = ?, last_address = coalesce(?, last_address)
            WHERE id = ?
            """,
            [.int(now.milliseconds), address.map { .text($0) } ?? .null, .id(replica)])
    }

    package mutating func invite(_ invitation: Invitation) throws {
        try connection.run(
            """
            INSERT INTO invitation (secret_hash, role, office, scopes, name, expires_at, replaces)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .blob(invitation.secretHash), .text(invitation.role.rawValue),
                invitation.office.map { .id($0) } ?? .null,
                .text(invitation.scopes.map(\.description).joined(separator: " ")),
                .text(invitation.name), .int(invitation.expiresAt.milliseconds),
                invitation.replaces.map { .id($0) } ?? .null,
            ])
    }

    package func invitation(secretHash: Bytes) throws -> Invitation? {
        try connection.first(
            """
            SELECT role, office, scopes, name, expires_at, used_at, replaces FROM invitation
            WHERE secret_hash = ?
            """, [.blob(secretHash)]
        ) { row in
            guard let role = Role(rawValue: row.text(0)) else {
                throw StoreError.damagedMeta(key: "invitation.role")
            }
            return Invitation(
                secretHash: secretHash, role: role, office: RecordID(bytes: row.blob(1)),
                scopes: StoreTransaction.scopes(row.text(2)), name: row.text(3),
                expiresAt: Timestamp(milliseconds: row.int(4)),
                usedAt: row.isNull(5) ? nil : Timestamp(milliseconds: row.int(5)),
                replaces: ReplicaID(bytes: row.blob(6)))
        }
    }

    /// Spends a permission to register.
    ///
    /// - Throws: `SpentInvitation` when it was used before or never given.
    package mutating func use(
        invitation secretHash: Bytes, by replica: ReplicaID, at now: Timestamp
    ) throws {
        guard
            try exists(
                "SELECT 1 FROM invitation WHERE secret_hash = ? AND used_at IS NULL",
                [.blob(secretHash)])
        else { throw SpentInvitation() }
        try connection.run(
            "UPDATE invitation SET used_at = ?, replica = ? WHERE secret_hash = ?",
            [.int(now.milliseconds), .id(replica), .blob(secretHash)])
        try audit(at: now, "replica-enrolled", subject: replica)
    }
}
