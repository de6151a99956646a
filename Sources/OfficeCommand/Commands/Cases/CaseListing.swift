import Merge
import Practice

/// Cases, one row each.
enum CaseListing {
    static let columns = [
        "id", "doctor", "contract", "office", "state", "day", "requestedOn", "lastContactOn",
        "nextActionOn", "blockers", "conflict",
    ]

    /// How a case looks on a day: `unknown` while letters or steps disagree.
    static func state(_ view: RecordView, on day: Day) -> EnrollmentStatus.State {
        EnrollmentStatus(view, Workflow.enrollment.standing(of: view)).state(on: day)
    }

    static func row(_ view: RecordView, _ names: RecordNames, on today: Day) -> [Listing.Cell] {
        let standing = Workflow.enrollment.standing(of: view)
        let state = EnrollmentStatus(view, standing).state(on: today)
        return [
            .init(id: view.id), names.cell(view.reference("practitioner")),
            names.cell(view.reference("contract")), names.cell(view.reference("office")),
            .init(state.name), .init(state.day), .init(view.day("requestedEffectiveOn")),
            .init(view.day("lastContactOn")), .init(view.day("nextActionOn")),
            .init(view.elements("blockers").count), .init(optional: conflict(standing, view)),
        ]
    }

    /// Why nobody knows where the case stands, and what it may come to.
    static func conflict(_ standing: Standing, _ view: RecordView) -> String? {
        if let conflict = standing.conflict {
            return conflict.outcomes.joined(separator: " or ")
        }
        return EnrollmentStatus(view, standing).doubt?.description
    }
}
