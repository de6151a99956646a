package import Merge

/// A conflict that waits for a person, without its values.
package struct OpenConflict: Equatable, Sendable {
    /// Derived from what disagrees: the same on every replica, and after every settlement.
    package let id: RecordID
    package let kind: String
    package let type: String
    /// Of a rule over several records, the first of them.
    package let record: RecordID
    /// Blank for a rule over several records.
    package let attribute: String
    package let key: Bytes
    package let isBlocking: Bool
    /// Active records that depend on what a blocking conflict leaves unknown.
    package let blocked: Int
    package let candidates: Int
    package let since: Timestamp
    package let assignee: RecordID?
    package let deferredUntil: Day?

    /// The id of a conflict on one attribute and key.
    package static func id(_ record: RecordID, _ conflict: FieldConflict) -> RecordID {
        let text = conflict.attribute + "\0" + conflict.kind.rawValue + "\0"
        return RecordID.v5(namespace: record, name: Array(text.utf8) + conflict.key)
    }

    /// The id of the record that says who looks after a conflict: two people's notes are one.
    package static func note(of conflict: RecordID) -> RecordID {
        RecordID.v5(namespace: conflict, name: "note".utf8)
    }

    /// Where it stands in the list; the next page begins behind it.
    package var place: Place {
        Place(
            severity: isBlocking ? 0 : 1, weight: -Int64(blocked), since: since.milliseconds,
            id: id)
    }

    /// Blocking conflicts first, then by how much is blocked, then the oldest.
    package struct Place: Equatable, Sendable {
        let severity: Int64
        let weight: Int64
        let since: Int64
        package let id: RecordID
    }
}
