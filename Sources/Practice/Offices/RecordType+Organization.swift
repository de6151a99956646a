package import Merge

extension RecordType {
    /// The legal entity behind offices and contracts: what a W-9 names.
    package static let organization = RecordType(
        "organization", "A legal or billing entity with its tax number.",
        visibility: .group, writers: .central, naturalKey: "tin",
        [
            .register("legalName", .text(max: 100), .review, required: true),
            .register("dbaName", .text(max: 100), .review),
            .unit(
                "taxIdentity", .review,
                [
                    Field("tin", .format(.tin), required: true),
                    Field("tinKind", .choice(["ein", "ssn"])),
                ]),
            .register("npi2", .format(.npi), .review),
            .unit(
                "w9", .review,
                [
                    Field("w9Document", .reference("document")),
                    Field("w9SignedOn", .day),
                ]),
            .address("billingAddress", prefix: "billing", .review),
            .address("payToAddress", prefix: "payTo", .review),
            .register("ownershipNote", .text(max: 1_000), .review),
            .register("affiliatedEntity", .reference("organization"), .review),
            .documents,
            .notes,
        ])
}
