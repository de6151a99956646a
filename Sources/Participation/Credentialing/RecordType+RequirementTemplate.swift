package import Merge
package import Records

extension RecordType {
    /// What a payor wants to see at an event: the packet checklist.
    package static let requirementTemplate = RecordType(
        "requirement_template", "The documents a payor asks for at an event.",
        visibility: .group, writers: .central, naturalKey: RequirementTemplate.name,
        RequirementTemplate.units)
}

/// What a `requirement_template` holds.
package enum RequirementTemplate: RecordKind {
    package static var type: RecordType { .requirementTemplate }

    package static let name = Register("name", .text(max: 80), .review, required: true)
    package static let payor = Register("payor", .reference("payor"), .review)
    package static let event = Register("event", .choice(events), .review, required: true)

    /// One of `items`.
    package enum Items {
        package static let documentKind = Field("documentKind", .text(max: 40), required: true)
        package static let formName = Field("formName", .text(max: 100))
        package static let position = Field("position", .integer(0...1_000))
        package static let freshnessDays = Field("freshnessDays", .days)
        package static let isPerLocation = Field("isPerLocation", .flag)
        package static let isPerTin = Field("isPerTin", .flag)
        package static let signature = Field("signature", .choice(["none", "wet", "electronic"]))
        package static let channel = Field(
            "channel", .choice(["portal", "email", "fax", "mail", "caqh"]))
    }
    package static let items = Rows.map(
        "items", .review, key: [Items.documentKind, Items.formName],
        [
            Items.position, Items.freshnessDays, Items.isPerLocation, Items.isPerTin,
            Items.signature, Items.channel,
        ])

    package static let notes = NoteRows<Self>()

    static let units: [any UnitToken] = [name, payor, event, items, notes]

    private static let events = [
        "newProvider", "addLocation", "move", "term", "recredential", "tinChange",
    ]
}
