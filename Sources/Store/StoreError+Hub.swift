import Foundation
import Sync

// A replica's store can be thrown away: the hub has what was synced. The hub's own holds the
// group's certificate authority, the registry and the history, and nobody can give them back. So
// what is good advice at an office would end the group here.

extension StoreError: StoreFault {
    package var isForWantOfRoom: Bool {
        if case .diskFull = self { true } else { false }
    }

    package var hubAdvice: String { words(at: .hub) }

    /// What the error means, and what to do about it, where that store is.
    package func words(at kind: StoreKind) -> String {
        kind == .hub ? hubWords ?? description : description
    }

    private var hubWords: String? {
        switch self {
        case .missing(let folder):
            "there is no hub in \(folder): name the right folder with --store, or make a new group "
                + "with `bridgework-hub init`"
        case .corrupt(let file, let detail):
            "\(file) is damaged (\(detail)): " + StoreError.rescue
        case .diskFailed(let file, let code):
            "the disk failed under \(file) (SQLite answered \(code)): the hub writes nothing more; "
                + "check the disk and the system's log; then " + StoreError.rescue
        case .damagedState(let record, let error):
            "record \(record) cannot be read (\(error)): " + StoreError.rescue
        case .damagedMeta(let key):
            "the hub's entry \(key) is missing or damaged: " + StoreError.rescue
        case .sqlite(let code, let operation):
            "SQLite answered \(code) while trying to \(operation): run `bridgework-hub verify` and "
                + "report it"
        default: nil
        }
    }

    /// What whoever runs a damaged hub does, in this order.
    private static let rescue =
        "keep the folder, it holds the group's authority: stop the hub, copy the whole folder, try "
        + "`bridgework-hub verify --repair` on the copy, or restore the last backup, which the "
        + "offices bring up to date"

    /// Whether nothing that the store says or takes can be relied on any more.
    var isFatal: Bool {
        switch self {
        case .diskFailed: true
        // A document's bytes are beside the database and are checked each on its own.
        case .corrupt(let file, _): file.hasSuffix(StoreFolder.databaseName)
        default: false
        }
    }
}

extension StoreError {
    /// What SQLite's extended result code means.
    ///
    /// - Parameter system: the operating system's own error behind it. A quota that is used up and
    ///   a limit on a file's size leave no room either, and SQLite takes them for a broken disk.
    init(sqlite code: Int32, system: Int32 = 0, file: String, operation: String) {
        switch code & 0xFF {
        case SQLiteCode.full: self = .diskFull(file: file)
        case SQLiteCode.ioError where [ENOSPC, EDQUOT, EFBIG].contains(system):
            self = .diskFull(file: file)
        // The log's index in shared memory is the first to want room on a full disk.
        case SQLiteCode.ioError where SQLiteCode.sharedMemory.contains(code):
            self = .diskFull(file: file)
        case SQLiteCode.ioError where code == SQLiteCode.outOfMemory:
            self = .sqlite(code: code, operation: operation)
        case SQLiteCode.ioError: self = .diskFailed(file: file, code: code)
        case SQLiteCode.corrupt, SQLiteCode.notADatabase:
            self = .corrupt(file: file, detail: "SQLite answered \(code)")
        case SQLiteCode.readOnly, SQLiteCode.cannotOpen, SQLiteCode.permission:
            self = .unwritable(file: file, detail: "SQLite answered \(code)")
        default: self = .sqlite(code: code, operation: operation)
        }
    }
}

/// The result codes that are told apart (https://sqlite.org/rescode.html).
private enum SQLiteCode {
    static let permission: Int32 = 3
    static let readOnly: Int32 = 8
    static let ioError: Int32 = 10
    static let corrupt: Int32 = 11
    static let full: Int32 = 13
    static let cannotOpen: Int32 = 14
    static let notADatabase: Int32 = 26
    static let outOfMemory: Int32 = 3_082
    static let sharedMemory: Set<Int32> = [4_874]
}
