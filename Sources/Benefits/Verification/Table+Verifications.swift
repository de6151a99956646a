internal import Merge
package import Records
package import Tables

extension Table {
    /// Coverages to be verified, in the order given, each with who does it and what waits for it.
    package static func verifications(
        _ needs: [VerificationNeed], title: String? = nil, _ lookup: some RecordLookup
    ) -> Table {
        var table = Table(
            title: title,
            [
                .key("coverage"), "patient", "payor", "appointment", .said("time"),
                .said("office"), "verified", .said("state"), .said("assignee"), .prose("needs"),
            ], of: Noun("coverage to verify", "coverages to verify"))
        var names = NameBook(lookup)
        for need in needs {
            let plan = lookup.record(need.coverage)?[Coverage.insurancePlan]
                .flatMap { lookup.current(.insurancePlan, $0) }
            let visit = need.appointment.flatMap { lookup.record($0) }
            table.add([
                .id(need.coverage),
                .text(need.patient.flatMap { lookup.record($0) }?.personName ?? ""),
                names.cell(plan?[InsurancePlan.payor]), .day(need.appointmentOn),
                .init(optional: visit?[Appointment.startsAt]),
                names.cell(visit?[Appointment.office]), .day(need.verifiedOn),
                .init(optional: need.state?.rawValue), names.cell(need.assignee),
                .text(need.reasons.map(\.description).joined(separator: "; ")),
            ])
        }
        return table
    }
}
