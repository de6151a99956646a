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
}
