package import Merge
package import Records

/// Whether a coverage holds on a day, from its dates, its steps and what payors said.
package struct CoverageStanding<Lookup: RecordLookup> {
    private let coverage: RecordView
    private let lookup: Lookup

    package init(_ coverage: RecordView, _ lookup: Lookup) {
        self.coverage = coverage
        self.lookup = lookup
    }

    /// - Throws: `Uncertainty` where a conflict stands on who is covered or from when to when.
    package func isActive(on day: Day) throws(Uncertainty) -> Bool {
        guard coverage.isActive else { return false }
        if let conflict { throw conflict }
        if let through = coverage[Coverage.term.through], through < day { return false }
        if let step = ending {
            throw Uncertainty(
                "the coverage was reported \(step) and has no last day before \(day); "
                    + "enter it with `coverage update --through`")
        }
        if let from = coverage[Coverage.term.from] { return from <= day }
        guard let verified = BenefitVerifications(lookup, coverage: coverage.id).newest,
            verified.isActive
        else {
            throw Uncertainty("the coverage has no first day and was never verified; verify it")
        }
        return true
    }

    /// What a person has to settle before anything about this coverage can be told.
    package var conflict: Uncertainty? {
        for (unit, words) in [
            (Coverage.identity as any UnitToken, "who is covered"),
            (Coverage.term, "its first and last day"),
        ] {
            guard let found = coverage.conflict(on: unit) else { continue }
            return Uncertainty(
                "a conflict stands on the coverage's \(unit.name) (\(words)); settle it with "
                    + "`conflicts`",
                candidates: found)
        }
        return nil
    }

    /// The word of a last step that says it is over.
    private var ending: String? {
        switch Coverage.State(Workflow.coverage.standing(of: coverage)) {
        case .inactive: "inactive"
        case .terminated: "terminated"
        case .unknown: "unknown"
        case .unverified, .active, nil: nil
        }
    }
}

extension RecordView {
    /// The candidates of an open conflict on a unit, in words; `nil` where none stands.
    ///
    /// - Parameter lookup: where what people call the records in it is found.
    func conflict(on unit: any UnitToken, in lookup: some RecordLookup) -> [String]? {
        let found = projection.conflicts.first {
            $0.attribute == unit.name && $0.kind == .siblings
        }
        guard let found, let fields = type[unit.name]?.fields else { return nil }
        let titles = RecordTitle(lookup)
        return found.candidates.map { titles.words($0.decoded, fields) }
    }

    /// The same of a unit that names no records.
    package func conflict(on unit: any UnitToken) -> [String]? {
        let found = projection.conflicts.first {
            $0.attribute == unit.name && $0.kind == .siblings
        }
        guard let found, let fields = type[unit.name]?.fields else { return nil }
        return found.candidates.map { CellText.fields($0.decoded, fields) }
    }
}
