package import Merge

extension RecordType {
    /// A person at a keyboard: the actor of every write.
    package static let user = RecordType(
        "user", "A person who works with the records.",
        visibility: .offices(set: "offices"), writers: .central, naturalKey: "login",
        [
            .register("login", .format(.login), .review, required: true),
            .register("displayName", .text(max: 80), .latest),
            .register("email", .format(.email), .latest),
            .set("roles", [Field("role", .choice(roles), required: true)]),
            .offices(),
            .register("isMfaEnrolled", .flag, .latest),
            // Of two concurrent words on a person's access, "disabled" is the safe one.
            .register("isDisabled", .flag, .maximum),
            .register("practitioner", .reference("practitioner"), .review),
            .notes,
            .imported,
        ])

    private static let roles = [
        "frontDesk", "officeCoordinator", "coordinator", "admin", "approver", "credentialing",
        "clinician", "privacyOfficer",
    ]
}
