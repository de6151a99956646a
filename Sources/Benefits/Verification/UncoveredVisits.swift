package import Merge
package import Records

/// Appointments on days on which the patient's cover is over, as far as payors said.
///
/// A patient without any coverage pays alone and is not meant; nor is one of whose coverages
/// another may hold on the day.
package struct UncoveredVisits<Lookup: RecordLookup> {
    private let lookup: Lookup
    private let today: Day

    /// An appointment with the coverages that are over by then.
    package struct Visit: Sendable {
        package let appointment: RecordView
        package let patient: RecordID
        package let on: Day
        package let coverages: [RecordID]
    }

    package init(_ lookup: Lookup, today: Day) {
        self.lookup = lookup
        self.today = today
    }

    /// Everybody's that are held here, the nearest first.
    package func all() -> [Visit] {
        ExpectedVisits(lookup, from: today).byPatient()
            .flatMap { patient, views in uncovered(patient, views) }
            .sorted { ($0.on, $0.appointment.id) < ($1.on, $1.appointment.id) }
    }

    /// One patient's, the nearest first.
    package func visits(of patient: RecordID) -> [Visit] {
        uncovered(patient, ExpectedVisits(lookup, from: today).visits(of: patient))
    }

    private func uncovered(_ patient: RecordID, _ views: [RecordView]) -> [Visit] {
        guard !views.isEmpty else { return [] }
        let own = lookup.records(where: Coverage.patient, is: patient).filter(\.isActive)
        guard !own.isEmpty else { return [] }
        return views.compactMap { view in
            guard let day = view[Appointment.bookedOn], !own.contains(where: { mayHold($0, day) })
            else { return nil }
            return Visit(appointment: view, patient: patient, on: day, coverages: own.map(\.id))
        }
    }

    /// Whether a coverage may hold on a day: a contested last day ends nothing.
    private func mayHold(_ coverage: RecordView, _ day: Day) -> Bool {
        guard !coverage.isUnknown(Coverage.term.through) else { return true }
        if let through = coverage[Coverage.term.through] { return day <= through }
        switch Coverage.State(Workflow.coverage.standing(of: coverage)) {
        case .inactive, .terminated: return false
        case .unverified, .active, .unknown, nil: return true
        }
    }
}
