/// A word by which a step is logged; a type's steps are an enum of them.
///
/// The enum is the schema's: its words stand in the `status` log in the order of their cases.
package protocol StepWord: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// A word for where a record stands in its workflow; each has its row there.
package protocol StateWord: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// A type of records that move through a workflow.
package protocol StagedKind: RecordKind {
    associatedtype Step: StepWord
    associatedtype State: StateWord
}
