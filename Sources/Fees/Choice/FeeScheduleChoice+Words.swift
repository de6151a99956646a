package import Merge
package import Records
internal import Tables

extension FeeScheduleChoice {
    /// The command that says which of several schedules prices a case, its target filled in.
    static func command(for priced: FeeAssignments.Case, in lookup: some RecordLookup) -> String {
        let targets: [(option: String, id: RecordID?)] = [
            ("--contract", priced.contract), ("--plan", priced.plan), ("--at", priced.office),
            ("--doctor", priced.practitioner),
        ]
        let named = targets.first { $0.id != nil }
        let target = named.map { option, id in
            let key = id.flatMap { lookup.record($0) }
                .flatMap(\.naturalKey)
            return " \(option) \(key ?? id?.suffix ?? "")"
        }
        let greatest = FeeAssignments(priced, lookup: lookup).fitting.map(\.precedence).max() ?? 0
        return "`bridgework fees assign SCHEDULE\(target ?? "") --precedence "
            + "\(min(greatest + 1, 1_000))`"
    }

    /// What to say where several price a case alike.
    package static func tie(for priced: FeeAssignments.Case, in lookup: some RecordLookup) -> String
    {
        "several fee schedules price this case alike; \(command(for: priced, in: lookup)) says "
            + "which comes first"
    }

    /// What to say of an assigned schedule that comes first and has nothing to price with.
    package static func words(
        passedOver schedule: RecordID, on day: Day, in lookup: some RecordLookup
    ) -> String {
        let name = lookup.record(schedule)?[FeeSchedule.code] ?? schedule.suffix
        return "\(name) comes first by its assignment and has no version in force on \(day): "
            + "another schedule is used; publish a version of it, or end the assignment"
    }
}
