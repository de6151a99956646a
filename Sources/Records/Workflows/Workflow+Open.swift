extension Workflow {
    /// The states that are no end, for rows that begin "any non-final".
    package static func open<Kind: StagedKind>(_ states: [StateRow<Kind>]) -> [Kind.State] {
        states.filter { !$0.state.isFinal && !$0.state.isDerived }.map(\.word)
    }
}
