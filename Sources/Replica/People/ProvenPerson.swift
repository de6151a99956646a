package import Identity
package import Merge
import Records
import Rulebook
import Store

/// A person who unlocked his key at this machine, and what it signed then.
package struct ProvenPerson: Hashable, Sendable {
    package let user: RecordID
    package let login: String
    /// What the key goes by.
    package let number: String
    package let challenge: [UInt8]
    package let signature: [UInt8]

    package static let challengeBytes = 32

    package init(
        user: RecordID, login: String, number: String, challenge: [UInt8], signature: [UInt8]
    ) {
        self.user = user
        self.login = login
        self.number = number
        self.challenge = challenge
        self.signature = signature
    }
}

extension Desk {
    /// The group's authority, as this machine has known it since it joined.
    package var authority: RootCertificate {
        get throws {
            try RootCertificate(pem: keyFolder.read(.authorityCertificate))
        }
    }

    package var keyFolder: KeyFolder { KeyFolder(store.folder.identity) }

    /// A person's keys, whether they count or not.
    package func keys(of user: RecordID) throws -> [StandingKey] {
        let root = try authority
        return try reading { lookup in
            lookup.record(user).map { StandingKey.all(of: $0, under: root) } ?? []
        }
    }

    /// Has a person prove himself: his passphrase unlocks his key at this machine, and the key
    /// answers a challenge that nobody could foresee.
    ///
    /// It takes as long for a login that nobody has.
    ///
    /// - Throws: `PersonKeyFault.notProven` for whatever reason.
    package func prove(_ login: String, with passphrase: Passphrase) throws -> ProvenPerson {
        guard let (user, sealed, binding) = try candidate(login) else {
            SealedPersonKey.spend(passphrase)
            throw PersonKeyFault.notProven
        }
        let key = try sealed.open(with: passphrase)
        var generator = SystemRandomNumberGenerator()
        let challenge = (0..<ProvenPerson.challengeBytes).map { _ in
            UInt8.random(in: .min ... .max, using: &generator)
        }
        let statement = statement(user, challenge)
        let signature = try key.signature(of: statement)
        guard PersonKey.signed(statement, as: signature, by: binding.publicKey) else {
            throw PersonKeyFault.notProven
        }
        return ProvenPerson(
            user: user, login: login, number: binding.invitation.number.hexadecimal,
            challenge: challenge, signature: signature)
    }

    /// Whether a proof still counts: the person is in use and goes by the same login, and the key
    /// that signed counts.
    package func stands(_ person: ProvenPerson) throws -> Bool {
        let root = try authority
        return try reading { lookup in
            // Errands run under the login: it must not have become another's.
            guard let view = lookup.record(person.user), isAdmitted(view),
                isHolder(of: person.login, view.id, lookup),
                let key = StandingKey.all(of: view, under: root).first(where: {
                    $0.number == person.number
                }), key.doubt == nil, let binding = key.binding
            else { return false }
            return PersonKey.signed(
                statement(person.user, person.challenge), as: person.signature,
                by: binding.publicKey)
        }
    }

    private func isHolder(of login: String, _ user: RecordID, _ lookup: StoreLookup) -> Bool {
        do { return try lookup.actor(login: login) == user } catch { return false }
    }

    private func isAdmitted(_ user: RecordView) -> Bool {
        user.type.name == RecordType.user.name && user.isActive && user[User.isDisabled] != true
            && !user.isUnknown(User.isDisabled)
    }

    private func statement(_ user: RecordID, _ challenge: [UInt8]) -> PersonStatement {
        .session(group: group, user: user, machine: replica, challenge: challenge)
    }

    /// Who goes by a login, with a key that lies here and counts; `nil` for whatever is missing.
    private func candidate(
        _ login: String
    ) throws -> (user: RecordID, sealed: SealedPersonKey, binding: PersonBinding)? {
        let root = try authority
        let found = try reading { lookup -> (RecordView, [StandingKey])? in
            let holder: RecordID?
            do { holder = try lookup.actor(login: login) } catch { return nil }
            guard let holder, let view = lookup.record(holder), isAdmitted(view) else {
                return nil
            }
            return (view, StandingKey.all(of: view, under: root))
        }
        guard let (view, keys) = found, let text = try keyFolder.personKey(of: view.id) else {
            return nil
        }
        let sealed = try SealedPersonKey(text: text)
        let binding = keys.first {
            $0.number == sealed.label.invitation.hexadecimal && $0.doubt == nil
        }?.binding
        guard let binding, sealed.label.user == view.id, sealed.label.machine == replica,
            binding.machine == replica, binding.publicKey == sealed.publicKey
        else { return nil }
        return (view.id, sealed, binding)
    }
}
