package import Fees
package import Merge
package import Records
package import Tables

/// How often the group did each procedure, summed over offices and periods.
package struct FeeVolumes: Sendable {
    private let counts: [String: CheckedSum]
    /// The periods that were summed, in order.
    package let periods: [String]

    /// - Parameters:
    ///   - offices: only these; all where `nil`.
    ///   - period: only this one; all where `nil`.
    package init(
        _ lookup: some RecordLookup, offices: Set<RecordID>? = nil, period: String? = nil
    ) {
        var counts: [String: CheckedSum] = [:]
        var periods: Set<String> = []
        let years = Self.wholeYears(lookup)
        for view in lookup.records(.volume) where view.isActive {
            guard let code = view[Volume.code], let count = view[Volume.procedureCount],
                let office = view[Volume.office], offices?.contains(office) ?? true,
                let own = view[Volume.period], period == nil || period == own
            else { continue }
            // A month lies within its year's count, and is not counted again.
            let year = VolumePeriod(own).flatMap { $0.month.isEmpty ? nil : $0.year }
            guard
                period != nil
                    || year.map({ years.contains([office.description, code, $0]) }) != true
            else { continue }
            counts[code, default: CheckedSum()] += CheckedSum(count)
            periods.insert(own)
        }
        self.counts = counts
        self.periods = periods.sorted()
    }

    /// Office, code and year of what was counted for a whole year.
    private static func wholeYears(_ lookup: some RecordLookup) -> Set<[String]> {
        let keys = lookup.records(.volume).filter(\.isActive).compactMap { view -> [String]? in
            guard let own = view[Volume.period], VolumePeriod(own)?.month.isEmpty == true,
                let code = view[Volume.code], let office = view[Volume.office]
            else { return nil }
            return [office.description, code, own]
        }
        return Set(keys)
    }

    /// `nil` where nobody imported a count of the code.
    package subscript(code: String) -> CheckedSum? { counts[code] }

    package var isEmpty: Bool { counts.isEmpty }
    package var codes: [String] { counts.keys.sorted() }

    /// What a change of one price is worth; `nil` without a price on both sides or a count.
    ///
    /// A count says nothing of qualifiers, so only the plain price is multiplied.
    package func worth(of change: FeeChange) -> CheckedSum? {
        guard change.key.qualifier.isEmpty, let delta = change.delta,
            let count = self[change.key.code]
        else { return nil }
        return CheckedSum(delta) * count
    }
}
