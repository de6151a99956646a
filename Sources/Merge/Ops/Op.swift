/// One write: it adds an entry, and ends the entries its writer saw there.
package struct Op: Equatable, Sendable {
    package let record: RecordID
    package let type: String
    package let attribute: String
    /// The map key or set element, encoded as a `Value`; empty for registers, logs and counters.
    package let key: Bytes
    /// The encoded `Value`; `nil` only removes.
    package let value: Bytes?
    package let replaces: [EntryID]

    package init(
        record: RecordID, type: String, attribute: String, key: Bytes = [], value: Bytes?,
        replaces: [EntryID] = []
    ) {
        self.record = record
        self.type = type
        self.attribute = attribute
        self.key = key
        self.value = value
        self.replaces = replaces
    }

    /// Whether both ops write the same attribute and key of the same record.
    package func hasSameTarget(as other: Op) -> Bool {
        record == other.record && attribute == other.attribute && key == other.key
    }
}
