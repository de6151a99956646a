package import Merge

extension RecordType {
    /// A choice about days on which a doctor works where a contract does not count him (domain W2).
    ///
    /// An office chooses for itself, and the centre for any; who did not know of the other makes a
    /// conflict.
    package static let gapDecision = RecordType(
        "gap_decision", "What to do about days on which a doctor is not in network.",
        visibility: .office(field: "office"), writers: .office(field: "office"),
        [
            .unit(
                "identity", .immutable,
                [
                    Field("office", .reference("office"), required: true),
                    Field("practitioner", .reference("practitioner"), required: true),
                    // Blank where a lapsed licence stops every contract.
                    Field("contract", .reference("payor_contract")),
                    Field("gapFrom", .day, required: true),
                    Field("gapThrough", .day, required: true),
                ]),
            .unit(
                "choice", .blocking,
                [
                    Field(
                        "choice", .choice(NetworkGap.Choice.allCases.map(\.rawValue)),
                        required: true),
                    Field("replacement", .reference("practitioner")),
                    Field("decidedOn", .day),
                    Field("comment", .text(max: 255)),
                ]),
        ])
}
