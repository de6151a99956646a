import Foundation

/// Holds a store for one process.
///
/// The kernel lets go of it when the process dies, however it dies.
package final class StoreLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `StoreError.inUse` when another process has it.
    package init(_ folder: StoreFolder) throws(StoreError) {
        let descriptor = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw .unwritable(file: folder.lock, detail: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(folder: folder.path)
        }
        self.descriptor = descriptor
    }

    /// Unlocks before it closes: a child process that is being started holds a copy of the
    /// descriptor for a moment, and the lock lasts as long as any copy.
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
