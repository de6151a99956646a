package import Identity
package import Merge
package import Sync

// What a store keeps of its backups: for which key they are made, and which there are.

extension EventBook {
    /// From now on backups are made for this key.
    ///
    /// - Throws: `BackupError.keySet` where there is one already, unless it is to be replaced.
    package mutating func set(
        recovery key: RecoveryPublicKey, replacing isReplacing: Bool, at now: Timestamp
    ) throws {
        if let known = try recoveryKey, known != key, !isReplacing {
            throw BackupError.keySet(fingerprint: known.fingerprint)
        }
        try setMeta(SettingName.recoveryKey, key.hexadecimal)
        try audit(at: now, "recovery-key-set", detail: key.fingerprint)
    }

    /// - Throws: `BackupError.unknownBackup` where the store knows of none there.
    package mutating func forget(backup path: String, at now: Timestamp) throws {
        guard try !forget(backups: [path], at: now).isEmpty else {
            throw BackupError.unknownBackup(path)
        }
    }
}
