package import Sync

/// Why no backup was made or restored.
package enum BackupError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Nobody could open what would be written.
    case noKeySet
    /// There is a key already: backups made for it need it.
    case keySet(fingerprint: String)
    case isNoBackup(String)
    case unwritable(String)
    case unreadable(String)
    case underWay
    /// A path that no list could show, or that is no file.
    case badPath
    case folderTaken(String)
    case keyFileTaken(String)
    /// A release after this one made it.
    case laterRelease(String)
    /// What was restored is not what the backup holds.
    case restoredOtherwise(problems: [String])
    case unknownBackup(String)
    /// It holds a store of the other kind.
    case otherKind(BackupKind)

    package var description: String {
        switch self {
        case .noKeySet:
            "there is no recovery key, and nobody could open the backups: make one with "
                + "`backup key FILE`, and keep it away from this machine"
        case .keySet(let fingerprint):
            "there is the recovery key \(fingerprint): backups made so far need it; give "
                + "--replace to make the next ones for a new key"
        case .isNoBackup(let path):
            "\(path) is there and is no backup: name another file"
        case .unwritable(let path):
            "\(path) cannot be written: check that its folder exists, its permissions, and that "
                + "its disk has room"
        case .underWay: "another backup of this store is being written: wait until it is done"
        case .badPath:
            "a backup's path is that of a file, or of none yet, and has no control characters"
        case .keyFileTaken(let path): "\(path) is there: name a file that is not"
        case .folderTaken(let path):
            "\(path) is there and is not empty, or is a link: name another folder"
        case .unreadable(let path): "\(path) cannot be read: check its name and permissions"
        case .laterRelease(let software):
            "\(software) made the backup, which is later than this release: restore with that one"
        case .restoredOtherwise(let problems):
            "what was restored is not what the backup holds: "
                + problems.prefix(3).joined(separator: "; ")
        case .unknownBackup(let path):
            "no backup \(path) is known here: `backup list` lists those that are"
        case .otherKind(.hub):
            "the backup is a hub's: `bridgework-hub restore` and `bridgework-hub backup verify` "
                + "take it"
        case .otherKind(.replica):
            "the backup is a replica's: `bridgework restore` and `bridgework backup verify` take it"
        }
    }
}
