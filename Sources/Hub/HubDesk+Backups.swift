package import Identity
package import Sync

extension HubDesk {
    /// From the first to the last.
    package func backups() throws -> [BackupEntry] { try store.read { try $0.backups() } }

    /// What its backups are made for; `nil` before there is a key.
    package var recoveryKey: RecoveryPublicKey? {
        get throws { try store.read { try $0.recoveryKey } }
    }

    /// From now on backups are made for this key.
    ///
    /// - Throws: `BackupError.keySet` where there is one already, unless it is to be replaced.
    package func set(recovery key: RecoveryPublicKey, replacing isReplacing: Bool) throws {
        try store.write { transaction in
            if let known = try transaction.recoveryKey, !isReplacing {
                throw BackupError.keySet(fingerprint: known.fingerprint)
            }
            try transaction.setMeta(SettingName.recoveryKey, key.hexadecimal)
            try transaction.audit(at: now, "recovery-key-set", detail: key.fingerprint)
        }
    }

    /// Keeps that a backup was made, and forgets others.
    ///
    /// - Parameter gone: the paths of those that nobody can restore any more.
    package func note(_ backup: BackupEntry, forgetting gone: Set<String>) throws {
        try store.write { transaction in
            try transaction.note(backup, at: now)
            _ = try transaction.forget(backups: gone.subtracting([backup.path]), at: now)
        }
    }

    /// - Throws: `BackupError.unknownBackup` where the hub knows of none there.
    package func forget(backup path: String) throws {
        try store.write { transaction in
            guard try !transaction.forget(backups: [path], at: now).isEmpty else {
                throw BackupError.unknownBackup(path)
            }
        }
    }

    /// After a restoration: where the hub is from now on, and who was shut out since the backup.
    ///
    /// - Parameters:
    ///   - names: machines that must not come in again.
    ///   - backup: what was restored, which the hub did not know of itself yet.
    package func resume(
        from backup: BackupEntry, host: String?, port: Int?, revoking names: [String]
    ) throws {
        try store.write { transaction in
            if let host { try transaction.setMeta("host", host) }
            if let port { try transaction.setMeta("port", String(port)) }
            try transaction.note(backup, at: now)
            try transaction.audit(
                at: now, "restored", detail: "from a backup through \(backup.position)")
        }
        for name in names { _ = try revoke(name) }
    }
}
