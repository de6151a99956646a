package import Merge

extension RecordType {
    /// What a payor wants to see at an event: the packet checklist.
    package static let requirementTemplate = RecordType(
        "requirement_template", "The documents a payor asks for at an event.",
        visibility: .group, writers: .central, naturalKey: "name",
        [
            .register("name", .text(max: 80), .review, required: true),
            .register("payor", .reference("payor"), .review),
            .register("event", .choice(events), .review, required: true),
            .map(
                "items", .review,
                key: [
                    Field("documentKind", .text(max: 40), required: true),
                    Field("formName", .text(max: 100)),
                ],
                [
                    Field("position", .integer(0...1_000)),
                    Field("freshnessDays", .days),
                    Field("isPerLocation", .flag),
                    Field("isPerTin", .flag),
                    Field("signature", .choice(["none", "wet", "electronic"])),
                    Field("channel", .choice(["portal", "email", "fax", "mail", "caqh"])),
                ]),
            .notes,
        ])

    private static let events = [
        "newProvider", "addLocation", "move", "term", "recredential", "tinChange",
    ]
}
