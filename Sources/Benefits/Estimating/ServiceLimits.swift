internal import Fees
package import Merge
package import Records

/// How often a plan pays a service, for whoever does not estimate.
package enum ServiceLimits {
    /// Why the plan of a coverage does not pay a service on a day again, in network.
    ///
    /// - Returns: `nil` where nothing is against it, or nobody knows.
    package static func exceeded(
        _ code: String, tooth: String?, coverage: RecordView, on day: Day, today: Day,
        in lookup: some RecordLookup
    ) -> String? {
        guard
            let plan = coverage[Coverage.insurancePlan].flatMap({
                lookup.current(.insurancePlan, $0)
            }), let patient = coverage[Coverage.patient].flatMap({ lookup.record($0) })
        else { return nil }
        let groups = CodeGroups(lookup.records(.codeGroup))
        let reckoning = PlanReckoning(
            coverage: coverage, plan: plan, patient: patient, groups: groups, day: day,
            today: today, lookup: lookup)
        var warnings: [String] = []
        do throws(Uncertainty) {
            return try reckoning.frequency(
                groups.service(code, tooth: tooth), .inside, &warnings)?.what
        } catch { return nil }
    }
}
