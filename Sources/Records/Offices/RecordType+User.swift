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

    static let units: [any UnitToken] = [
        login, displayName, email, roles, offices, isMfaEnrolled, isDisabled, practitioner, notes,
        imported,
    ]

    private static let roleNames = [
        "frontDesk", "officeCoordinator", "coordinator", "admin", "approver", "credentialing",
        "clinician", "privacyOfficer", "service",
    ]
}
