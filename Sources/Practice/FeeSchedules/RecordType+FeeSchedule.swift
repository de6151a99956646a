package import Merge

extension RecordType {
    /// A named list of fees; its versions are records of their own.
    package static let feeSchedule = RecordType(
        "fee_schedule", "A fee schedule: who it is for, and which versions are released.",
        visibility: .offices(set: "offices"), writers: .central, naturalKey: "code",
        [
            .register("code", .format(.code), .review, required: true),
            .register("name", .text(max: 100), .review, required: true),
            .register("kind", .choice(scheduleKinds), .review, required: true),
            .register("contract", .reference("payor_contract"), .review),
            .register("specialtyTier", .text(max: 40), .review),
            .register("region", .text(max: 100), .review),
            .register("reviewDueOn", .day, .review),
            .register("owner", .reference("user"), .latest),
            .offices(),
            // People ask; the hub puts what was asked in one order in the release log.
            .log("releaseRequests", releaseFields),
            .log("releases", writers: .hub, releaseFields),
            .notes,
            // How the payor's files write this schedule; the next import needs no --map.
            .unit(
                "fileLayout", .review,
                [
                    Field("codeColumn", .text(max: 100)),
                    Field("amountColumn", .text(max: 100)),
                    Field("qualifierColumn", .text(max: 100)),
                    Field("stateColumn", .text(max: 100)),
                    Field("percentColumn", .text(max: 100)),
                    Field("noteColumn", .text(max: 100)),
                ]),
        ])

    /// Says which schedule prices which contract, plan, office or doctor.
    package static let feeAssignment = RecordType(
        "fee_assignment", "A fee schedule applies to a contract, plan, office or doctor.",
        visibility: .parent(field: "schedule"), writers: .central,
        [
            .register("schedule", .reference("fee_schedule"), .immutable, required: true),
            .unit(
                "target", .review,
                [
                    Field("scope", .choice(assignmentScopes), required: true),
                    Field("contract", .reference("payor_contract")),
                    Field("networkAccess", .reference("network_access")),
                    Field("insurancePlan", .reference("insurance_plan")),
                    Field("office", .reference("office")),
                    Field("practitioner", .reference("practitioner")),
                    Field("tier", .text(max: 40)),
                ]),
            .register("precedence", .integer(0...1_000), .review),
            .term(.review),
            .notes,
        ])

    private static let scheduleKinds = [
        "ucr", "contracted", "copay", "outOfNetworkAllowed", "fixedBenefit", "discount",
    ]

    private static let assignmentScopes = [
        "contract", "networkAccess", "plan", "office", "practitioner", "tier",
    ]

    private static let releaseFields = [
        // The hub answers each request once: it does what is asked, or it refuses and says why.
        Field("step", .choice(["publish", "recall", "refused"]), required: true),
        Field("version", .reference("fee_schedule_version"), required: true),
        Field("digest", .format(.digest)),
        Field("effectiveOn", .day),
        Field("comment", .text(max: 500)),
        Field("by", .reference("user")),
        Field("request", .blob),
        Field("draft", .reference("fee_draft")),
        // The hub counts its answers: no clock orders a recall before what it recalls.
        Field("number", .integer(1...1_000_000)),
        // A recall takes a second user, or one alone whose reason stands in the comment.
        Field("approvedBy", .reference("user")),
        Field("isAlone", .flag),
    ]
}
