package import Merge

/// A person who unlocked his key at this desk's machine, and what the key signed then.
package struct Person: Hashable, Sendable {
    package let login: String
    package let user: RecordID
    /// What his key goes by.
    package let key: String
    /// What nobody could foresee, and what the key answered: the session records both, so that
    /// whoever doubts it can check.
    package let challenge: [UInt8]
    package let signature: [UInt8]

    package init(
        login: String, user: RecordID, key: String, challenge: [UInt8], signature: [UInt8]
    ) {
        self.login = login
        self.user = user
        self.key = key
        self.challenge = challenge
        self.signature = signature
    }
}
