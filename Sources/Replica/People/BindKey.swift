package import Identity
package import Merge
package import Records

/// A person's public key onto his record, under the invitation that it was made with.
///
/// It is written once: of two that were made with one invitation the hub takes the first.
package struct BindKey: Deed {
    package let binding: PersonBinding

    package init(_ binding: PersonBinding) {
        self.binding = binding
    }

    /// - Returns: the person's record.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        guard let user = records.record(binding.user), user.type.name == RecordType.user.name else {
            throw DeedProblem.noSuchUser
        }
        guard user.isActive, user[User.isDisabled] != true else { throw DeedProblem.disabledUser }
        let number = binding.invitation.number.hexadecimal
        guard !user[User.keys, each: User.Keys.invitation].contains(number) else {
            throw PersonKeyFault.usedInvitation
        }
        try writes.add(
            Write(
                User.keys, user.id, key: [User.Keys.invitation(number)],
                [
                    User.Keys.machine(binding.machine.hexadecimal),
                    User.Keys.publicKey(binding.publicKey.hexadecimal),
                    User.Keys.voucher(binding.invitation.text),
                    User.Keys.proof(binding.proof.hexadecimal),
                ]))
        return user.id
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
