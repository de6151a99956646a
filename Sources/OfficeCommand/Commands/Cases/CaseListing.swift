import Merge
internal import Participation
internal import Records
internal import Tables

/// Cases, one row each.
enum CaseListing {
    static let columns: [Table.Column] = [
        "id", "doctor", "contract", "office", "state", "day", .detail("requestedOn"),
        .detail("lastContactOn"), "nextActionOn", .detail("blockers"), "conflict",
    ]

    /// How a case looks on a day: `unknown` while letters or steps disagree.
    static func state(
        _ view: RecordView, _ excluded: ExcludedDoctors, on day: Day
    ) -> EnrollmentStatus.State {
        status(view, Workflow.enrollment.standing(of: view), excluded).state(on: day)
    }

    static func status(
        _ view: RecordView, _ standing: Standing, _ excluded: ExcludedDoctors
    ) -> EnrollmentStatus {
        EnrollmentStatus(view, standing, excluded: excluded[view[Enrollment.practitioner]])
    }

    static func row(
        _ view: RecordView, _ names: RecordNames, _ excluded: ExcludedDoctors, on today: Day
    ) -> [Table.Cell] {
        let standing = Workflow.enrollment.standing(of: view)
        let status = status(view, standing, excluded)
        let state = status.state(on: today)
        return [
            .init(id: view.id), names.cell(view[Enrollment.practitioner]),
            names.cell(view[Enrollment.contract]), names.cell(view[Enrollment.office]),
            .init(state.name), .init(state.day), .init(view[Enrollment.requestedEffectiveOn]),
            .init(view[Enrollment.lastContactOn]), .init(view[Enrollment.nextActionOn]),
            .init(view[Enrollment.blockers].count),
            .init(optional: conflict(standing, status, on: today)),
        ]
    }

    /// Why nobody knows where the case stands, and what it may come to.
    private static func conflict(
        _ standing: Standing, _ status: EnrollmentStatus, on day: Day
    ) -> String? {
        if let conflict = standing.conflict {
            return conflict.outcomes.joined(separator: " or ")
        }
        return status.doubt(on: day)?.description
    }
}
