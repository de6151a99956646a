package import Merge
package import Records

// A payor owns its figures, so that of two words on one of them the later day counts. Of one day,
// the word counts whose writer had seen the other and names it; where neither names the other, two
// people asked apart, and what differs is a conflict:
//
//     office A: 250.00 used                    office A: 250.00 used, replaces B's
//     office B: 400.00 used        take A →    office B: 400.00 used

/// Which words of a payor on one coverage stand, and which contradict each other.
package struct UsageAnswers {
    private let views: [RecordView]
    /// Whom each names as replaced.
    private let replaced: [RecordID: Set<RecordID>]

    /// - Parameter views: `benefit_usage` records of one coverage, all of them in use.
    package init(_ views: [RecordView]) {
        self.views = views
        self.replaced = Dictionary(
            views.map {
                ($0.id, Set($0[BenefitUsage.replaces, each: BenefitUsage.Replaces.usage]))
            },
            uniquingKeysWith: { first, _ in first })
    }

    /// Whether it says that figure, and nothing that says it, too, stands in its place.
    func isStanding(_ view: RecordView, on field: BenefitUsage.Field<Int64>) -> Bool {
        view[field] != nil
            && !views.contains { $0[field] != nil && isInsteadOf($0.id, view.id) }
    }

    /// Those that say a figure otherwise than another of the same day, by id.
    package var differing: [RecordID] {
        var found: Set<RecordID> = []
        for field in BenefitUsage.figures {
            let standing = Dictionary(
                grouping: views.filter { isStanding($0, on: field) }, by: { $0[BenefitUsage.asOf] })
            for same in standing.values where Set(same.map { $0[field] }).count > 1 {
                found.formUnion(same.map(\.id))
            }
        }
        return found.sorted()
    }

    /// Two that name each other decide nothing.
    private func isInsteadOf(_ one: RecordID, _ other: RecordID) -> Bool {
        (replaced[one]?.contains(other) ?? false) && !(replaced[other]?.contains(one) ?? false)
    }
}
