package import Foundation
package import Identity
package import Merge

/// The folder of a joined machine's keys, for whoever makes a person's key without the store, which
/// another process may have.
package struct MachineKeys: Sendable {
    package let folder: KeyFolder
    package let root: RootCertificate
    package let machine: ReplicaID

    /// - Throws: `ReplicaError.notJoined` for a folder of no machine of a group.
    package init(_ folder: KeyFolder) throws {
        guard try folder.contains(.replicaCertificate),
            let der = PEMText.der(try folder.read(.replicaCertificate))
        else { throw ReplicaError.notJoined("there is none") }
        root = try RootCertificate(pem: folder.read(.authorityCertificate))
        switch TrustPolicy(root: root).verify(der, as: .replica) {
        case .refused(let refusal): throw ReplicaError.notJoined(refusal.rawValue)
        case .verified(let certificate): machine = certificate.principal.replica
        }
        self.folder = folder
    }

    /// An invitation that may be used at this machine now.
    package func invitation(
        _ text: String, now: Date
    ) throws(PersonKeyFault) -> PersonInvitation {
        guard let invitation = PersonInvitation(text: text), invitation.isSigned(by: root) else {
            throw .badInvitation
        }
        guard invitation.machine == machine else { throw .otherMachine }
        guard now < invitation.expiry else { throw .expiredInvitation }
        return invitation
    }

    /// The key that was made here with this invitation already; `nil` where there is none.
    package func begun(with invitation: PersonInvitation) throws -> SealedPersonKey? {
        guard let text = try folder.personKey(of: invitation.user) else { return nil }
        let sealed = try SealedPersonKey(text: text)
        return sealed.label.invitation == invitation.number ? sealed : nil
    }

    /// What is to stand on the record of who made that key, for whoever does not know whether it
    /// does: it is the same key, however often it is asked for.
    package func again(
        _ sealed: SealedPersonKey, with invitation: PersonInvitation, under passphrase: Passphrase
    ) throws -> PersonBinding {
        try PersonBinding(
            sealed.open(with: passphrase), with: invitation, at: machine, in: root.group)
    }

    /// Makes a key under an invitation, and keeps its private half here, sealed.
    ///
    /// - Returns: what is to stand on the person's record.
    package func make(
        with invitation: PersonInvitation, under passphrase: Passphrase
    ) throws -> PersonBinding {
        guard try folder.personKey(of: invitation.user) == nil else {
            throw PersonKeyFault.alreadyEnrolled
        }
        let key = PersonKey()
        let label = SealedPersonKey.Label(
            user: invitation.user, machine: machine, invitation: invitation.number)
        try folder.write(SealedPersonKey(key, of: label, under: passphrase))
        return try PersonBinding(key, with: invitation, at: machine, in: root.group)
    }

    /// Seals a person's key under another passphrase.
    package func reseal(
        of user: RecordID, from old: Passphrase, to new: Passphrase
    ) throws {
        guard let text = try folder.personKey(of: user) else { throw PersonKeyFault.notEnrolled }
        let sealed = try SealedPersonKey(text: text)
        let key = try sealed.open(with: old)
        try folder.write(SealedPersonKey(key, of: sealed.label, under: new))
    }
}
