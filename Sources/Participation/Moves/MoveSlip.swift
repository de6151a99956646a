package import Merge
package import Records

/// What moves when the days of a move do (domain W2, `dateSlip`).
package struct MoveSlip: Sendable {
    package let writes: [Write]

    package init(
        _ move: MoveRun, lastDay: Day?, firstDay: Day?, in lookup: some RecordLookup
    ) {
        let last = move.lastDayOld.map { lastDay ?? $0 }
        let first = move.firstDayNew.map { firstDay ?? $0 }
        let dates = Write(
            MoveRun.dates, move.id, [MoveRun.lastDayOld(last), MoveRun.firstDayNew(first)])
        self.writes =
            [dates] + MoveSlip.terms(move, last, first, lookup)
            + MoveSlip.requests(move, first, lookup) + MoveSlip.departure(move, last, lookup)
    }

    /// The assignments that end or begin with the move.
    private static func terms(
        _ move: MoveRun, _ last: Day?, _ first: Day?, _ lookup: some RecordLookup
    ) -> [Write] {
        lookup.records(where: LocationAssignment.practitioner, is: move.doctor)
            .filter(\.isActive).compactMap { row in
                let (from, through) = (
                    row[LocationAssignment.term.from], row[LocationAssignment.term.through]
                )
                let office = row[LocationAssignment.office]
                let isLeft =
                    move.fromOffice == nil ? move.kind == .leave : office == move.fromOffice
                let ends = isLeft && through != nil && through == move.lastDayOld
                let begins =
                    move.toOffice != nil && office == move.toOffice && from == move.firstDayNew
                guard ends && last != through || begins && first != from else { return nil }
                return Write(
                    LocationAssignment.term, row.id,
                    [
                        LocationAssignment.term.from((begins ? first : from)),
                        LocationAssignment.term.through((ends ? last : through)),
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
                view[Enrollment.requestedEffectiveOn] == move.firstDayNew
            else { return nil }
            return Write(Enrollment.requestedEffectiveOn, view.id, first)
        }
    }

    /// The employment of a doctor who leaves the group.
    private static func departure(
        _ move: MoveRun, _ last: Day?, _ lookup: some RecordLookup
    ) -> [Write] {
        guard move.kind == .leave, move.fromOffice == nil, let last,
            let person = lookup.record(move.doctor), let day = person[Practitioner.departOn],
            day == move.lastDayOld, day != last
        else { return [] }
        return [
            Write(
                Practitioner.employment, move.doctor,
                [Practitioner.hireOn(person[Practitioner.hireOn]), Practitioner.departOn(last)])
        ]
    }
}
