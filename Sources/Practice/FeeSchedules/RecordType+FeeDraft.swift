package import Merge

extension RecordType {
    /// A fee schedule in the making: one mergeable line per code.
    package static let feeDraft = RecordType(
        "fee_draft", "Fees being prepared: imported, compared, approved.",
        visibility: .central, writers: .central,
        [
            .register("schedule", .reference("fee_schedule"), .immutable, required: true),
            .term(.review),
            // Two prices for one code are shown to a person; no clock decides a price.
            .map(
                "lines", .review,
                key: [
                    Field("code", .format(.procedure), required: true),
                    Field("qualifier", .text(max: 40)),
                ],
                [
                    Field("state", .choice(lineStates), required: true),
                    Field("amount", .money),
                    Field("percentOfUcr", .percent),
                    Field("comment", .text(max: 200)),
                ]),
            .unit(
                "source", .review,
                [
                    Field("fileDigest", .format(.digest)),
                    Field("fileName", .text(max: 150)),
                    Field("importedBy", .reference("user")),
                    Field("letter", .reference("document")),
                ]),
            .register("codeSetRelease", .reference("code_set_release"), .review),
            .register("correctionOf", .reference("fee_schedule_version"), .review),
            .steps(
                ["submit", "approve", "reject", "withdraw"],
                facts: [
                    Field("digest", .format(.digest)),
                    Field("by", .reference("user")),
                ]),
            .notes,
        ])

    /// Approved fees, frozen: one record, one digest, so nobody can see half of it.
    package static let feeScheduleVersion = RecordType(
        "fee_schedule_version", "A published version of a fee schedule.",
        visibility: .parent(field: "schedule"), writers: .hub,
        [
            .unit(
                "version", .immutable,
                [
                    Field("schedule", .reference("fee_schedule"), required: true),
                    Field("versionNumber", .integer(1...1_000_000), required: true),
                    Field("effectiveFrom", .day, required: true),
                    Field("effectiveThrough", .day),
                    Field("digest", .format(.digest), required: true),
                    Field("lineCount", .integer(0...100_000)),
                    Field("draft", .reference("fee_draft")),
                    Field("codeSetRelease", .reference("code_set_release")),
                    Field("supersedes", .reference("fee_schedule_version")),
                    Field("correctionOf", .reference("fee_schedule_version")),
                    Field("approvedBy", .reference("user")),
                    Field("lines", .blob, required: true),
                ])
        ])

    private static let lineStates = [
        "priced", "notListed", "notCovered", "byReport", "percentOfUcr", "bundled",
    ]
}
