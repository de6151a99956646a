internal import Merge
package import Records
package import Tables

extension Table {
    /// Claims of patients with a second plan, each with what the first payor paid.
    package static func secondaryClaims(
        _ claims: [SecondaryClaim], _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            [
                .key("claim"), "number", "office", "servedOn", "name", "primary", "charged",
                "primaryPaid", "left", "secondary", .said("coverage"), .said("cobRule"),
                .prose("standing"),
            ], of: "claim")
        var names = NameBook(lookup)
        for found in claims {
            let claim = found.primary
            table.add([
                .id(claim.id), .text(claim.number), names.cell(claim.office),
                .day(claim.servedFrom), .text(claim.patientName), names.cell(claim.payor),
                .money(claim.cents), .money(found.paidCents), .money(found.leftCents),
                names.cell(found.payor), found.coverage.map { .id($0) } ?? .blank,
                .text(found.rule), .text(found.standing.words),
            ])
        }
        return table
    }
}
