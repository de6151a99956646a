package import Merge

extension RecordType {
    /// A certificate of insurance: carrier, limits and dates are one promise.
    package static let malpracticePolicy = RecordType(
        "malpractice_policy", "A doctor's malpractice cover.",
        visibility: .central, writers: .central,
        [
            .register(
                "practitioner", .reference("practitioner"), .immutable, required: true),
            .unit(
                "policy", .review,
                [
                    Field("carrier", .text(max: 100), required: true),
                    Field("policyNumber", .text(max: 40)),
                    Field("perClaimLimit", .money),
                    Field("aggregateLimit", .money),
                    Field("effectiveFrom", .day),
                    Field("effectiveThrough", .day),
                    Field("retroactiveOn", .day),
                ]),
            .set(
                "coveredOffices", [Field("office", .reference("office"), required: true)]),
            .set("insuredNames", [Field("name", .text(max: 150), required: true)]),
            .register("certificate", .reference("document"), .review),
            .notes,
        ])
}
