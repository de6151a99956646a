/// Why no backup was made or restored.
package enum BackupError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Nobody could open what would be written.
    case noKeySet
    /// There is a key already: backups made for it need it.
    case keySet(fingerprint: String)
    case isNoBackup(String)
    case unwritable(String)
    case unreadable(String)
    /// A release after this one made it.
    case laterRelease(String)
    /// What was restored is not what the backup holds.
    case restoredOtherwise(problems: [String])
    case unknownBackup(String)
    /// Nobody said who was shut out since the backup.
    case nobodyNamed

    package var description: String {
        switch self {
        case .noKeySet:
            "this hub has no recovery key, and nobody could open its backups: make one with "
                + "`bridgework-hub backup key FILE`, and keep it away from the hub"
        case .keySet(let fingerprint):
            "this hub has the recovery key \(fingerprint): backups made so far need it; give "
                + "--replace to make the next ones for a new key"
        case .isNoBackup(let path):
            "\(path) is there and is no backup: name another file"
        case .unwritable(let path):
            "\(path) cannot be written: check that its folder exists, its permissions, and that "
                + "its disk has room"
        case .unreadable(let path): "\(path) cannot be read: check its name and permissions"
        case .laterRelease(let software):
            "\(software) made the backup, which is later than this release: restore with that one"
        case .restoredOtherwise(let problems):
            "what was restored is not what the backup holds: "
                + problems.prefix(3).joined(separator: "; ")
        case .unknownBackup(let path):
            "the hub knows of no backup \(path): `bridgework-hub backup list` lists them"
        case .nobodyNamed:
            "a machine that was shut out after the backup was made may come in again: give "
                + "--revoke NAME for each that was, or --revoke-none where there was none"
        }
    }
}
