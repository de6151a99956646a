package import Merge

extension RecordType {
    /// A group plan and its benefit rules, shared by every coverage under it.
    package static let insurancePlan = RecordType(
        "insurance_plan", "A group plan and what it pays.",
        visibility: .groupUnlessProvisional(office: "provisionalOffice"), writers: .central,
        naturalKey: "code",
        [
            .register("code", .format(.code), .review, required: true),
            .unit(
                "planKey", .blocking,
                [
                    Field("payor", .reference("payor"), required: true),
                    Field("groupNumber", .text(max: 50)),
                    Field("groupName", .text(max: 100)),
                    Field("employerName", .text(max: 100)),
                    Field("division", .text(max: 50)),
                ]),
            .register("planKind", .choice(planKinds), .review),
            .register("networkLabelOnCard", .text(max: 100), .review),
            // The month that maximums renew; 1 is the calendar year.
            .register("benefitYearMonth", .integer(1...12), .blocking),
            .register("cobRule", .choice(cobRules), .review),
            .register("assignmentAllowed", .choice(["yes", "no", "unknown"]), .review),
            .register("missingToothClause", .choice(["yes", "no", "unknown"]), .review),
            .register("downgradeRules", .text(max: 500), .review),
            .register("prostheticYears", .integer(0...50), .review),
            .register("orthoAgeLimit", .integer(0...120), .review),
            .register("workInProgress", .choice(["yes", "no", "unknown"]), .review),
            .unit(
                "verified", .maximum,
                [
                    Field("verifiedOn", .day),
                    Field("verifiedBy", .reference("user")),
                    Field("verifiedSource", .choice(["271", "portal", "phone", "document"])),
                ]),
            .register("reviewDueOn", .day, .review),
            .map("rules", .review, key: BenefitRuleFields.key, BenefitRuleFields.value),
            .register("provisionalOffice", .reference("office"), .review),
            .register("replacedBy", .reference("insurance_plan"), .review),
            .documents,
            .notes,
            .imported,
        ])

    private static let planKinds = [
        "ppoPercentage", "indemnity", "dhmo", "flatCopay", "fixedBenefit", "medicaid", "discount",
        "medical",
    ]

    private static let cobRules = [
        "basic", "standard", "carveOut", "nonDuplication", "secondaryMedicaid",
    ]
}
