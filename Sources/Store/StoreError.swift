package import Merge
package import Sealing

/// Why a store could not be opened, read or written.
package enum StoreError: Error, Equatable, Sendable {
    /// Another process has the store; when it has it for long, commands reach it by its socket.
    case inUse(folder: String, holder: Int32? = nil)
    case missing(folder: String)
    case alreadyExists(folder: String)
    /// The file is a database, but not one of ours.
    case foreign(file: String)
    /// The file is no database, or a damaged one.
    case corrupt(file: String, detail: String)
    case schemaTooNew(found: Int, known: Int)
    case wrongKind(expected: StoreKind, found: String)
    case diskFull(file: String)
    case unwritable(file: String, detail: String)
    /// The disk failed while SQLite read, wrote or synced: what it holds is not known any more.
    case diskFailed(file: String, code: Int32)
    /// The folder is on a disk that takes no writes: what is there can be read.
    case readOnly(folder: String)
    /// A setting the promises rest on could not be switched on.
    case unsafeSetting(name: String, found: String)
    case sqlite(code: Int32, operation: String)
    case damagedState(record: RecordID, MergeError)
    case damagedMeta(key: String)
    case unsafePermissions(path: String)
    /// Its files are another user's; what this one wrote there, that one could not read.
    case otherOwner(folder: String, owner: String)
    /// It is sealed and cannot be opened, or cannot be sealed.
    case seal(folder: String, SealFault)

    /// What whoever meets the error can do.
    package enum Remedy: Sendable {
        case retry, askOperator, upgrade, reportBug
    }

    package var remedy: Remedy {
        switch self {
        case .inUse: .retry
        case .missing, .alreadyExists, .foreign, .wrongKind, .diskFull, .unwritable,
            .unsafePermissions, .corrupt, .diskFailed, .readOnly, .otherOwner,
            .seal:
            .askOperator
        case .schemaTooNew: .upgrade
        case .unsafeSetting, .sqlite, .damagedState, .damagedMeta: .reportBug
        }
    }
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inUse(let folder, let holder):
            "the store \(folder) is in use by "
                + (holder.map { "process \($0)" } ?? "another process")
                + ": nothing was done, try again in a moment"
        case .missing(let folder):
            "there is no store in \(folder): join a group with `bridgework join`, or name the "
                + "right folder with --store"
        case .alreadyExists(let folder):
            "\(folder) already holds a store: choose another folder, or remove it to start afresh"
        case .foreign(let file):
            "\(file) is a database of another program: name the right folder with --store"
        case .corrupt(let file, let detail):
            "\(file) is damaged (\(detail)): `bridgework salvage FILE` keeps what was not sent; "
                + "then move the folder aside and join again: what was synced comes back from the "
                + "hub"
        case .schemaTooNew(let found, let known):
            "the store was written by a newer release (schema \(found), this one knows \(known)): "
                + "upgrade this machine; nothing was changed"
        case .wrongKind(let expected, let found):
            "this is the store of a \(found), the command needs one of a \(expected.rawValue): "
                + "name the right folder with --store"
        case .diskFull(let file):
            "the disk is full while writing \(file): free space and try again; nothing was changed"
        case .unwritable(let file, let detail):
            "\(file) cannot be written (\(detail)): check owner, permissions and free space"
        case .diskFailed(let file, let code):
            "the disk failed under \(file) (SQLite answered \(code)): nothing more is written "
                + "there; check the disk and the system's log, then start again and run `verify`"
        case .readOnly(let folder):
            "\(folder) is on a disk that takes no writes: what is there can be read; free space, "
                + "or make it writable, to change anything"
        case .unsafeSetting(let name, let found):
            "SQLite refused \(name) (it reads \(found)): the store will not run without it"
        case .sqlite(let code, let operation):
            "SQLite answered \(code) while trying to \(operation): run `verify` and report it"
        case .damagedState(let record, let error):
            "record \(record) cannot be read (\(error)): run `verify --repair`, then `sync`"
        case .damagedMeta(let key):
            "the store's entry \(key) is missing or damaged: run `verify`"
        case .unsafePermissions(let path):
            "\(path) can be read by others: run `chmod 700` on the folder"
        case .seal(let folder, let fault): "the store \(folder) was not opened: \(fault)"
        case .otherOwner(let folder, let owner):
            "\(folder) belongs to the user \(owner): run the command as that user, with `sudo -u "
                + "\(owner)` before it, so that its service can read what is written there"
        }
    }
}
