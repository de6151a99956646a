package import Merge

extension RecordType {
    /// What somebody said of two records that could not both stand.
    ///
    /// Its id follows from theirs, so that whoever settles the same matter writes here. The answer
    /// is one unit: two people's answers are siblings, and until one is taken neither holds.
    package static let settlement = RecordType(
        "settlement", "What was decided of two records that could not both stand.",
        visibility: .parents(fields: ["firstRecord", "secondRecord"]), writers: .central,
        [
            .unit(
                "between", .immutable,
                [
                    Field("firstRecord", .reference(PracticeSchema.anyType), required: true),
                    Field("secondRecord", .reference(PracticeSchema.anyType), required: true),
                ]),
            .unit(
                "answer", .blocking,
                [
                    Field("verdict", .choice(Settlement.Verdict.allCases.map(\.rawValue))),
                    // Which of the two stands; blank where both do.
                    Field("kept", .reference(PracticeSchema.anyType)),
                    // The last day of the other one, where it was right until then.
                    Field("otherThrough", .day),
                ]),
            // Beside the answer, not in it: two who agree for two reasons agree.
            .log("reasons", [Field("reason", .text(max: 1_000), required: true)]),
        ])
}
