import Foundation

/// Where a store's files are: one folder, private to its owner.
package struct StoreFolder: Hashable, Sendable {
    package let path: String

    package init(_ path: String) {
        let url = URL(fileURLWithPath: path)
        self.path = url.standardizedFileURL.path
    }

    package var database: String { path + StoreFolder.databaseName }
    static let databaseName = "/bridgework.sqlite"
    package var lock: String { path + "/lock" }
    /// The unix socket on which the owning process answers commands.
    package var socket: String { path + "/socket" }
    /// Keys and certificates.
    package var identity: String { path + "/identity" }

    package var holdsStore: Bool {
        FileManager.default.fileExists(atPath: database)
    }

    /// Whether nothing can be written here: a folder or a disk for reading alone, or one so full
    /// that not even SQLite's index of its log fits.
    var takesNoWrites: Bool {
        if access(path, W_OK) != 0 { return true }
        let hasIndex = FileManager.default.fileExists(atPath: database + "-shm")
        return !hasIndex && (freeBytes ?? .max) < StoreFolder.roomMin
    }

    private static let roomMin: UInt64 = 64 << 10

    /// Whether a killed process left something in the log.
    var hasLog: Bool {
        var status = stat()
        return stat(database + "-wal", &status) == 0 && status.st_size > 0
    }

    /// What whoever owns the store may still write on its disk; `nil` where nobody says.
    package var freeBytes: UInt64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// What the database takes on the disk, with its log.
    package var byteCount: UInt64 {
        [database, database + "-wal"].reduce(0) { sum, path in
            var status = stat()
            return stat(path, &status) == 0 ? sum + UInt64(clamping: status.st_size) : sum
        }
    }

    /// Removes the socket of a process that stops; whoever holds the lock may.
    package func removeSocket() {
        unlink(socket)
    }

    /// Makes the folder with mode 0700, or checks that an existing one is private.
    package func prepare() throws(StoreError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unwritable(file: path, detail: "the folder cannot be made")
        }
        try checkPrivacy()
        try checkOwner()
    }

    /// Refuses a folder without a store, and one that only its owner may look into.
    func requireStore() throws(StoreError) {
        guard !holdsStore else { return }
        if access(path, X_OK) != 0, errno == EACCES { try checkOwner() }
        throw .missing(folder: path)
    }

    /// Refuses a folder of another user, which only root could open.
    package func checkOwner() throws(StoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .missing(folder: path) }
        guard status.st_uid != geteuid() else { return }
        let owner = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) }
        throw .otherOwner(folder: path, owner: owner ?? String(status.st_uid))
    }

    /// Refuses a folder that the group or others may enter.
    package func checkPrivacy() throws(StoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .missing(folder: path) }
        guard status.st_mode & 0o077 == 0 else { throw .unsafePermissions(path: path) }
    }
}
