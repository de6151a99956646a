package import Merge

/// A conflict that waits for a person, without its values.
package struct OpenConflict: Equatable, Sendable {
    package let record: RecordID
    package let type: String
    package let attribute: String
    package let key: Bytes
    package let kind: String
    package let isBlocking: Bool
    package let candidates: Int
    package let since: Timestamp
}
