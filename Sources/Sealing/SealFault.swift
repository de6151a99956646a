/// Why what is sealed cannot be opened, or nothing can be sealed.
package enum SealFault: Error, Equatable, Sendable {
    /// The file that names a store's keys is not one, or was changed.
    case unreadable(file: String)
    case unwritable(file: String)
    /// Nobody has unlocked the store since the machine was started.
    case locked
    /// What was given does not open the keys: another passphrase, another key.
    case wrongKey(source: String)
    /// The keys are not those of this database.
    case otherDatabase
    /// The database is sealed, and the file that names its keys is gone.
    case noKeyFile
    /// The database is in clear where the file of its keys says otherwise.
    case notSealed
    case sourceMissing(file: String)
    /// Others than its owner can read it.
    case sourceOpen(file: String)
    case sourceUnusable(file: String)
    /// It would lie beside what it opens.
    case sourceInside(file: String)
    case commandFailed(code: Int32)
    case commandLate(seconds: Int)
    case commandUnusable
    case noPlaceToUnlock
    case isSealed
    case isNotSealed
    case tooManyKeys
    case counts
    case system
}

extension SealFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let file):
            "\(file) does not name the store's keys any more: bring it back from a copy of the "
                + "folder; without it nothing in the store can be read"
        case .unwritable(let file):
            "\(file) cannot be written: check owner, permissions and free space"
        case .locked:
            "it is sealed under a passphrase and locked since the machine was started: run "
                + "`key unlock`"
        case .wrongKey(let source):
            "\(source) does not open it: give the right one; nothing was changed"
        case .otherDatabase:
            "its keys are not those of its database: one of the two was put here from another "
                + "store; bring back the right one"
        case .noKeyFile:
            "its database is sealed, and the file `seal` that names its keys is gone: bring it "
                + "back from a copy of the folder"
        case .notSealed:
            "its database is not the sealed one, though its keys are there: it was damaged, or "
                + "another was put in its place; bring the right one back, or join again"
        case .sourceMissing(let file):
            "the key file \(file) is not there: bring it back to that place; a new one would not "
                + "open what the old one sealed"
        case .sourceOpen(let file):
            "others can read the key file \(file): take their permissions away "
                + "(`chmod 600 \(file)`)"
        case .sourceUnusable(let file):
            "\(file) is no key: it takes one line of 64 hexadecimal digits"
        case .sourceInside(let file):
            "\(file) is inside the store: whoever takes the folder would have both; choose a "
                + "place outside"
        case .commandFailed(let code): "the command that gives its key ended with \(code)"
        case .commandLate(let seconds):
            "the command that gives its key said nothing within \(seconds) s"
        case .commandUnusable:
            "the command gave no key: it has to print one line of 64 hexadecimal digits"
        case .noPlaceToUnlock:
            "there is no folder in memory to keep it unlocked in: make /run/bridgework, a folder "
                + "of this user's alone, or set XDG_RUNTIME_DIR"
        case .isSealed: "it is sealed already"
        case .isNotSealed: "it is not sealed: `key convert` seals it"
        case .tooManyKeys: "it has too many data keys: finish with `key rotate`"
        case .counts: "the copy does not hold what the store holds: nothing was changed"
        case .system: "the system's cryptography refused to work"
        }
    }
}
