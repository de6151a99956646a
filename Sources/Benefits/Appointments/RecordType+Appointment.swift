package import Merge
package import Records
internal import Tables

extension RecordType {
    /// Whom an office expects when, as its practice-management system says: a stub, no calendar.
    package static let appointment = RecordType(
        "appointment", "A patient's appointment at one office, from the office's PMS.",
        visibility: .office(Appointment.office), writers: .office(Appointment.office),
        Appointment.units)
}

/// What an `appointment` holds.
///
/// The office's own software is the truth of it: each import of a day replaces that day, and
/// what it names no more goes out of use.
package enum Appointment: RecordKind {
    package static var type: RecordType { .appointment }

    package static let office = Field("office", .reference("office"), required: true)
    /// The number that the office's software gives it; it stays when the appointment moves.
    package static let externalID = Field("externalId", .text(max: 60), required: true)
    package static let identity = Unit("identity", .immutable, [office, externalID])

    package static let bookedOn = Field("bookedOn", .day, required: true)
    package static let startsAt = Field("startsAt", .format(.time))
    package static let patient = Field("patient", .reference("patient"), required: true)
    package static let practitioner = Field("practitioner", .reference("practitioner"))
    /// Day, hour, patient and doctor: an appointment is moved or given to another as a whole.
    package static let booking = Unit(
        "booking", .latest, [bookedOn, startsAt, patient, practitioner])

    /// How the office's software says that it stands.
    package static let state = Register(
        "state", .choice(State.allCases.map(\.rawValue)), .latest)

    /// Whether the patient is still expected, came, or did not come.
    package enum State: String, CaseIterable, Sendable {
        case booked, confirmed, completed, cancelled, missed
    }

    /// One of `planned`.
    package enum Planned {
        package static let code = Field("code", .format(.procedure), required: true)
    }
    /// What is to be done, as far as it is known beforehand.
    package static let planned = Rows.set("planned", [Planned.code])

    package static let imported = ImportedUnit<Self>()

    static let units: [any UnitToken] = [identity, booking, state, planned, imported]
}
