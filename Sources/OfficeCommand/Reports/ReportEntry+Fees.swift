import Merge
import Practice

extension ReportEntry {
    static let feeRollout = ofRecords(
        "R5", "fee-rollout", "which office has received, staged, applied each fee version"
    ) { lookup, query in
        FeeRollout(lookup, office: query.office, today: query.asOf).table(lookup)
    }

    static let annualReview = ofRecords(
        "R5b", "annual-review", "fee schedules and plans whose yearly review falls due"
    ) { lookup, query in
        FeeReports.annualReview(lookup, today: query.asOf)
    }

    static let networkEffectiveness = ofRecords(
        "R6", "network-effectiveness", "what each contract's fees make of the offices' volumes"
    ) { lookup, query in
        NetworkEffectiveness(lookup, on: query.asOf).table
    }

    static let codeImpact = ofRecords(
        "R16", "code-impact", "what the newest dental code set changes in fees, rules and maps"
    ) { lookup, query in
        FeeReports.newestCodeImpact(lookup, today: query.asOf)
    }
}
