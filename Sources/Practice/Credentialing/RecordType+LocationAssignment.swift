package import Merge

extension RecordType {
    /// A doctor at an office for a time.
    ///
    /// No row means not there; it never means everywhere.
    package static let locationAssignment = RecordType(
        "location_assignment", "A doctor works at an office from one day through another.",
        visibility: .group, writers: .central,
        [
            .unit(
                "pair", .immutable,
                [
                    Field("practitioner", .reference("practitioner"), required: true),
                    Field("office", .reference("office"), required: true),
                ]),
            .term(.review),
            .register(
                "role", .choice(["owner", "associate", "specialist", "hygienist", "locum"]),
                .review),
            .register(
                "weekdays", .format(.weekdays), .review, writers: .office(field: "office")),
            .register("acceptingNew", .flag, .latest, writers: .office(field: "office")),
            .notes,
            .imported,
        ])
}
