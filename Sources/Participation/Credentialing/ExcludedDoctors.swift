package import Merge
package import Records
package import Tables

/// The doctors whom public lists exclude, and on which days; read once.
///
/// The lists stay at the centre: an office goes by the days that the hub wrote on the doctor.
package struct ExcludedDoctors: Sendable {
    private let days: [RecordID: DaySet]

    package init(_ lookup: some RecordLookup) {
        guard lookup.office == nil else {
            self.days = Dictionary(
                lookup.records(.practitioner).map { ($0.id, Self.noted(on: $0)) },
                uniquingKeysWith: { first, _ in first })
            return
        }
        let rows = Dictionary(grouping: lookup.records(.exclusion).filter(\.isActive)) {
            $0[Exclusion.npi] ?? ""
        }
        var days: [RecordID: DaySet] = [:]
        if !rows.isEmpty {
            for doctor in lookup.records(.practitioner) {
                guard let own = doctor[Practitioner.npi].flatMap({ rows[$0] }) else { continue }
                days[doctor.id] = ExclusionCheck.days(own, of: doctor.id, in: lookup)
            }
        }
        self.days = days
    }

    /// The days on which a list excludes the doctor.
    package subscript(doctor: RecordID?) -> DaySet { doctor.flatMap { days[$0] } ?? .empty }

    /// The days that the hub wrote on a doctor.
    static func noted(on doctor: RecordView) -> DaySet {
        DaySet(
            doctor[Practitioner.exclusions].compactMap { range in
                DayRange(
                    from: range[Practitioner.Exclusions.from],
                    through: range[Practitioner.Exclusions.through])
            })
    }

    /// Whether a list excludes the doctor on that day, or is going to.
    func holds(_ doctor: RecordID, onOrAfter day: Day) -> Bool {
        self[doctor].ranges.contains { day <= $0.last }
    }
}
