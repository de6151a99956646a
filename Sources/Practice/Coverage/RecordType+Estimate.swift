package import Merge

extension RecordType {
    /// What a patient was told that services cost: kept as it was shown, whatever holds later
    /// (domain B.9b).
    package static let estimate = RecordType(
        "estimate", "An estimate as it was given to a patient.",
        visibility: .parent(field: "patient"), writers: .author,
        [
            .unit(
                "identity", .immutable,
                [
                    Field("patient", .reference("patient"), required: true),
                    Field("office", .reference("office"), required: true),
                    Field("practitioner", .reference("practitioner"), required: true),
                    // Blank where the patient's own order of coverages was followed.
                    Field("coverage", .reference("coverage")),
                    Field("serviceOn", .day, required: true),
                    Field("givenOn", .day, required: true),
                    Field("givenBy", .reference("user")),
                    // The estimate that this one was given instead of.
                    Field("replaces", .reference("estimate")),
                ]),
            .map(
                "lines", .immutable, key: [Field("line", .integer(1...99), required: true)],
                [
                    Field("code", .format(.procedure), required: true),
                    Field("tooth", .text(max: 2)),
                    Field("usual", .money),
                    Field("allowed", .money),
                    Field("deductible", .money),
                    Field("primary", .money),
                    Field("secondary", .money),
                    Field("writeOff", .money),
                    Field("patientShare", .money),
                    Field("patientAtMost", .money),
                    Field("whyUnknown", .text(max: 1_000)),
                ]),
            // The versions that each line's fees were taken from: what a recall looks for.
            .map(
                "fees", .immutable,
                key: [
                    Field("line", .integer(1...99), required: true),
                    Field("version", .reference("fee_schedule_version"), required: true),
                ], []),
            .notes,
        ])

    /// A coverage summary as it was given to a patient, line by line.
    package static let coverageSummary = RecordType(
        "coverage_summary", "A coverage summary as it was given to a patient.",
        visibility: .parent(field: "patient"), writers: .author,
        [
            .unit(
                "identity", .immutable,
                [
                    Field("patient", .reference("patient"), required: true),
                    Field("office", .reference("office")),
                    Field("givenOn", .day, required: true),
                    Field("givenBy", .reference("user")),
                ]),
            // A blank line has no entry.
            .map(
                "page", .immutable, key: [Field("line", .integer(1...9_999), required: true)],
                [Field("text", .text(max: 2_000), required: true)]),
            .notes,
        ])
}
