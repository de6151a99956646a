internal import Merge

extension CrossChecks {
    /// Doctors who work here although a public list excludes them, with the list's row.
    ///
    /// A row with a day of reinstatement, and a match that a reviewer has cleared, say no more.
    package func excludedDoctors() -> [CrossConflict] {
        let rows = Dictionary(
            grouping: lookup.records("exclusion").filter(\.isActive), by: { $0.text("npi") })
        guard !rows.isEmpty else { return [] }
        return lookup.records("practitioner").flatMap { doctor -> [CrossConflict] in
            guard doctor.isActive, doctor.day("departOn") == nil, let npi = doctor.text("npi"),
                let listed = rows[npi]
            else { return [] }
            return ExclusionCheck.standing(listed, of: doctor.id, on: .latest, in: lookup).map {
                CrossConflict(
                    kind: .excludedDoctor, type: "practitioner", records: [doctor.id, $0.id])
            }
        }
    }
}
