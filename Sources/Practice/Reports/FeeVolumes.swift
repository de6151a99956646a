package import Merge

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
        for view in lookup.records("volume") where view.isActive {
            guard let code = view.text("code"), let count = view.integer("procedureCount"),
                let office = view.reference("office"), offices?.contains(office) ?? true,
                let own = view.text("period"), period == nil || period == own
            else { continue }
            counts[code, default: CheckedSum()] += CheckedSum(count)
            periods.insert(own)
        }
        self.counts = counts
        self.periods = periods.sorted()
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
