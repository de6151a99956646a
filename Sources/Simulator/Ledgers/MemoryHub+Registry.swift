package import Merge
package import Sync

// The registry. No other hand comes at what is only in memory.

extension MemoryHub {
    package func registration(of replica: ReplicaID) -> Registration? { registered[replica] }

    package func registrations() -> [Registration] {
        registered.values.sorted {
            ($0.registeredAt, $0.peer.replica) < ($1.registeredAt, $1.peer.replica)
        }
    }

    package mutating func register(_ registration: Registration, at now: Timestamp) {
        let replica = registration.peer.replica
        guard let known = registered[replica] else {
            registered[replica] = registration
            principals[replica] = registration.peer
            if purgedThrough[replica] == nil { purgedThrough[replica] = head.position }
            return
        }
        registered[replica] = Registration(
            peer: known.peer, name: known.name, fingerprint: registration.fingerprint,
            expiresAt: registration.expiresAt, registeredAt: known.registeredAt,
            revokedAt: known.revokedAt, lastSeenAt: known.lastSeenAt,
            lastAddress: known.lastAddress,
            key: registration.key.isEmpty ? known.key : registration.key)
    }

    package mutating func revoke(_ replica: ReplicaID, at now: Timestamp, detail: String) {
        change(replica) { $0.with(revokedAt: $0.revokedAt ?? now) }
        audit(at: now, "replica-revoked", subject: replica, detail: detail)
    }

    package mutating func saw(_ replica: ReplicaID, at now: Timestamp, address: String?) {
        change(replica) { known in
            known.with(lastSeenAt: now, lastAddress: address ?? known.lastAddress)
        }
    }

    private mutating func change(_ replica: ReplicaID, _ body: (Registration) -> Registration) {
        if let known = registered[replica] { registered[replica] = body(known) }
    }

    package func foreignReplicas() -> [String] { [] }

    package mutating func invite(_ invitation: Invitation) {
        invitations[invitation.secretHash] = invitation
    }

    package func invitation(secretHash: Bytes) -> Invitation? { invitations[secretHash] }

    package mutating func use(
        invitation secretHash: Bytes, by replica: ReplicaID, at now: Timestamp
    ) throws {
        guard let known = invitations[secretHash], known.usedAt == nil else {
            throw SpentInvitation()
        }
        invitations[secretHash] = Invitation(
            secretHash: secretHash, role: known.role, office: known.office, scopes: known.scopes,
            name: known.name, expiresAt: known.expiresAt, usedAt: now, replaces: known.replaces)
        usedBy[secretHash] = replica
        audit(at: now, "replica-enrolled", subject: replica, detail: "")
    }
}

extension Registration {
    fileprivate func with(
        revokedAt: Timestamp? = nil, lastSeenAt: Timestamp? = nil, lastAddress: String? = nil
    ) -> Registration {
        Registration(
            peer: peer, name: name, fingerprint: fingerprint, expiresAt: expiresAt,
            registeredAt: registeredAt, revokedAt: revokedAt ?? self.revokedAt,
            lastSeenAt: lastSeenAt ?? self.lastSeenAt,
            lastAddress: lastAddress ?? self.lastAddress, key: key)
    }
}
