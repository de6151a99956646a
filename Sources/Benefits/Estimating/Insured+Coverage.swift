package import Merge
package import Participation
package import Records

extension NetworkQuestion.Insured {
    /// Follows a coverage to its plan and payor, over plans that were replaced by another.
    ///
    /// - Returns: the doubt where a blocking conflict leaves the payor open, `nil` where the
    ///   coverage or its plan is not held here.
    package static func of(
        coverage: RecordID, on day: Day, in lookup: some RecordLookup
    ) -> Result<NetworkQuestion.Insured, Doubt>? {
        guard let coverage = lookup.record(coverage),
            coverage.type.name == RecordType.coverage.name,
            let plan = coverage[Coverage.insurancePlan].flatMap({ followed($0, lookup) })
        else { return nil }
        if plan.isUnknown(InsurancePlan.payor) {
            return .failure(.fieldConflict(type: plan.type.name, field: InsurancePlan.payor.name))
        }
        guard let payor = plan[InsurancePlan.payor] else { return nil }
        return .success(
            NetworkQuestion.Insured(
                payor: payor, plan: plan.id, product: plan[InsurancePlan.networkLabelOnCard],
                cautions: cautions(coverage, on: day)))
    }

    private static func followed(
        _ plan: RecordID, _ lookup: some RecordLookup
    ) -> RecordView? {
        var seen: Set<RecordID> = []
        var view = lookup.record(plan)
        while let found = view, let other = found[InsurancePlan.replacedBy],
            seen.insert(found.id).inserted
        {
            view = lookup.record(other)
        }
        return view
    }

    private static func cautions(_ coverage: RecordView, on day: Day) -> [String] {
        var cautions: [String] = []
        if !coverage.isActive { cautions.append("the coverage is inactive") }
        if coverage.isUnknown(Coverage.memberId) {
            cautions.append("the coverage's member id is in conflict")
        }
        guard !coverage.isUnknown(Coverage.term.from) else {
            return cautions + ["the coverage's dates are in conflict"]
        }
        if let first = coverage[Coverage.term.from], day < first {
            cautions.append("the coverage begins \(first)")
        }
        if let last = coverage[Coverage.term.through], last < day {
            cautions.append("the coverage ended \(last)")
        }
        return cautions
    }
}
