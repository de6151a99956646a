package import Merge

extension RecordType {
    /// Whoever pays claims.
    ///
    /// An office creates one it lacks in its own scope, `provisional`.
    package static let payor = RecordType(
        "payor", "An insurance carrier, administrator or programme that pays claims.",
        visibility: .groupUnlessProvisional(office: "provisionalOffice"), writers: .central,
        naturalKey: "code",
        [
            .register("code", .format(.code), .review, required: true),
            .register("name", .text(max: 100), .review, required: true),
            .set("aliases", [Field("alias", .text(max: 100), required: true)]),
            .set(
                "payorIds",
                [
                    Field("payorId", .format(.payorID), required: true),
                    Field("clearinghouse", .text(max: 60)),
                ]),
            .register("kind", .choice(payorKinds), .review),
            .map(
                "contacts", .latest, writers: .offices,
                key: [
                    Field("role", .text(max: 60), required: true),
                    Field("name", .text(max: 100)),
                ],
                [
                    Field("phone", .format(.phone)),
                    Field("email", .format(.email)),
                    Field("url", .text(max: 200)),
                ]),
            .address("claimAddress", prefix: "claim", .review),
            .address("appealAddress", prefix: "appeal", .review),
            .register("timelyFilingDays", .days, .review),
            .register("appealDays", .days, .review),
            .register("appealLevels", .integer(0...10), .review),
            .register(
                "coinsuranceDirection", .choice(["patientPays", "planPays", "unknown"]), .review),
            .register("requirementTemplate", .reference("requirement_template"), .review),
            .register("verificationWindowDays", .days, .review),
            .register("provisionalOffice", .reference("office"), .review),
            .register("replacedBy", .reference("payor"), .review),
            .notes,
            .imported,
        ])

    private static let payorKinds = [
        "commercial", "tpa", "medicaid", "medicareAdvantage", "tricare", "discount",
    ]
}
