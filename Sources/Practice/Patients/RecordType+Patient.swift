package import Merge

extension RecordType {
    /// The insurance side of a patient; charting stays in the practice-management system.
    package static let patient = RecordType(
        "patient", "A patient, as insurance knows one.",
        visibility: .offices(set: "offices"), writers: .offices,
        [
            .personName("name"),
            .register("birthDate", .day, .blocking),
            .register("sexForClaims", .choice(["M", "F", "U"]), .review),
            .register("preferredName", .text(max: 70), .latest),
            .register("pronouns", .text(max: 30), .latest),
            .address("address", prefix: "address", .latest),
            .set(
                "phones",
                [
                    Field("kind", .choice(["home", "mobile", "work", "other"]), required: true),
                    Field("phone", .format(.phone), required: true),
                    Field("textsAllowed", .flag),
                ]),
            .set("emails", [Field("email", .format(.email), required: true)]),
            // A restriction must not be lost by a merge: adding wins, removing is guarded.
            .set(
                "restrictions", guarded: true,
                [Field("restriction", .text(max: 150), required: true)]),
            .register("language", .text(max: 35), .latest),
            .register("guarantor", .reference("guarantor"), .review),
            .register("responsibleParty", .reference("guarantor"), .review),
            .steps(["activate", "deactivate", "deceased", "merge"]),
            .register(
                "homeOffice", .reference("office"), .review,
                writers: .office(field: "homeOffice")),
            .offices(),
            .set(
                "externalIds",
                [
                    Field("office", .reference("office"), required: true),
                    Field("system", .text(max: 40), required: true),
                    Field("number", .text(max: 40), required: true),
                ]),
            .unit(
                "medicaid", .blocking,
                [
                    Field("medicaidState", .format(.state)),
                    Field("medicaidNumber", .text(max: 40)),
                ]),
            .set(
                "links", writers: .central,
                [
                    Field("patient", .reference("patient"), required: true),
                    Field("kind", .choice(linkKinds), required: true),
                ]),
            // Which coverage pays first is counted here, so two offices cannot both have a primary.
            .map(
                "coverageOrder", .blocking, key: [Field("effectiveFrom", .day, required: true)],
                [
                    Field("primaryCoverage", .reference("coverage")),
                    Field("secondaryCoverage", .reference("coverage")),
                    Field("tertiaryCoverage", .reference("coverage")),
                ]),
            .documents,
            .notes,
            .imported,
        ])

    private static let linkKinds = ["replacedBy", "replaces", "refer", "seeAlso", "notSame"]
}
