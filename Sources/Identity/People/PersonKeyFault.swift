/// Why a person's key is not made, read or unlocked; nothing of it says what was typed.
package enum PersonKeyFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// Whoever asks is told the same of an unknown login, a login without a key here, a key that
    /// counts no more and a passphrase that is not the key's.
    case notProven
    case weakPassphrase
    case noPassphrase
    /// The key's file is damaged, cut short, or asks for a cost that nothing of ours has.
    case unreadable
    /// It is a copy: the key belongs to another machine, person or group.
    case foreign
    case unsealable
    case badInvitation
    case expiredInvitation
    case usedInvitation
    /// Another person's invitation.
    case otherPerson
    case otherGroup
    case otherMachine
    case alreadyEnrolled
    case notEnrolled
    /// Of a person's keys, as they stand on the record.
    case noSuchKey

    package var description: String {
        switch self {
        case .notProven:
            "that is not a login and its passphrase on this machine: try again in a moment; "
                + "`bridgework user keys` shows who has a key here"
        case .weakPassphrase:
            "that passphrase is too easy to guess: take \(Passphrase.charactersMin) characters or "
                + "more, of which \(Passphrase.differentMin) differ, without the login in it; four "
                + "words that have nothing to do with each other serve"
        case .noPassphrase:
            "no passphrase was given: type it in a terminal, or give --passphrase-file FILE"
        case .unreadable:
            "the key's file is damaged: restore it, or remove the key and enrol again with a new "
                + "invitation"
        case .foreign:
            "that key was made at another machine or for somebody else: enrol here with an "
                + "invitation of your own"
        case .unsealable: "the key could not be encrypted: nothing was written"
        case .badInvitation:
            "that is no invitation that this group's hub signed: paste the whole line that begins "
                + "with 'bwp1.', or ask for a new one "
                + "(`bridgework-hub invite-user LOGIN --machine NAME`)"
        case .expiredInvitation:
            "the invitation has expired: ask for a new one (`bridgework-hub invite-user LOGIN "
                + "--machine NAME`)"
        case .usedInvitation:
            "a key was made with that invitation already: ask for a new one "
                + "(`bridgework-hub invite-user LOGIN --machine NAME`), and who used it where "
                + "nobody should have"
        case .otherPerson: "that invitation is for somebody else: ask for one of your own"
        case .otherGroup: "that invitation is of another group: ask your own hub's operator"
        case .otherMachine:
            "that invitation is for another machine: use it there, or ask for one for this machine "
                + "(`bridgework-hub invite-user LOGIN --machine NAME`)"
        case .alreadyEnrolled:
            "you have a key at this machine: change its passphrase with `bridgework user "
                + "passphrase LOGIN`, or remove it first with `bridgework user forget LOGIN`"
        case .noSuchKey:
            "no key, or more than one, begins like that: `bridgework user keys LOGIN` shows them"
        case .notEnrolled:
            "there is no key of that login at this machine: enrol with an invitation first "
                + "(`bridgework user enrol LOGIN --invitation -`)"
        }
    }
}
