package import Merge

/// A person's public key as it stands on his record, with what makes it his.
///
/// Whoever may write the record may write anything there; it counts only where the group's
/// authority signed the invitation, for this person, and the key itself signed where it lies.
package struct PersonBinding: Hashable, Sendable {
    package let user: RecordID
    package let machine: ReplicaID
    /// A compressed point of P-256.
    package let publicKey: [UInt8]
    package let invitation: PersonInvitation
    /// What the key signed of all this.
    package let proof: [UInt8]

    /// Of a key that was just made.
    package init(
        _ key: PersonKey, with invitation: PersonInvitation, at machine: ReplicaID,
        in group: RecordID
    ) throws(PersonKeyFault) {
        user = invitation.user
        self.machine = machine
        publicKey = key.publicKey
        self.invitation = invitation
        proof = try key.signature(
            of: .possession(
                group: group, user: invitation.user, invitation: invitation.number,
                machine: machine, publicKey: key.publicKey))
    }

    /// As it is read from a record, in hexadecimal and the invitation's own spelling.
    ///
    /// - Returns: `nil` where something of it is no such thing.
    package init?(
        user: RecordID, machine: String, publicKey: String, voucher: String, proof: String
    ) {
        guard let machine = ReplicaID(hexadecimal: machine),
            let publicKey = Bytes(hexadecimal: publicKey),
            publicKey.count == PersonKey.publicBytes,
            let invitation = PersonInvitation(text: voucher),
            let proof = Bytes(hexadecimal: proof)
        else { return nil }
        self.user = user
        self.machine = machine
        self.publicKey = Array(publicKey)
        self.invitation = invitation
        self.proof = Array(proof)
    }

    /// Whether the group's authority let this person make this key at this machine.
    package func isVouched(by root: RootCertificate) -> Bool {
        invitation.user == user && invitation.machine == machine
            && invitation.isSigned(by: root)
            && PersonKey.signed(
                .possession(
                    group: root.group, user: user, invitation: invitation.number,
                    machine: machine, publicKey: publicKey),
                as: proof, by: publicKey)
    }
}
