/// What somebody wants to write, before it is known which entries it replaces.
package struct Write: Hashable, Sendable {
    package let record: RecordID
    package let type: String
    package let attribute: String
    /// The encoded `Value` of a map key or set element; empty otherwise.
    package let key: Bytes
    /// The encoded `Value`; `nil` removes what stands at attribute and key.
    package let value: Bytes?
    /// Whether it stands beside what its writer saw there, which somebody else said: an import's
    /// or undo's word about a unit that a person changed since its base, which is dead by then.
    package let isBeside: Bool

    package init(
        record: RecordID, type: String, attribute: String, key: Bytes = [], value: Bytes?,
        isBeside: Bool = false
    ) {
        self.record = record
        self.type = type
        self.attribute = attribute
        self.key = key
        self.value = value
        self.isBeside = isBeside
    }

    /// The same, beside what stands instead of in its place.
    package var beside: Write {
        Write(
            record: record, type: type, attribute: attribute, key: key, value: value,
            isBeside: true)
    }

    /// The op that performs the write on what its writer sees.
    ///
    /// Logs and counters only ever add, and so does what stands beside.
    package func op(seeing state: RecordState, shape: Attribute.Shape?) -> Op {
        let isAdded = isBeside || shape?.isAddOnly ?? false
        return Op(
            record: record, type: type, attribute: attribute, key: key, value: value,
            replaces: isAdded ? [] : state.seen(attribute, key: key))
    }
}
