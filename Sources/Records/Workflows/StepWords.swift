package import Merge

/// What a person says of a step beside its name: the same for every record that takes steps.
package struct StepWords: Sendable {
    /// Today where it is not given.
    package var happenedOn: Day?
    package var comment: String?
    /// The other side's reference.
    package var reference: String?

    package init() {}

    /// The step as it is logged.
    ///
    /// - Parameters:
    ///   - today: when it happened where nobody says.
    ///   - actor: who logs it.
    package func draft(
        _ step: some StepWord, today: Day, by actor: RecordID?, document: RecordID? = nil
    ) -> StepDraft {
        StepDraft(
            step, on: happenedOn ?? today, comment: comment, document: document, by: actor,
            facts: reference.map { [AnyRecord.reference($0)] } ?? [])
    }
}
