import Foundation

/// One backup of a hub at a time, whichever process makes it.
final class BackupLock {
    private let descriptor: Int32

    /// - Throws: `BackupError.underWay` while another is written.
    init(of home: HubHome) throws {
        descriptor = open(home.backupLock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw BackupError.unwritable(home.backupLock) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw BackupError.underWay
        }
    }

    /// The system lets go of it with the process too.
    deinit { close(descriptor) }
}
