package import Merge

/// A replica as the hub's registry knows it.
package struct Registration: Equatable, Sendable {
    package let peer: Peer
    package let name: String
    /// SHA-256 of the current certificate.
    package let fingerprint: Bytes
    package let expiresAt: Timestamp
    package let registeredAt: Timestamp
    package let revokedAt: Timestamp?
    package let lastSeenAt: Timestamp?
    package let lastAddress: String?
    /// SHA-256 of its public key; empty where an older release let it in.
    package let key: Bytes

    package init(
        peer: Peer, name: String, fingerprint: Bytes, expiresAt: Timestamp,
        registeredAt: Timestamp, revokedAt: Timestamp? = nil, lastSeenAt: Timestamp? = nil,
        lastAddress: String? = nil, key: Bytes = []
    ) {
        self.peer = peer
        self.name = name
        self.fingerprint = fingerprint
        self.expiresAt = expiresAt
        self.registeredAt = registeredAt
        self.revokedAt = revokedAt
        self.lastSeenAt = lastSeenAt
        self.lastAddress = lastAddress
        self.key = key
    }
}

/// A one-time permission to register; only the hash of its secret is kept.
package struct Invitation: Equatable, Sendable {
    package let secretHash: Bytes
    package let role: Role
    package let office: RecordID?
    package let scopes: [Scope]
    package let name: String
    package let expiresAt: Timestamp
    package let usedAt: Timestamp?
    /// Whose place the machine takes that joins with it.
    package let replaces: ReplicaID?

    package init(
        secretHash: Bytes, role: Role, office: RecordID?, scopes: [Scope], name: String,
        expiresAt: Timestamp, usedAt: Timestamp? = nil, replaces: ReplicaID? = nil
    ) {
        self.secretHash = secretHash
        self.role = role
        self.office = office
        self.scopes = scopes
        self.name = name
        self.expiresAt = expiresAt
        self.usedAt = usedAt
        self.replaces = replaces
    }
}
