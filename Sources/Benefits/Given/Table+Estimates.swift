internal import Merge
package import Records
package import Tables

extension Table {
    /// Estimates that patients were given, by day of service; what changed since stands in the last
    /// column.
    package static func estimates(
        _ given: GivenEstimates, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: "Estimates given to patients",
            [
                "serviceOn", "office", "patient", "name", "estimate", .detail("givenOn"),
                "services",
                "patientShare", "isChanged", .prose("changes"),
            ])
        var names = NameBook(lookup)
        for row in given.rows {
            let estimate = row.estimate
            let person = lookup.record(estimate.patient)?.personName
            table.add([
                .day(estimate.serviceOn), .text(names[estimate.office]),
                .id(estimate.patient), .text(person),
                .id(estimate.id), .day(estimate.givenOn),
                .list(estimate.lines.map(\.service)),
                estimate.patientCents.map { .money($0) } ?? .blank,
                .flag(row.isChanged), .list(row.changed.map(\.words)),
            ])
        }
        return table
    }
}

extension GivenEstimates.Use {
    /// `D1110: SDP-F version 2, now version 3`.
    package var words: String {
        guard let schedule, let number else {
            return "\(service): its fee schedule is not held here any more"
        }
        let now =
            switch now {
            case .version(let number): "now version \(number)"
            case .none, .notHeld: "now none"
            }
        return "\(service): \(schedule) version \(number), \(now)"
    }
}
