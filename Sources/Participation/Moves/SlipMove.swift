package import Merge
package import Records

/// A move put to other days: the run's, those of the assignments it ended and began, and the day
/// that untouched cases ask for.
package struct SlipMove: Deed {
    /// The move's id or the end of it.
    package var move: String
    /// At the old office; as it was if not given.
    package var lastDay: Day?
    /// At the new one; as it was if not given.
    package var firstDay: Day?
    package var comment: String

    package init(_ move: String, lastDay: Day? = nil, firstDay: Day? = nil, comment: String) {
        self.move = move
        self.lastDay = lastDay
        self.firstDay = firstDay
        self.comment = comment
    }

    /// - Returns: the move.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        guard place.office == nil else { throw DoctorRefusal.slipAtOffice }
        let view = try records.run(move)
        guard let run = MoveRun(view) else { throw DoctorRefusal.notMove }
        let draft = StepDraft(
            MoveRun.Step.dateSlip, on: place.today, comment: comment, by: who.actor)
        let step = try draft.write(onRun: view, records)
        try writes.add(MoveSlip(run, lastDay: lastDay, firstDay: firstDay, in: records).writes)
        try writes.add(step)
        return view.id
    }
}
