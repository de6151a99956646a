package import Merge
internal import Participation
package import Records
package import Tables

/// R7: how long each case took, and in which state the days went by.
package enum OnboardingTimes {
    /// The states in which a case waits for somebody.
    private static let states = [
        Enrollment.State.preparing, .submitted, .deficient, .inReview, .approvedAwaitingLoad,
    ].map(\.rawValue)

    /// One row per case with a step, by doctor, contract and office; days count to `today` in the
    /// state that stands.
    ///
    /// A step without a day counts on the day of the one before it. A payor that takes a case up
    /// from a day before its first step took no days.
    package static func table(
        _ lookup: some RecordLookup, today: Day, office: RecordID? = nil
    ) -> Table {
        var table = Table(
            title: "Onboarding cycle time",
            ["doctor", "contract", "office", "state", "startedOn"]
                + states.map { Table.Column($0 + "Days") }
                + ["deficiencies", "effectiveOn", "daysToEffective"])
        var names = NameBook(lookup)
        let rows = lookup.records(.enrollment).filter { view in
            view.isActive && (office == nil || view[Enrollment.office] == office)
        }.compactMap { view in
            row(view, names: &names, today: today)
        }
        for row in rows.sorted(by: { $0.names.lexicographicallyPrecedes($1.names) }) {
            table.add(row.cells)
        }
        return table
    }

    private static func row(
        _ view: RecordView, names: inout NameBook<some RecordLookup>, today: Day
    ) -> (names: [String], cells: [Table.Cell])? {
        let standing = Workflow.enrollment.standing(of: view)
        let stays = Stays(standing, today: today)
        guard let start = stays.start else { return nil }
        let seat = [Enrollment.practitioner, Enrollment.contract, Enrollment.office]
        let called = seat.map { field in view[field].map { names[$0] } ?? "" }
        // Of the letters that stand now: a corrected day counts, disagreeing letters give none.
        let effective = EnrollmentStatus(view, standing).startsOn
        let days = states.map { state in
            stays.days[state].map { Table.Cell.number($0) } ?? .blank
        }
        let deficiencies = standing.steps.count {
            $0.says(Enrollment.Step.deficiency) && !$0.isIllegal
        }
        var cells = seat.map { names.cell(view[$0]) }
        cells += [standing.conflict == nil ? .text(standing.state) : .unknown, .day(start)]
        cells += days
        cells += [
            .number(deficiencies), .day(effective),
            effective.map { .number(max(0, $0.number - start.number)) } ?? .blank,
        ]
        return (called, cells)
    }

    /// The days a case spent in each state.
    private struct Stays {
        private(set) var days: [String: Int64] = [:]
        private(set) var start: Day?

        init(_ standing: Standing, today: Day) {
            var state = Workflow.enrollment.initial
            var since: Day?
            for step in standing.steps where !step.isIllegal {
                let day = max(step.happenedOn ?? since ?? today, since ?? .init(number: .min))
                if start == nil { start = day }
                if let since { days[state, default: 0] += day.number - since.number }
                state = Workflow.enrollment.target(of: step.event, from: state) ?? state
                since = day
            }
            guard let since, standing.conflict == nil else { return }
            days[state, default: 0] += max(0, today.number - since.number)
        }
    }
}
