internal import Merge
internal import Records

/// The office's days that a schedule file speaks of.
struct ScheduleDays: FollowUps {
    private var days = ReplacedDays(
        of: ScheduleBlock.office, reason: "schedule import"
    ) { block, view in
        let identity = view.row(block, ScheduleBlock.identity)
        guard let office = identity[ScheduleBlock.office],
            let day = identity[ScheduleBlock.workedOn]
        else { return nil }
        return ReplacedDays.OfficeDay(office: office, day: day)
    }

    mutating func begin(_ context: ImportContext) { days.begin(context) }

    mutating func note(_ block: RecordID, line: Int, in view: ImportView) {
        days.note(block, line: line, in: view)
    }

    /// The write that brings a named block back into use.
    func addition(
        to block: RecordID, _ row: ImportRow, _ writes: [Write], in view: ImportView,
        _ context: ImportContext
    ) -> FollowUp? {
        days.revival(of: block, in: view).map { FollowUp(writes: [$0], unit: $0.attribute) }
    }

    func closing(in view: ImportView) -> [ClosingWrite] { days.closing(in: view) }
}
