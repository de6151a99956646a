import Merge
internal import Records
internal import Tables

/// Writes on each doctor the days on which a public list excludes him.
///
/// The lists and who looked into a match stay at the centre; an office that plans and estimates
/// with the line down must not take an excluded doctor for one in network (domain W8).
struct ExclusionReaction<Lookup: RecordLookup> {
    private let lookup: Lookup

    init(lookup: Lookup) {
        self.lookup = lookup
    }

    func writes(after changed: ChangedRecords) -> [Write] {
        let npis = Set(changed.records(.exclusion).compactMap { lookup.record($0)?[Exclusion.npi] })
        let isChecked = changed.has(.sanctionCheck)
        guard isChecked || !npis.isEmpty || changed.has(.practitioner) else { return [] }
        let doctors = lookup.records(.practitioner).filter { doctor in
            isChecked || changed.wrote(Practitioner.npi, of: doctor.id)
                || doctor[Practitioner.npi].map(npis.contains) ?? false
        }
        guard !doctors.isEmpty else { return [] }
        let excluded = ExcludedDoctors(lookup)
        return doctors.flatMap { writes(on: $0, excluded[$0.id]) }
    }

    private func writes(on doctor: RecordView, _ days: DaySet) -> [Write] {
        let noted = ExcludedDoctors.noted(on: doctor)
        guard noted != days else { return [] }
        let old = Set(noted.ranges)
        let new = Set(days.ranges)
        return new.subtracting(old).sorted { $0.first < $1.first }.map { range in
            Write(Practitioner.exclusions, doctor.id, key: key(range))
        }
            + old.subtracting(new).sorted { $0.first < $1.first }.map { range in
                Write(removing: key(range), from: Practitioner.exclusions, doctor.id)
            }
    }

    private func key(_ range: DayRange) -> [NamedScalar] {
        [Practitioner.Exclusions.from(range.from), Practitioner.Exclusions.through(range.through)]
    }
}
