package import Merge

extension RecordType {
    /// A dentist or hygienist, as offices and payors may know one.
    package static let practitioner = RecordType(
        "practitioner", "A dentist, hygienist or other licensed person.",
        visibility: .group, writers: .central, naturalKey: "npi",
        [
            .register("npi", .format(.npi), .review, required: true),
            .personName("legalName"),
            .register("preferredName", .text(max: 70), .latest),
            .set(
                "otherNames",
                [
                    Field("name", .text(max: 150), required: true),
                    Field("startsOn", .day),
                    Field("endsOn", .day),
                ]),
            .set(
                "taxonomies",
                [
                    Field("taxonomy", .format(.taxonomy), required: true),
                    Field("licenseState", .format(.state)),
                ]),
            .register("primaryTaxonomy", .format(.taxonomy), .review),
            .register("degree", .choice(["DDS", "DMD", "RDH", "MD", "DO", "other"]), .review),
            .unit(
                "employment", .review,
                [Field("hireOn", .day), Field("departOn", .day)]),
            .map(
                "primaryOffice", .review, key: [Field("effectiveFrom", .day, required: true)],
                [Field("office", .reference("office"))]),
            // The days on which the lists exclude the person, as the hub sees them: offices do not
            // hold the lists, and must know all the same.
            .set(
                "exclusions", writers: .hub, [Field("from", .day), Field("through", .day)]),
            .set("languages", [Field("language", .text(max: 35), required: true)]),
            .steps(["prospect", "onboarding", "active", "leave", "return", "departed"]),
            .documents,
            .notes,
            .imported,
        ])
}
