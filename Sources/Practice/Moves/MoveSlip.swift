package import Merge

/// What moves when the days of a move do (domain W2, `dateSlip`).
package struct MoveSlip: Sendable {
    package let writes: [Write]

    package init(
        _ move: MoveRun, lastDay: Day?, firstDay: Day?, in lookup: some RecordLookup
    ) {
        let last = move.lastDayOld.map { lastDay ?? $0 }
        let first = move.firstDayNew.map { firstDay ?? $0 }
        let dates = Write(
            .moveRun, move.id, "dates",
            ["lastDayOld": last.map { .day($0) }, "firstDayNew": first.map { .day($0) }])
        self.writes =
            [dates] + MoveSlip.terms(move, last, first, lookup)
            + MoveSlip.requests(move, first, lookup) + MoveSlip.departure(move, last, lookup)
    }

    /// The assignments that end or begin with the move.
    private static func terms(
        _ move: MoveRun, _ last: Day?, _ first: Day?, _ lookup: some RecordLookup
    ) -> [Write] {
        lookup.records("location_assignment", where: "practitioner", is: move.doctor)
            .filter(\.isActive).compactMap { row in
                let (from, through) = (row.day("effectiveFrom"), row.day("effectiveThrough"))
                let office = row.reference("office")
                let isLeft =
                    move.fromOffice == nil ? move.kind == .leave : office == move.fromOffice
                let ends = isLeft && through != nil && through == move.lastDayOld
                let begins =
                    move.toOffice != nil && office == move.toOffice && from == move.firstDayNew
                guard ends && last != through || begins && first != from else { return nil }
                return Write(
                    .locationAssignment, row.id, "term",
                    [
                        "effectiveFrom": (begins ? first : from).map { .day($0) },
                        "effectiveThrough": (ends ? last : through).map { .day($0) },
                    ])
            }
    }

    /// What nobody has asked a payor for yet is asked for from the new day on.
    private static func requests(
        _ move: MoveRun, _ first: Day?, _ lookup: some RecordLookup
    ) -> [Write] {
        guard let first, first != move.firstDayNew else { return [] }
        let cases = DoctorCases(of: move.doctor, in: lookup)
        return move.pairs.sorted().compactMap { pair in
            guard let view = cases[pair], view.isActive, CaseState(view).isUntouched,
                view.day("requestedEffectiveOn") == move.firstDayNew
            else { return nil }
            return Write(
                .enrollment, view.id, "requestedEffectiveOn",
                ["requestedEffectiveOn": .day(first)])
        }
    }

    /// The employment of a doctor who leaves the group.
    private static func departure(
        _ move: MoveRun, _ last: Day?, _ lookup: some RecordLookup
    ) -> [Write] {
        guard move.kind == .leave, move.fromOffice == nil, let last,
            let person = lookup.record(move.doctor), let day = person.day("departOn"),
            day == move.lastDayOld, day != last
        else { return [] }
        return [
            Write(
                .practitioner, move.doctor, "employment",
                ["hireOn": person.day("hireOn").map { .day($0) }, "departOn": .day(last)])
        ]
    }
}
