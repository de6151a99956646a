package import Merge
package import Records

/// An onboarding run or a move given up: the hub retires what nobody has touched.
package struct GiveUpRun: Deed {
    /// The run's id or the end of it.
    package var run: String
    package var comment: String

    package init(_ run: String, comment: String) {
        self.run = run
        self.comment = comment
    }

    /// - Returns: the run.
    package func decide(
        _ who: Signature, at place: Place, in records: some RecordLookup,
        into writes: inout some WriteSink
    ) throws -> RecordID {
        try place.requireCentral()
        let view = try records.run(run)
        let isMove = view.type.name == RecordType.moveRun.name
        let step = isMove ? MoveRun.Step.cancel.rawValue : OnboardingRun.Step.abandon.rawValue
        let draft = StepDraft(step, on: place.today, comment: comment, by: who.actor)
        try writes.add(draft.write(onRun: view, records))
        return view.id
    }
}
