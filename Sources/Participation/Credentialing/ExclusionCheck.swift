package import Merge
package import Records
internal import Tables

/// Whether a public list forbids to employ or bill for a person.
package enum ExclusionCheck {
    /// The rows of an NPI that hold on a day: in use, and neither reinstated nor cleared.
    ///
    /// - Parameters:
    ///   - rows: the `exclusion` records of the NPI.
    ///   - doctor: the person's record, where there is one: what a reviewer cleared there counts.
    package static func standing(
        _ rows: [RecordView], of doctor: RecordID?, on day: Day, in lookup: some RecordLookup
    ) -> [RecordView] {
        let cleared = doctor.map { clearedLists(of: $0, lookup) } ?? []
        return rows.filter { row in
            guard row.isActive, !cleared.contains(row[Exclusion.list] ?? "") else { return false }
            return Exclusion.reinstated(row).map { day < $0 } ?? true
        }
    }

    /// The days on which rows of an NPI exclude its doctor.
    static func days(
        _ rows: [RecordView], of doctor: RecordID, in lookup: some RecordLookup
    ) -> DaySet {
        let cleared = clearedLists(of: doctor, lookup)
        return DaySet(
            rows.filter { $0.isActive && !cleared.contains($0[Exclusion.list] ?? "") }.compactMap {
                DayRange(
                    from: $0[Exclusion.excludedFrom], through: Exclusion.reinstated($0)?.before)
            })
    }

    /// The lists on which a reviewer has found the doctor to be somebody else.
    private static func clearedLists(
        of doctor: RecordID, _ lookup: some RecordLookup
    ) -> Set<String> {
        var lists: [String: Bool] = [:]
        for check in lookup.records(.sanctionCheck) where check.isActive {
            guard let list = check[SanctionCheck.list],
                let match = check[SanctionCheck.matches].first(where: {
                    $0[SanctionCheck.Matches.practitioner] == doctor
                })
            else { continue }
            let isCleared = match[SanctionCheck.Matches.outcome] == "cleared"
            lists[list] = isCleared && lists[list] ?? true
        }
        return Set(lists.filter(\.value).keys)
    }
}
