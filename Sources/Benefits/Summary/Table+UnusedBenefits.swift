internal import Merge
package import Records
package import Tables

extension Table {
    /// What of yearly maximums is unused, in the order given.
    package static func unused(
        _ benefits: [UnusedBenefits.Row], title: String? = nil, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: title,
            [
                .key("coverage"), "patient", "payor", "left", "yearEnds", "coverageEnds",
                "daysLeft", .said("appointment"), .prose("unknown"),
            ], of: "coverage")
        var names = NameBook(lookup)
        for row in benefits {
            table.add([
                .id(row.coverage),
                .text(row.patient.flatMap { lookup.record($0) }?.personName ?? ""),
                names.cell(row.payor), row.leftCents.map { .money($0) } ?? .blank,
                .day(row.yearEndsOn), .day(row.coverageEndsOn), .number(row.daysLeft),
                .day(row.appointmentOn), .text(row.unknown ?? ""),
            ])
        }
        return table
    }
}
