/// One row of a workflow's states, by its type's words.
package struct StateRow<Kind: StagedKind>: Sendable {
    let word: Kind.State
    let state: Workflow.State

    /// - Parameter rank: the greater, the safer to show while nobody knows which state holds.
    package static func state(
        _ word: Kind.State, rank: Int, _ traits: Set<Workflow.Trait> = []
    ) -> StateRow {
        StateRow(
            word: word, state: Workflow.State(name: word.rawValue, rank: rank, traits: traits))
    }
}
