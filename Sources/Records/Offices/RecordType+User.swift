package import Merge
internal import Tables

extension RecordType {
    /// A person at a keyboard: the actor of every write.
    package static let user = RecordType(
        "user", "A person who works with the records.",
        visibility: .offices(User.offices), writers: .central, naturalKey: User.login,
        User.units)
}

/// What a `user` holds.
package enum User: RecordKind {
    package static var type: RecordType { .user }

    package static let login = Register("login", .format(.login), .review, required: true)
    package static let displayName = Register("displayName", .text(max: 80), .latest)
    package static let email = Register("email", .format(.email), .latest)

    /// One of `roles`.
    package enum Roles {
        package static let role = Field("role", .choice(roleNames), required: true)
    }
    package static let roles = Rows.set("roles", [Roles.role])

    package static let offices = OfficeRows<Self>()
    package static let isMfaEnrolled = Register("isMfaEnrolled", .flag, .latest)
    /// Of two concurrent words on a person's access, "disabled" is the safe one.
    package static let isDisabled = Register("isDisabled", .flag, .maximum)
    package static let practitioner = Register("practitioner", .reference("practitioner"), .review)
    package static let notes = NoteRows<Self>()
    package static let imported = ImportedUnit<Self>()

    /// A key with which the person proves himself at one machine: public halves alone, and never
    /// anything by which a passphrase could be tried.
    package enum Keys {
        /// The number of the invitation that it was made with, in hexadecimal.
        ///
        /// It is written once: the hub takes the first key of an invitation, and no other.
        package static let invitation = Field("invitation", .text(max: 32), required: true)
        /// The replica at whose machine the private half lies, in hexadecimal.
        package static let machine = Field("machine", .text(max: 32), required: true)
        /// A point of P-256, compressed, in hexadecimal.
        package static let publicKey = Field("publicKey", .text(max: 66), required: true)
        /// The invitation as the group's authority signed it.
        package static let voucher = Field("voucher", .text(max: 200), required: true)
        /// What the key itself signed of all this, in hexadecimal.
        package static let proof = Field("proof", .text(max: 128), required: true)
    }
    ///
    /// An office's word counts here as the centre's does, for neither counts without the
    /// authority's: while a key waited for the centre, whoever read it there could use its
    /// invitation first.
    package static let keys = Rows.map(
        "keys", .immutable, writers: .offices, key: [Keys.invitation],
        [Keys.machine, Keys.publicKey, Keys.voucher, Keys.proof])

    /// A key that no longer counts; nobody takes that back.
    package enum RetiredKeys {
        package static let invitation = Field("invitation", .text(max: 32), required: true)
    }
    package static let retiredKeys = Rows.log("retiredKeys", [RetiredKeys.invitation])

    static let units: [any UnitToken] = [
        login, displayName, email, roles, offices, isMfaEnrolled, isDisabled, practitioner, notes,
        imported, keys, retiredKeys,
    ]

    /// Of a program: it writes in its own name, and its word is nobody's consent.
    package static let serviceRole = "service"

    private static let roleNames = [
        "frontDesk", "officeCoordinator", "coordinator", "admin", "approver", "credentialing",
        "clinician", "privacyOfficer", serviceRole,
    ]
}
