import Practice

extension ReportEntry {
    /// Every report, by number; one line each, so that a new one is a line more.
    static let all: [ReportEntry] = [
        matrix, expirables, contracts, gaps, onboarding, open,
        feeRollout, annualReview, networkEffectiveness, codeImpact,
    ]
}
