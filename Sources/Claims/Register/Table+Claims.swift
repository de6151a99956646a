package import Merge
package import Records
package import Tables

extension Table {
    /// Claims with where each stands, the oldest service first.
    package static func claims(
        _ claims: [RegisteredClaim], on day: Day, title: String? = nil, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: title,
            [
                .key("claim"), "number", "office", "servedOn", "days", "name", "doctor", "payor",
                "charged", "paid", "state", .said("lastStep"), .said("nextAction"),
                .said("assignee"), .said("tags"), .said("fileBy"),
            ], of: Table.Noun("claim"))
        var names = NameBook(lookup)
        let order = { (claim: RegisteredClaim) in
            (claim.servedFrom?.number ?? .max, claim.number, claim.id)
        }
        for claim in claims.sorted(by: { order($0) < order($1) }) {
            let paid = claim.payments.reduce(Int64(0)) { $0 + $1.paidCents }
            table.add([
                .id(claim.id), .text(claim.number), names.cell(claim.office),
                .day(claim.servedFrom),
                claim.servedFrom.map { .number(day.number - $0.number) } ?? .blank,
                .text(claim.patientName), names.cell(claim.practitioner), names.cell(claim.payor),
                .money(claim.cents), claim.payments.isEmpty ? .blank : .money(paid),
                .text(claim.state(on: day).rawValue), .day(claim.lastStepOn),
                .day(claim.nextActionOn), names.cell(claim.assignee), .list(claim.tags),
                claim.isUnsent ? .day(claim.fileBy(in: lookup)) : .blank,
            ])
        }
        return table
    }

    /// A claim's services, in the order of its lines.
    package static func lines(of claim: RegisteredClaim) -> Table {
        var table = Table(["line", "code", "tooth", "servedOn", "charged"])
        for line in claim.lines {
            table.add([
                .number(line.number), .text(line.code), .text(line.tooth), .day(line.servedOn),
                .money(line.cents),
            ])
        }
        return table
    }

    /// What is against claims, each reason with the command that mends it.
    package static func checks(
        _ checks: [ClaimCheck], title: String? = nil, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: title,
            [.key("claim"), "number", "office", "charged", "kind", "reason", .prose("fix")],
            of: Table.Noun("reason"))
        var names = NameBook(lookup)
        for check in checks {
            for reason in check.reasons {
                table.add([
                    .id(check.claim.id), .text(check.claim.number),
                    names.cell(check.claim.office), .money(check.claim.cents),
                    .text(reason.kind.rawValue), .text(reason.words), .text(reason.fix),
                ])
            }
        }
        return table
    }
}
