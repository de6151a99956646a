import Foundation

/// A file in the making, readable by its owner alone, which gets its name when it is whole.
struct BackupDraft {
    let path: String
    private let name: String
    private let descriptor: Int32

    /// - Throws: `BackupError.unwritable` where there can be no such file. One that a process left
    ///   behind which died is worth nothing.
    init(of name: String) throws {
        self.name = name
        path = name + ".part"
        unlink(path)
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BackupError.unwritable(name) }
    }

    func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BackupError.unwritable(name) }
            rest = rest.dropFirst(count)
        }
    }

    /// What was written is on the disk.
    func flush() throws {
        guard fsync(descriptor) == 0 else { throw BackupError.unwritable(name) }
    }

    /// Gives it its name, whatever has it, durably.
    func move() throws {
        guard rename(path, name) == 0 else { throw BackupError.unwritable(name) }
        close(descriptor)
        let folder = open((name as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { throw BackupError.unwritable(name) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw BackupError.unwritable(name) }
    }

    func remove() {
        close(descriptor)
        unlink(path)
    }
}
