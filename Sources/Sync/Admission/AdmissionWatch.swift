package import Merge

/// Told which change set is about to be looked at, by whoever remembers what stopped the hub.
package struct AdmissionWatch: Sendable {
    /// Whether to look at it at all; `false` takes it in unread.
    package let begins: @Sendable (ChangeSetID) -> Bool

    package init(begins: @escaping @Sendable (ChangeSetID) -> Bool) {
        self.begins = begins
    }
}
