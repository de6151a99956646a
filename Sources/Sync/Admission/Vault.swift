package import Merge

/// The hub's sealing key, as the conversation is handed it.
package struct Vault: Sendable {
    /// What offices seal with.
    package let publicKey: Bytes
    /// `nil` for what was sealed with another key.
    package let open: @Sendable (Bytes) -> Bytes?

    package init(publicKey: Bytes, open: @escaping @Sendable (Bytes) -> Bytes?) {
        self.publicKey = publicKey
        self.open = open
    }
}
