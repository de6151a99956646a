package import Merge

extension RecordType {
    /// A place where patients are seen.
    ///
    /// Its own office keeps what only it knows.
    package static let office = RecordType(
        "office", "A dental office of the group.",
        visibility: .group, writers: .central, naturalKey: "code",
        [
            .register("code", .format(.code), .review, required: true),
            .register("name", .text(max: 60), .review, required: true),
            .register("abbreviation", .text(max: 20), .review),
            .register("organization", .reference("organization"), .review),
            .address("physicalAddress", prefix: "physical", .review),
            .register("phone", .format(.phone), .latest, writers: ownOffice),
            .register("fax", .format(.phone), .latest, writers: ownOffice),
            .unit("hours", .latest, writers: ownOffice, openingHours),
            .register("locationNpi2", .format(.npi), .review),
            .set(
                "medicaidLocationIds",
                [
                    Field("state", .format(.state), required: true),
                    Field("number", .text(max: 40), required: true),
                ]),
            .unit(
                "operation", .review,
                [Field("openedOn", .day), Field("closesOn", .day)]),
            .register("region", .text(max: 40), .review),
            .register("timeZone", .format(.timeZone), .review),
            .set(
                "accessibility", writers: ownOffice,
                [Field("feature", .text(max: 60), required: true)]),
            .set(
                "languages", writers: ownOffice,
                [Field("language", .text(max: 35), required: true)]),
            .notes,
            .imported,
        ])

    /// The field name `id` stands for the record itself: an office is its own office.
    private static let ownOffice = Writers.office(field: "id")

    private static let openingHours = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ].map { Field($0 + "Hours", .text(max: 40)) }
}
