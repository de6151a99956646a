/// Something about one attribute and key that waits for a person.
package struct FieldConflict: Equatable, Sendable {
    package let attribute: String
    package let key: Bytes
    package let kind: Kind
    package let isBlocking: Bool
    /// The live entries among which to decide, latest first.
    package let candidates: [Entry]

    /// What stands against what.
    package enum Kind: String, Sendable, CaseIterable {
        /// Concurrent writes that differ.
        case siblings
        /// Somebody worked on while somebody else deactivated the record.
        case editedWhileRemoved = "edited-while-removed"
    }
}
