package import Merge

extension RecordType {
    /// How often an office did a procedure: what a rate change is worth.
    package static let volume = RecordType(
        "volume", "How often an office did a procedure in a period.",
        visibility: .office(field: "office"), writers: .office(field: "office"),
        [
            .unit(
                "identity", .immutable,
                [
                    Field("office", .reference("office"), required: true),
                    Field("code", .format(.procedure), required: true),
                    Field("period", .text(max: 10), required: true),
                ]),
            .register("procedureCount", .integer(0...10_000_000), .latest),
            .imported,
        ])
}
