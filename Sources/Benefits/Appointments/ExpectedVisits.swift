package import Merge
package import Records

/// The appointments for which a patient is still expected, from a day on.
package struct ExpectedVisits<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let today: Day

    package init(_ lookup: Lookup, from today: Day) {
        self.lookup = lookup
        self.today = today
    }

    /// A patient's, the nearest first.
    package func visits(of patient: RecordID) -> [RecordView] {
        sorted(lookup.records(where: Appointment.patient, is: patient).filter(isExpected))
    }

    /// Everybody's that are held here, by patient, the nearest first.
    package func byPatient() -> [RecordID: [RecordView]] {
        var found: [RecordID: [RecordView]] = [:]
        for view in lookup.records(.appointment) where isExpected(view) {
            guard let patient = view[Appointment.patient] else { continue }
            found[patient, default: []].append(view)
        }
        return found.mapValues(sorted)
    }

    /// Whoever came, did not come or cancelled is expected no more.
    private func isExpected(_ view: RecordView) -> Bool {
        guard view.isActive, let day = view[Appointment.bookedOn], day >= today else {
            return false
        }
        switch view[Appointment.state].flatMap({ Appointment.State(rawValue: $0) }) {
        case .completed, .cancelled, .missed: return false
        case .booked, .confirmed, nil: return true
        }
    }

    private func sorted(_ views: [RecordView]) -> [RecordView] {
        let place = { (view: RecordView) in
            (view[Appointment.bookedOn]?.number ?? .max, view[Appointment.startsAt] ?? "", view.id)
        }
        return views.sorted { place($0) < place($1) }
    }
}
