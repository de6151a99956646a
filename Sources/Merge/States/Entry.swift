/// One live value of one attribute and key.
package struct Entry: Hashable, Sendable {
    package let id: EntryID
    package let attribute: String
    package let key: Bytes
    package let value: Bytes
    package let origin: Origin

    package init(id: EntryID, attribute: String, key: Bytes, value: Bytes, origin: Origin) {
        self.id = id
        self.attribute = attribute
        self.key = key
        self.value = value
        self.origin = origin
    }

    /// The order of a record's entries: attribute, key, then entry id.
    func precedes(attribute: String, key: Bytes, id: EntryID) -> Bool {
        guard self.attribute == attribute else { return self.attribute < attribute }
        guard self.key == key else { return self.key < key }
        return self.id < id
    }

    /// Whether it stands at that place of its record.
    package func isAt(attribute: String, key: Bytes) -> Bool {
        self.attribute == attribute && self.key == key
    }

    /// The decoded value; bytes that no version of ours wrote read as one blank field.
    package var decoded: Value {
        Entry.decoded(value)
    }

    /// Bytes that no version of ours wrote read as one blank field.
    package static func decoded(_ bytes: Bytes) -> Value {
        do { return try Value(decoding: bytes) } catch { return Value([]) }
    }
}
