import Disk
import Foundation

/// One backup of a hub at a time, whichever process makes it; the system lets go of it with the
/// process too.
struct BackupLock: ~Copyable {
    private let file: OpenFile

    /// - Throws: `BackupError.underWay` while another is written.
    init(of home: HubHome) throws {
        file = OpenFile(open(home.backupLock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600))
        guard file.isOpen else { throw BackupError.unwritable(home.backupLock) }
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw BackupError.underWay }
    }

    /// Does what no other process may do meanwhile.
    borrowing func whileHeld<Outcome>(_ body: () throws -> Outcome) rethrows -> Outcome {
        try body()
    }
}
