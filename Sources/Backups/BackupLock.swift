import Disk
import Foundation

/// One backup of a store at a time, whichever process makes it; the system lets go of it with the
/// process too.
package struct BackupLock: ~Copyable {
    private let file: OpenFile

    /// - Parameter path: the file that stands for it, in the store's folder.
    /// - Throws: `BackupError.underWay` while another is written.
    package init(_ path: String) throws {
        file = OpenFile(open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600))
        guard file.isOpen else { throw BackupError.unwritable(path) }
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw BackupError.underWay }
    }

    /// Does what no other process may do meanwhile.
    package borrowing func whileHeld<Outcome>(_ body: () throws -> Outcome) rethrows -> Outcome {
        try body()
    }
}
