package import Merge

extension RecordType {
    /// Something a person should do, at an office or, without one, at the centre.
    package static let task = RecordType(
        "task", "Something to do.",
        visibility: .office(field: "office"), writers: .office(field: "office"),
        [
            .register("office", .reference("office"), .review),
            .register("title", .text(max: 150), .latest, required: true),
            .register("kind", .text(max: 40), .latest),
            .register("about", .anyReference, .latest),
            .register("assignee", .reference("user"), .latest),
            // Of two concurrent due days the cautious one counts.
            .register("dueOn", .day, .minimum),
            .steps(
                ["open", "start", "wait", "done", "cancel", "reopen"],
                facts: [Field("by", .reference("user"))]),
            .set("watchers", [Field("user", .reference("user"), required: true)]),
            .set("links", [Field("linked", .anyReference, required: true)]),
            .documents,
            .notes,
        ])

    /// A call, letter or message with a payor, kept as it was.
    package static let contactLog = RecordType(
        "contact_log", "A call, letter or message with a payor.",
        visibility: .office(field: "office"), writers: .author,
        [
            // An author logs a contact for its own office, never into another's.
            .register(
                "office", .reference("office"), .immutable, writers: .office(field: "office")),
            .unit(
                "contact", .immutable,
                [
                    Field("happenedOn", .day, required: true),
                    Field(
                        "channel", .choice(["phone", "email", "portal", "fax", "mail", "visit"])),
                    Field("payor", .reference("payor")),
                    Field("contract", .reference("payor_contract")),
                    Field("about", .anyReference),
                    Field("person", .text(max: 100)),
                    Field("callReference", .text(max: 60)),
                    Field("summary", .text(max: 2_000), required: true),
                    Field("contactedBy", .reference("user")),
                ]),
            .register("assignee", .reference("user"), .latest),
            .register("nextActionOn", .day, .latest),
            .documents,
            .notes,
        ])
}
