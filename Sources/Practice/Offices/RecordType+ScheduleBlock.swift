package import Merge

extension RecordType {
    /// Who works where when, as the office's practice-management system says.
    package static let scheduleBlock = RecordType(
        "schedule_block", "One doctor's hours at one office on one day, from the office's PMS.",
        visibility: .office(field: "office"), writers: .office(field: "office"),
        [
            .unit(
                "identity", .immutable,
                [
                    Field("office", .reference("office"), required: true),
                    Field("practitioner", .reference("practitioner"), required: true),
                    Field("workedOn", .day, required: true),
                ]),
            .unit(
                "working", .latest,
                [
                    Field("startsAt", .format(.time)),
                    Field("endsAt", .format(.time)),
                    Field("appointments", .integer(0...1_000)),
                    Field("source", .text(max: 80)),
                    Field("importedOn", .day),
                    Field("patients", .integer(0...1_000)),
                    // What the booked work comes to.
                    Field("production", .money),
                ]),
            .imported,
        ])
}
