internal import Merge

/// Which of a patient's coverages pay for a service on a day, and in which order.
struct PayingCoverages<Lookup: RecordLookup> {
    let lookup: Lookup
    let patient: RecordView
    let day: Day

    /// The first to pay first; none for a patient without insurance on that day.
    func inOrder() throws(Uncertainty) -> [RecordView] {
        guard let ids = try named else { return try unordered() }
        var coverages: [RecordView] = []
        for id in ids {
            guard let coverage = lookup.record(id) else {
                throw Uncertainty("a coverage in the order is not held here; sync")
            }
            coverages.append(coverage)
        }
        return try active(coverages)
    }

    /// The order in force on the day; `nil` where the patient has none yet.
    private var named: [RecordID]? {
        get throws(Uncertainty) {
            let begun = patient.pairs("coverageOrder")
                .filter { ($0.key[0].int ?? .max) <= day.number }
            guard let last = begun.max(by: { $0.key[0] < $1.key[0] }) else { return nil }
            guard let value = last.value else {
                throw Uncertainty(
                    "a conflict stands on which coverage pays first; settle it with `conflicts`")
            }
            return value.scalars.prefix(3).compactMap { $0.blob.flatMap { RecordID(bytes: $0) } }
        }
    }

    private func unordered() throws(Uncertainty) -> [RecordView] {
        let all = lookup.records("coverage", where: "patient", is: patient.id)
        let found = try active(all.filter(\.isActive))
        guard found.count > 1 else { return found }
        throw Uncertainty(
            "nobody said which coverage pays first; use `coverage order`",
            candidates: found.map { String($0.id.description.suffix(8)) })
    }

    private func active(_ coverages: [RecordView]) throws(Uncertainty) -> [RecordView] {
        var active: [RecordView] = []
        for coverage in coverages
        where try CoverageStanding(coverage, lookup).isActive(on: day) {
            active.append(coverage)
        }
        return active
    }
}
