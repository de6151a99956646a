package import Merge

/// Who is at the other end, as the certificate and the registry say; never as the messages say.
package struct Peer: Equatable, Sendable {
    package let replica: ReplicaID
    package let role: Role
    /// The office it speaks for; `nil` for central replicas and the hub.
    package let office: RecordID?
    /// What it may see, sorted.
    package let scopes: [Scope]

    package init(replica: ReplicaID, role: Role, office: RecordID?, scopes: [Scope]) {
        self.replica = replica
        self.role = role
        self.office = office
        self.scopes = scopes.sorted()
    }
}

extension IDSecret {
    /// What a peer derives ids with: the group's secret at the centre, at an office its own.
    package func handed(to peer: Peer) -> IDSecret? {
        if let office = peer.office { return ofOffice(office) }
        return peer.scopes.contains(.central) ? self : nil
    }
}
