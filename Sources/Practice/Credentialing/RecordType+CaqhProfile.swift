package import Merge

extension RecordType {
    /// A doctor's CAQH profile.
    ///
    /// Its password is never stored.
    package static let caqhProfile = RecordType(
        "caqh_profile", "A doctor's CAQH profile and its attestation.",
        visibility: .central, writers: .central,
        [
            .register(
                "practitioner", .reference("practitioner"), .immutable, required: true),
            .register("caqhId", .format(.caqh), .review),
            // A later attestation is simply newer truth.
            .register("lastAttestedOn", .day, .maximum),
            .register("attestationDays", .days, .review),
            .set(
                "authorizedPayors", [Field("payor", .reference("payor"), required: true)]),
            .steps(["incomplete", "ready", "attested", "expired"]),
            .notes,
            .imported,
        ])
}
