import Foundation
package import Identity
package import Merge
import Sync

/// A one-time permission to join, as the operator hands it over.
package struct Invited: Sendable {
    package let token: InviteToken
    /// What lists will call the machine, if nobody takes the name before it joins.
    package let name: String
    /// Whose place the machine takes that joins with it.
    package let replaces: ReplicaID?
}

extension HubDesk {
    /// A one-time token for an office's or a central replica's machine.
    ///
    /// - Parameter namesMachine: whether the name is the machine's own: one of the same seat that
    ///   has it already then gives way when the new one joins. Otherwise the name gets a number
    ///   where it is taken.
    /// - Parameter former: the replica that the machine was, where that is known otherwise.
    package func invite(
        _ seat: Seat, name: String, namesMachine: Bool = false, former: ReplicaID? = nil,
        granted: [Scope], lifetime: Duration
    ) throws -> Invited {
        guard (1...HubDesk.nameMax).contains(name.count) else { throw HubError.badName }
        let keys = try HubKeys(in: home)
        let secret = InviteSecret.generate()
        let expiry = now.date.addingTimeInterval(Double(lifetime.components.seconds))
        let token = try InviteToken(
            host: host, registrationPort: registrationPort, syncPort: port,
            root: keys.authority.root,
            secret: secret, expiry: expiry)
        return try store.write { transaction in
            let office = try seat.officeCode.map { try self.office(code: $0, transaction) }
            var scopes: [Scope] = [.group]
            scopes.append(office.map { .office($0) } ?? .central)
            let holder = namesMachine ? try transaction.machine(named: name) : nil
            if let holder, holder.peer.office != office || holder.peer.role != seat.role {
                throw HubError.nameTaken
            }
            let replaces =
                try holder?.peer.replica
                ?? former.flatMap { try transaction.seated($0, seat.role, office) }
            try transaction.invite(
                Invitation(
                    secretHash: secret.hash.bytes[...], role: seat.role, office: office,
                    scopes: scopes + granted, name: name,
                    expiresAt: Timestamp(date: token.expiry), replaces: replaces))
            try transaction.audit(
                at: now, "invited", subject: office,
                detail: seat.role.rawValue
                    + (replaces.map { ", in the place of replica \($0)" } ?? ""))
            return Invited(
                token: token,
                name: try replaces == nil ? transaction.freeName(like: name) : name,
                replaces: replaces)
        }
    }

    static let nameMax = 100

    /// Shuts a replica out for good; it stays in the registry.
    ///
    /// - Parameter word: its id or the end of it, or the name of a machine that may connect.
    package func revoke(_ word: String) throws -> ReplicaID {
        try store.write { transaction in
            let replica = try HubDesk.admitted(word, transaction)
            try transaction.revoke(replica, at: now)
            return replica
        }
    }

    /// The replica that may connect and is meant by its id or the end of it, or its machine's name.
    package func replica(named word: String) throws -> ReplicaID {
        try store.read { try HubDesk.admitted(word, $0) }
    }

    private static func admitted(
        _ word: String, _ transaction: any HubTransaction
    ) throws -> ReplicaID {
        let all = try transaction.registrations()
        let isMeant = { (registration: Registration) in
            registration.peer.replica.description.hasSuffix(word.lowercased())
                || registration.name == word && registration.revokedAt == nil
        }
        let found = word.isEmpty ? [] : all.filter(isMeant)
        guard let registration = found.first else {
            throw all.contains { $0.name == word }
                ? HubError.alreadyRevoked : HubError.noSuchReplica
        }
        guard found.count == 1 else { throw HubError.ambiguousReplica(count: found.count) }
        guard registration.revokedAt == nil else { throw HubError.alreadyRevoked }
        return registration.peer.replica
    }
}

/// Who joins, and whose place he takes.
struct Newcomer {
    let peer: Peer
    /// SHA-256 of his public key.
    let key: Bytes
    let invitation: Invitation

    /// Replicas that are this machine as it was, and would be waited for from now on: the one that
    /// the invitation names, and those whose certificate has ended and that had the same key, so
    /// that they can only come back by joining anew.
    ///
    /// One whose certificate holds and that had the same key may be the disk that this one was
    /// copied from: it stays.
    func replaced(at now: Timestamp, _ transaction: any HubTransaction) throws -> [ReplicaID] {
        try transaction.registrations().filter { known in
            guard known.revokedAt == nil, known.peer.office == peer.office,
                known.peer.role == peer.role
            else { return false }
            let isNamed = known.peer.replica == invitation.replaces
            return isNamed || !key.isEmpty && known.key == key && known.expiresAt <= now
        }.map(\.peer.replica)
    }
}
