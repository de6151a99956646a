import Foundation
package import Identity
package import Merge
import Sync

extension HubDesk {
    /// An invitation with which a person makes himself a key at one machine, once.
    ///
    /// It is written into the audit, and nowhere else: what it says is signed.
    package func invite(
        person user: RecordID, at machine: ReplicaID, lifetime: Duration
    ) throws -> PersonInvitation {
        let keys = try HubKeys(in: home)
        let expiry = now.date.addingTimeInterval(Double(lifetime.components.seconds))
        let invitation = try PersonInvitation(
            for: user, at: machine, until: expiry, by: keys.authority)
        try store.write { transaction in
            try transaction.audit(
                at: now, "person-invited", subject: user,
                detail: "invitation \(invitation.number.hexadecimal.prefix(8)) "
                    + "for replica \(machine)")
        }
        return invitation
    }
}
