internal import Benefits
internal import Merge
internal import Tables

extension Worklist {
    /// Estimates for visits to come whose fees have changed since: an office gives each anew, the
    /// centre sees how many offices have some.
    func estimates() -> [WorkItem] {
        let changed = GivenEstimates(lookup, from: today).changed.rows
        guard let office else {
            return Dictionary(grouping: changed, by: \.estimate.office).compactMap(summary)
        }
        return changed.filter { $0.estimate.office == office }.map { row in
            let estimate = row.estimate
            let services = estimate.lines.map(\.service).joined(separator: " ")
            let coverage = estimate.coverage.map { " --coverage \($0.suffix)" } ?? ""
            return WorkItem(
                .estimate, .init(due: estimate.serviceOn, today: today), due: estimate.serviceOn,
                record: estimate.id,
                about: "estimate for patient \(label(estimate.patient)): "
                    + row.changed.map(\.words).joined(separator: "; "),
                advice: "bridgework estimate --patient \(estimate.patient.suffix)\(coverage) "
                    + "--doctor \(name(estimate.practitioner)) --on \(estimate.serviceOn) "
                    + "\(services) --give --instead-of \(estimate.id.suffix)")
        }
    }

    private func summary(_ office: RecordID, _ rows: [GivenEstimates.Row]) -> WorkItem? {
        guard let first = rows.first?.estimate else { return nil }
        let schedules = Set(rows.flatMap(\.changed).compactMap(\.schedule)).sorted()
        return WorkItem(
            .estimate, .init(due: first.serviceOn, today: today), due: first.serviceOn,
            record: first.id,
            about: "\(Counted(rows.count, "estimate")) given at \(label(office)), on fees of "
                + schedules.joined(separator: ", ") + " that hold no more",
            advice: "bridgework fees estimates \(schedules.count == 1 ? schedules[0] : "")")
    }
}
