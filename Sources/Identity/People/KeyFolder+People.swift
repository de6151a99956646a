package import Merge

extension KeyFolder {
    /// A person's sealed key; `nil` where none lies here.
    package func personKey(of user: RecordID) throws(IdentityError) -> String? {
        let name = KeyFolder.name(of: user)
        return try contains(name) ? try read(name) : nil
    }

    package func write(_ key: SealedPersonKey) throws(IdentityError) {
        try write(key.text, as: KeyFolder.name(of: key.label.user))
    }

    /// Forgets a person's key: what it signed stays good, and nobody signs with it here any more.
    package func removePersonKey(of user: RecordID) throws(IdentityError) {
        try remove(KeyFolder.name(of: user))
    }

    private static func name(of user: RecordID) -> String { "person-\(user.hexadecimal).key" }
}
