package import Merge

/// The workflow `status`: a log of transitions that a fold reads in causal order.
///
/// `after` names the live transitions the writer had seen (`EntryList`); the step `retract` annuls
/// the one that `retracts` names. A workflow's own facts stand behind the shared ones.
package struct StepRows<Owner: RecordKind>: RowsToken {
    package let step: TypedField<Owner, String>
    package let happenedOn = TypedField<Owner, Day>("happenedOn", .day)
    package let comment = TypedField<Owner, String>("comment", .text(max: 1_000))
    package let document = TypedField<Owner, RecordID>("document", .reference("document"))
    package let after = TypedField<Owner, Bytes>("after", .blob)
    package let retracts = TypedField<Owner, Bytes>("retracts", .blob)
    package let attribute: Attribute

    /// - Parameter steps: the words of its steps, in the order of the schema.
    package init<Step: StepWord>(
        _ steps: Step.Type, writers: Writers? = nil, facts: [any FieldToken] = []
    ) {
        self.init(words: steps.allCases.map(\.rawValue), writers: writers, facts: facts)
    }

    /// The log of whichever type, whatever the words of its steps.
    init(words: [String], writers: Writers? = nil, facts: [any FieldToken] = []) {
        self.step = TypedField("step", .choice(words + [StatusLog.retract]), required: true)
        self.attribute = .log(
            StatusLog.attribute, writers: writers,
            [
                step.declared, happenedOn.declared, comment.declared, document.declared,
                after.declared, retracts.declared,
            ] + facts.map(\.declared))
    }
}
