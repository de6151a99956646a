import Foundation

/// Where a store's files are: one folder, private to its owner.
package struct StoreFolder: Hashable, Sendable {
    package let path: String

    package init(_ path: String) {
        let url = URL(fileURLWithPath: path)
        self.path = url.standardizedFileURL.path
    }

    package var database: String { path + "/bridgework.sqlite" }
    package var lock: String { path + "/lock" }
    /// The unix socket on which the owning process answers commands.
    package var socket: String { path + "/socket" }
    /// Keys and certificates.
    package var identity: String { path + "/identity" }

    package var holdsStore: Bool {
        FileManager.default.fileExists(atPath: database)
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
    }

    /// Refuses a folder that the group or others may enter.
    package func checkPrivacy() throws(StoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .missing(folder: path) }
        guard status.st_mode & 0o077 == 0 else { throw .unsafePermissions(path: path) }
    }
}
