/// What somebody wants to write, before it is known which entries it replaces.
package struct Write: Hashable, Sendable {
    package let record: RecordID
    package let type: String
    package let attribute: String
    /// The encoded `Value` of a map key or set element; empty otherwise.
    package let key: Bytes
    /// The encoded `Value`; `nil` removes what stands at attribute and key.
    package let value: Bytes?
    /// The entries it replaces, where they are not all that its writer saw there: an import's or
    /// undo's word about a unit names its base alone, and nothing where the base is dead.
    package let replacing: [EntryID]?

    package init(
        record: RecordID, type: String, attribute: String, key: Bytes = [], value: Bytes?,
        replacing: [EntryID]? = nil
    ) {
        self.record = record
        self.type = type
        self.attribute = attribute
        self.key = key
        self.value = value
        self.replacing = replacing
    }

    /// The same, beside what stands instead of in its place.
    package var beside: Write {
        Write(
            record: record, type: type, attribute: attribute, key: key, value: value,
            replacing: [])
    }

    /// The op that performs the write on what its writer sees.
    ///
    /// Logs and counters only ever add.
    ///
    /// - Parameter earlier: change sets of the same act: what they wrote there is replaced,
    ///   whatever the write says it replaces.
    package func op(
        seeing state: RecordState, after earlier: Set<ChangeSetID> = [], shape: Attribute.Shape?
    ) -> Op {
        let isAdded = shape?.isAddOnly ?? false
        return Op(
            record: record, type: type, attribute: attribute, key: key, value: value,
            replaces: isAdded ? [] : replaced(in: state, after: earlier))
    }

    private func replaced(in state: RecordState, after earlier: Set<ChangeSetID>) -> [EntryID] {
        guard let replacing else { return state.seen(attribute, key: key) }
        guard !earlier.isEmpty else { return replacing }
        let own = state.seen(attribute, key: key).filter {
            earlier.contains($0.changeSet) && !replacing.contains($0)
        }
        return replacing + own
    }
}
