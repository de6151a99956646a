package import Merge

/// A change set that its own writer can no longer read: only the hub opens it.
///
/// An office seals what it wrote about a record that has left its scope, so that the values are
/// gone from its disk while a rewound hub can still be given them back.
package struct SealedBox: Equatable, Sendable {
    /// Of the change set inside.
    package let id: ChangeSetID
    package let bytes: Bytes

    package init(id: ChangeSetID, bytes: Bytes) {
        self.id = id
        self.bytes = bytes
    }
}
