/// An entry that was replaced before it arrived: dead on arrival, at this attribute and key only.
package struct AwaitedEntry: Hashable, Sendable {
    package let id: EntryID
    package let attribute: String
    package let key: Bytes

    package init(id: EntryID, attribute: String, key: Bytes) {
        self.id = id
        self.attribute = attribute
        self.key = key
    }

    /// One order for equal sets, so that equal states encode equally: two writers may name one
    /// entry at two places.
    func precedes(_ other: AwaitedEntry) -> Bool {
        guard id == other.id else { return id < other.id }
        guard attribute == other.attribute else { return attribute < other.attribute }
        return key < other.key
    }
}
