package import Merge
package import Records
internal import Tables

/// Which appointments are asked for.
package struct AppointmentSelection: Equatable, Sendable {
    package var from: Day?
    /// The last day, itself included.
    package var through: Day?
    package var office: RecordID?
    package var doctor: RecordID?
    package var patient: RecordID?
    /// Whether those count, too, that the office's software names no more.
    package var withDropped = false

    /// All that the office's software names.
    package init() {}

    /// Those appointments, by day, hour and id.
    package func appointments(in lookup: some RecordLookup) -> [RecordView] {
        let found =
            patient.map { lookup.records(where: Appointment.patient, is: $0) }
            ?? doctor.map { lookup.records(where: Appointment.practitioner, is: $0) }
            ?? Array(lookup.records(.appointment))
        return found.filter(takes).sorted { Self.place(of: $0) < Self.place(of: $1) }
    }

    private func takes(_ view: RecordView) -> Bool {
        guard let day = view[Appointment.bookedOn], withDropped || view.isActive,
            from.map({ $0 <= day }) ?? true, through.map({ day <= $0 }) ?? true
        else { return false }
        return office.map { $0 == view[Appointment.office] } ?? true
            && doctor.map { $0 == view[Appointment.practitioner] } ?? true
            && patient.map { $0 == view[Appointment.patient] } ?? true
    }

    private static func place(of view: RecordView) -> (Int64, String, RecordID) {
        (view[Appointment.bookedOn]?.number ?? .min, view[Appointment.startsAt] ?? "", view.id)
    }
}
