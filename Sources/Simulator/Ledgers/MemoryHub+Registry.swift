package import Merge
package import Sync

// The registry. No other hand comes at what is only in memory.

extension MemoryHub {
    package func enrolment(of replica: ReplicaID) -> Enrolment? { enrolled[replica] }

    package func enrolments() -> [Enrolment] {
        enrolled.values.sorted {
            ($0.enrolledAt, $0.peer.replica) < ($1.enrolledAt, $1.peer.replica)
        }
    }

    package mutating func enrol(_ enrolment: Enrolment, at now: Timestamp) {
        let replica = enrolment.peer.replica
        guard let known = enrolled[replica] else {
            enrolled[replica] = enrolment
            principals[replica] = enrolment.peer
            if purgedThrough[replica] == nil { purgedThrough[replica] = head.position }
            return
        }
        enrolled[replica] = Enrolment(
            peer: known.peer, name: known.name, fingerprint: enrolment.fingerprint,
            expiresAt: enrolment.expiresAt, enrolledAt: known.enrolledAt,
            revokedAt: known.revokedAt, lastSeenAt: known.lastSeenAt,
            lastAddress: known.lastAddress,
            key: enrolment.key.isEmpty ? known.key : enrolment.key)
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

    private mutating func change(_ replica: ReplicaID, _ body: (Enrolment) -> Enrolment) {
        if let known = enrolled[replica] { enrolled[replica] = body(known) }
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

extension Enrolment {
    fileprivate func with(
        revokedAt: Timestamp? = nil, lastSeenAt: Timestamp? = nil, lastAddress: String? = nil
    ) -> Enrolment {
        Enrolment(
            peer: peer, name: name, fingerprint: fingerprint, expiresAt: expiresAt,
            enrolledAt: enrolledAt, revokedAt: revokedAt ?? self.revokedAt,
            lastSeenAt: lastSeenAt ?? self.lastSeenAt,
            lastAddress: lastAddress ?? self.lastAddress, key: key)
    }
}
