package import Merge

extension RecordType {
    /// A network that contracts give access to.
    package static let network = RecordType(
        "network", "A network of dentists that payors use.",
        visibility: .group, writers: .central, naturalKey: "name",
        [
            .register("name", .text(max: 100), .review, required: true),
            .register("ownerPayor", .reference("payor"), .review),
            .register("kind", .choice(["direct", "leased", "umbrella", "shared"]), .review),
            .set("states", [Field("state", .format(.state), required: true)]),
            .notes,
            .imported,
        ])

    /// Who may use a contract beside the payor that signed it; offices see a leak first.
    package static let networkAccess = RecordType(
        "network_access", "A payor may use a contract it did not sign.",
        visibility: .group, writers: .central,
        [
            .unit(
                "path", .immutable,
                [
                    Field("contract", .reference("payor_contract"), required: true),
                    Field("accessingPayor", .reference("payor"), required: true),
                    Field("product", .text(max: 80)),
                ]),
            .term(.review),
            .unit(
                "basis", .review,
                [
                    Field("source", .choice(["letter", "eob", "portal", "payorList"])),
                    Field("confidence", .choice(["confirmed", "observed", "rumoured"])),
                ]),
            .unit(
                "optOut", .review,
                [Field("isOptedOut", .flag), Field("optedOutOn", .day)]),
            .register("precedence", .integer(0...1_000), .review),
            .log(
                "observations", writers: .offices,
                [
                    Field("seenOn", .day, required: true),
                    Field("office", .reference("office")),
                    Field("networkNameSeen", .text(max: 100)),
                    Field("document", .reference("document")),
                    Field("comment", .text(max: 500)),
                ]),
            .notes,
        ])
}
