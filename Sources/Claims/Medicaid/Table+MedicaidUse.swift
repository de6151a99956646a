internal import Merge
package import Records
package import Tables

extension Table {
    /// What was done under Medicaid, by period, programme, office and doctor.
    package static func medicaidUse(
        _ use: MedicaidUse, byCode: Bool, title: String? = nil, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: title,
            [.key("period"), .key("programme"), "office", "doctor"] + (byCode ? ["code"] : []) + [
                "visits", "patients", "services", "charged", "paid",
            ], of: "row")
        var names = NameBook(lookup)
        for group in use.groups {
            let alike = group.alike
            table.add(
                [
                    .text(alike.period), names.cell(alike.programme), names.cell(alike.office),
                    names.cell(alike.doctor),
                ] + (byCode ? [.text(alike.code)] : []) + [
                    .number(group.visits), .number(group.patients), .number(group.services),
                    .money(group.charged), .money(group.paid),
                ])
        }
        return table
    }
}
