package import Merge

extension RecordType {
    /// An office's word on a fee schedule version in its own practice-management system.
    package static let feeReceipt = RecordType(
        "fee_receipt", "How far an office has come with a fee schedule version.",
        visibility: .office(field: "office"), writers: .office(field: "office"),
        [
            .unit(
                "identity", .immutable,
                [
                    Field("office", .reference("office"), required: true),
                    Field("version", .reference("fee_schedule_version"), required: true),
                ]),
            .steps(
                ["received", "staged", "appliedToReplica", "appliedInPms", "rejected"],
                facts: [
                    Field("digest", .format(.digest)),
                    Field("method", .text(max: 80)),
                    Field("by", .reference("user")),
                    Field("replica", .blob),
                ]),
            .notes,
        ])
}
