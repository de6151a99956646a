package import Merge

extension RecordType {
    /// What a payor said is used up on one day: a snapshot, because the payor owns the number.
    package static let benefitUsage = RecordType(
        "benefit_usage", "What a payor said of used and remaining benefits.",
        visibility: .parent(field: "coverage"), writers: .author,
        [
            .register("coverage", .reference("coverage"), .immutable, required: true),
            .unit(
                "snapshot", .immutable,
                [
                    Field("asOf", .day, required: true),
                    Field("source", .choice(["271", "phone", "portal", "eob", "fax"])),
                    Field("maximumUsed", .money),
                    Field("maximumRemaining", .money),
                    Field("deductibleMet", .money),
                    Field("familyDeductibleMet", .money),
                    Field("orthoUsed", .money),
                ]),
            .set(
                "history",
                [
                    Field("code", .format(.procedure), required: true),
                    Field("servedOn", .day, required: true),
                    Field("tooth", .text(max: 10)),
                ]),
            .notes,
        ])

    /// One verification of benefits, kept beside all others.
    package static let benefitVerification = RecordType(
        "benefit_verification", "One verification of a coverage with its payor.",
        visibility: .parent(field: "coverage"), writers: .author,
        [
            .register("coverage", .reference("coverage"), .immutable, required: true),
            .unit(
                "request", .immutable,
                [
                    Field("requestedOn", .day, required: true),
                    Field("appointmentOn", .day),
                    Field("appointmentReference", .text(max: 40)),
                ]),
            .unit(
                "completion", .immutable,
                [
                    Field("completedOn", .day),
                    Field("method", .choice(["271", "phone", "portal", "fax"])),
                    Field("callReference", .text(max: 60)),
                    Field("representative", .text(max: 80)),
                    Field("verifiedBy", .reference("user")),
                    Field("expiresOn", .day),
                    // What was verified: another value on the coverage needs another verification.
                    Field("memberId", .format(.memberID)),
                    Field("coveredFrom", .day),
                    Field("coveredThrough", .day),
                ]),
            .map("answers", .immutable, key: BenefitRuleFields.key, BenefitRuleFields.value),
            .steps(
                writers: .offices,
                ["need", "claimWork", "begin", "completeActive", "completeInactive", "cannot"],
                facts: [Field("by", .reference("user"))]),
            .register("assignee", .reference("user"), .latest, writers: .offices),
            .documents,
            .notes,
        ])
}
