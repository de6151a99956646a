package import Merge

/// How often the group did each procedure, summed over offices and periods.
package struct FeeVolumes: Sendable {
    private let counts: [String: Int64]
    /// The periods that were summed, in order.
    package let periods: [String]

    /// - Parameters:
    ///   - offices: only these; all where `nil`.
    ///   - period: only this one; all where `nil`.
    package init(
        _ lookup: some RecordLookup, offices: Set<RecordID>? = nil, period: String? = nil
    ) {
        var counts: [String: Int64] = [:]
        var periods: Set<String> = []
        for view in lookup.records("volume") where view.isActive {
            guard let code = view.text("code"), let count = view.integer("procedureCount"),
                let office = view.reference("office"), offices?.contains(office) ?? true,
                let own = view.text("period"), period == nil || period == own
            else { continue }
            let (sum, isOver) = (counts[code] ?? 0).addingReportingOverflow(count)
            counts[code] = isOver ? .max : sum
            periods.insert(own)
        }
        self.counts = counts
        self.periods = periods.sorted()
    }

    /// `nil` where nobody imported a count of the code.
    package subscript(code: String) -> Int64? { counts[code] }

    package var isEmpty: Bool { counts.isEmpty }
    package var codes: [String] { counts.keys.sorted() }

    /// Cents times a count; `nil` where it would overflow.
    package static func product(_ cents: Int64, _ count: Int64) -> Int64? {
        let (product, isOver) = cents.multipliedReportingOverflow(by: count)
        return isOver ? nil : product
    }
}
