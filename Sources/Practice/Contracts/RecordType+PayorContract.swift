package import Merge

extension RecordType {
    /// A participating provider agreement.
    ///
    /// It belongs to the group; other parties, other contract.
    package static let payorContract = RecordType(
        "payor_contract", "An agreement between one of our entities and a payor or network.",
        visibility: .group, writers: .central, naturalKey: "code",
        [
            .register("code", .format(.code), .review, required: true),
            .unit(
                "parties", .immutable,
                [
                    Field("organization", .reference("organization"), required: true),
                    Field("payor", .reference("payor"), required: true),
                    Field("network", .reference("network")),
                ]),
            .register("contractNumber", .text(max: 60), .review),
            .register("kind", .text(max: 40), .review),
            .steps(
                contractSteps,
                facts: [
                    Field("effectiveOn", .day),
                    Field("by", .reference("user")),
                ]),
            .term(.review),
            .unit(
                "signing", .review,
                [
                    Field("signedOn", .day),
                    Field("signedBy", .text(max: 150)),
                    Field("agreementDocument", .reference("document")),
                ]),
            .unit(
                "renewal", .review,
                [
                    Field("renewalKind", .choice(["fixed", "evergreen"])),
                    Field("renewalOn", .day),
                    Field("noticeDays", .integer(0...365)),
                    Field("nextReviewOn", .day),
                    Field("lastRateChangeOn", .day),
                ]),
            .unit(
                "affiliation", .review,
                [
                    Field(
                        "affiliateClause",
                        .choice(["none", "optOutAvailable", "optedOut", "active"])),
                    Field("optedOutOn", .day),
                ]),
            .unit(
                "termination", .review,
                [
                    Field("terminationTerms", .text(max: 1_000)),
                    Field("terminationNoticeDays", .integer(0...730)),
                ]),
            .unit(
                "retroEnrollment", .review,
                [
                    Field("retroPolicy", .choice(retroPolicies)),
                    Field("retroDaysMax", .days),
                ]),
            .register(
                "locationRule", .choice(["allLocationsOfTin", "listedLocations"]), .review),
            .register(
                "providerRule",
                .choice(["eachProviderCredentialed", "groupCredentialed", "delegated"]), .review),
            .register("enrollsHygienists", .flag, .review),
            // Months for which the payor's decision on a doctor holds; 36 where blank.
            .register("recredentialMonths", .integer(1...120), .review),
            .register("precedence", .integer(0...1_000), .review),
            .register("requirementTemplate", .reference("requirement_template"), .review),
            .documents,
            .notes,
            .imported,
        ])

    /// In the order of the usual life; the fold maps them to FHIR's contract status codes.
    private static let contractSteps = [
        "draft", "offer", "makeExecutable", "execute", "amend", "renew", "noticeTermination",
        "terminate", "reject", "cancel", "dispute", "settle", "requestTermination",
        "withdrawTermination",
    ]

    private static let retroPolicies = [
        "none", "toApplicationDate", "toRequestedDate", "caseByCase",
    ]
}
