package import Merge
internal import Tables

extension RecordType {
    /// Who works where when, as the office's practice-management system says.
    package static let scheduleBlock = RecordType(
        "schedule_block", "One doctor's hours at one office on one day, from the office's PMS.",
        visibility: .office(ScheduleBlock.office), writers: .office(ScheduleBlock.office),
        ScheduleBlock.units)
}

/// What a `schedule_block` holds.
package enum ScheduleBlock: RecordKind {
    package static var type: RecordType { .scheduleBlock }

    package static let office = Field("office", .reference("office"), required: true)
    package static let practitioner = Field(
        "practitioner", .reference("practitioner"), required: true)
    package static let workedOn = Field("workedOn", .day, required: true)
    package static let identity = Unit("identity", .immutable, [office, practitioner, workedOn])

    package static let startsAt = Field("startsAt", .format(.time))
    package static let endsAt = Field("endsAt", .format(.time))
    package static let appointments = Field("appointments", .integer(0...1_000))
    package static let source = Field("source", .text(max: 80))
    package static let importedOn = Field("importedOn", .day)
    package static let patients = Field("patients", .integer(0...1_000))
    /// What the booked work comes to.
    package static let production = Field("production", .money)
    package static let working = Unit(
        "working", .latest,
        [startsAt, endsAt, appointments, source, importedOn, patients, production])

    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [identity, working, imported]
}
