package import Foundation
package import Identity
package import Merge
package import Records

/// A person's public key onto his record, under the invitation that it was made with.
///
/// It is written once: of two that were made with one invitation the hub takes the first.
package struct BindKey: Deed {
    package let binding: PersonBinding
    /// The replica at whose machine it is written.
    package let machine: ReplicaID
    /// Who signs invitations in this group.
    package let authority: RootCertificate
    /// When, by this machine's clock: an invitation is good for so long.
    package let now: Date

    package init(
        _ binding: PersonBinding, at machine: ReplicaID, under authority: RootCertificate,
        now: Date
    ) {
        self.binding = binding
        self.machine = machine
        self.authority = authority
        self.now = now
    }

    /// What became of a key.
    package enum Outcome: Equatable, Sendable {
        /// It goes onto this person's record.
        case bound(RecordID)
        /// This very key stands there, and counts.
        case stands(RecordID)
    }

    /// - Throws: `PersonKeyFault` for a key that the group's authority did not let this person make
    ///   at this machine, or whose invitation has expired or was used.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> Outcome {
        guard let user = records.record(binding.user), user.type.name == RecordType.user.name else {
            throw DeedProblem.noSuchUser
        }
        guard user.isActive, user[User.isDisabled] != true else { throw DeedProblem.disabledUser }
        let invitation = binding.invitation
        guard invitation.user == user.id else { throw PersonKeyFault.otherPerson }
        guard invitation.machine == machine, binding.machine == machine else {
            throw PersonKeyFault.otherMachine
        }
        guard binding.isVouched(by: authority) else { throw PersonKeyFault.badInvitation }
        let standing = StandingKey.all(of: user, under: authority)
        if standing.contains(where: { $0.isSameKey(as: binding) }) { return .stands(user.id) }
        guard now < invitation.expiry else { throw PersonKeyFault.expiredInvitation }
        guard !standing.contains(where: { $0.number == invitation.number.hexadecimal }) else {
            throw PersonKeyFault.usedInvitation
        }
        try writes.add(binding.write)
        return .bound(user.id)
    }
}

extension PersonBinding {
    /// As it stands on its person's record.
    package var write: Write {
        Write(
            User.keys, user, key: [User.Keys.invitation(invitation.number.hexadecimal)],
            [
                User.Keys.machine(machine.hexadecimal),
                User.Keys.publicKey(publicKey.hexadecimal),
                User.Keys.voucher(invitation.text), User.Keys.proof(proof.hexadecimal),
            ])
    }
}

/// A person's key that is to count no more, at every machine that hears of it and for good.
package struct RetireKey: Deed {
    package let user: RecordID
    /// The invitation's number, or its beginning.
    package let number: String

    package init(_ number: String, of user: RecordID) {
        self.user = user
        self.number = number
    }

    /// - Returns: the person's record.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        guard let view = records.record(user) else { throw DeedProblem.noSuchUser }
        let known = view[User.keys, each: User.Keys.invitation].filter { $0.hasPrefix(number) }
        guard number.count >= 4, known.count == 1 else { throw PersonKeyFault.noSuchKey }
        guard !view[User.retiredKeys, each: User.RetiredKeys.invitation].contains(known[0]) else {
            throw DeedProblem.nothingToDo
        }
        try writes.add(
            Write(User.retiredKeys, user, [User.RetiredKeys.invitation(known[0])]))
        return user
    }
}
