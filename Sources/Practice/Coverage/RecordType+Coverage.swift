package import Merge

extension RecordType {
    /// A patient's cover under a plan.
    ///
    /// Another plan is another coverage.
    package static let coverage = RecordType(
        "coverage", "A patient's cover under an insurance plan.",
        visibility: .parent(field: "patient"), writers: .offices,
        [
            .register("patient", .reference("patient"), .immutable, required: true),
            .register("insurancePlan", .reference("insurance_plan"), .immutable, required: true),
            // Half of one card and half of another is a coverage that nobody has.
            .unit(
                "identity", .blocking,
                [
                    Field("memberId", .format(.memberID)),
                    Field("subscriberFamily", .text(max: 70)),
                    Field("subscriberGiven", .text(max: 70)),
                    Field("subscriberBirthDate", .day),
                    Field(
                        "relationship", .choice(["self", "spouse", "child", "other", "unknown"])),
                    Field("dependentSuffix", .text(max: 20)),
                ]),
            .term(.blocking),
            // The latest signature counts: consent is dated evidence.
            .unit(
                "release", .maximum,
                [
                    Field("releaseSignedOn", .day),
                    Field("releaseOfInfo", .flag),
                    Field("releaseDocument", .reference("document")),
                ]),
            .unit(
                "assignment", .maximum,
                [
                    Field("assignmentSignedOn", .day),
                    Field("assignmentOfBenefits", .flag),
                    Field("assignmentDocument", .reference("document")),
                ]),
            .set(
                "cardImages", [Field("document", .reference("document"), required: true)]),
            .steps(["enter", "verifyActive", "verifyInactive", "markUnknown", "terminate"]),
            .documents,
            .notes,
            .imported,
        ])
}
