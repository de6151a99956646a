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
            let holder = StoreLock.holder(descriptor)
            close(descriptor)
            throw .inUse(folder: folder.path, holder: holder)
        }
        self.descriptor = descriptor
        StoreLock.sign(descriptor)
    }

    /// Leaves this process's id for whoever finds the store held; the lock itself is the kernel's.
    private static func sign(_ descriptor: Int32) {
        let line = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = pwrite(descriptor, line, line.count, 0)
    }

    /// Who holds it, if he has signed already.
    private static func holder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let line = String(decoding: bytes[..<count], as: UTF8.self)
        return Int32(line.prefix { $0 != "\n" })
    }

    /// The lock where it can be had; `nil` on a disk where no file of it can be opened.
    static func ifPossible(_ folder: StoreFolder) throws(StoreError) -> StoreLock? {
        do { return try StoreLock(folder) } catch .unwritable { return nil }
    }

    /// Unlocks before it closes: a child process that is being started holds a copy of the
    /// descriptor for a moment, and the lock lasts as long as any copy.
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
