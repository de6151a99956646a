package import Merge
package import Records

/// A move closed whose payors have all confirmed, once their directories and a first payment in
/// network have been seen.
package struct CloseMove: Deed {
    /// The move's id or the end of it.
    package var move: String
    package var evidence: Evidence?
    package var comment: String

    package init(_ move: String, evidence: Evidence? = nil, comment: String) {
        self.move = move
        self.evidence = evidence
        self.comment = comment
    }

    /// - Returns: the move.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        try place.requireCentral()
        let view = try records.run(move)
        guard MoveRun(view) != nil else { throw DoctorRefusal.notMove }
        let document = try evidence?.document(
            about: [view.id], at: place, in: records, into: &writes)
        let draft = StepDraft(
            MoveRun.Step.verifyDirectory, on: place.today, comment: comment, document: document,
            by: who.actor)
        try writes.add(draft.write(onRun: view, records))
        return view.id
    }
}
