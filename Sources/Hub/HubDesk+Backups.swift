import Backups
package import Identity
import Merge
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
        try store.write { try $0.set(recovery: key, replacing: isReplacing, at: now) }
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
        try store.write { try $0.forget(backup: path, at: now) }
    }

    /// After a restoration: where the hub is from now on, and who was shut out since the backup.
    ///
    /// - Parameters:
    ///   - words: names or ids of machines that must not come in again.
    ///   - backup: what was restored, which the hub did not know of itself yet.
    /// - Returns: those of `words` that no machine of the backup has.
    package func resume(
        from backup: BackupEntry, host: String?, port: Int?, revoking words: [String]
    ) throws -> [String] {
        if let host, !isHostName(host) { throw ResumeProblem.badHost }
        try store.write { transaction in
            if host != nil || port != nil {
                guard let first = HubAddress(host: host ?? self.host, port: port ?? self.port)
                else { throw ResumeProblem.badHost }
                let others = addresses.filter { $0 != first && $0 != addresses[0] }
                try transaction.keep(addresses: [first] + others, at: now)
            }
            try transaction.note(backup, at: now, isNew: false)
            try transaction.beginRestoring(from: backup.madeAt, at: now)
            try transaction.audit(
                at: now, "restored", detail: "from a backup through \(backup.position)")
        }
        var unknown: [String] = []
        for word in words {
            do {
                let replica = try revoke(word)
                try store.write { try $0.stopAwaiting([replica], at: now) }
            } catch HubError.noSuchReplica {
                if let id = ReplicaID(hexadecimal: word) {
                    try store.write { try $0.shutOut([id], at: now) }
                } else {
                    unknown.append(word)
                }
            } catch HubError.alreadyRevoked {}
        }
        return unknown
    }

    /// The machines that a restored hub has to hear before it serves anybody, by name.
    package func awaited() throws -> [String] {
        try store.read { transaction in
            let ids = try transaction.awaited
            return try transaction.registrations().filter { ids.contains($0.peer.replica) }
                .map(\.name).sorted()
        }
    }

    /// Does without machines that will not call; they may call later.
    ///
    /// - Parameter names: those that nobody shall wait for.
    /// - Returns: those that the hub still waits for.
    package func resume(without names: [String]) throws -> [String] {
        try store.write { transaction in
            let ids = try transaction.awaited
            let waited = try transaction.registrations().filter { ids.contains($0.peer.replica) }
            guard !waited.isEmpty else { throw ResumeProblem.awaitsNobody }
            for name in names where !waited.contains(where: { $0.name == name }) {
                throw ResumeProblem.notAwaited(name, all: waited.map(\.name).sorted())
            }
            let without = waited.filter { names.contains($0.name) }.map(\.peer.replica)
            for replica in without {
                try transaction.audit(
                    at: now, "restored-without", subject: replica,
                    detail: "whom it has shut out since is not known")
            }
            try transaction.stopAwaiting(Set(without), at: now)
        }
        return try awaited()
    }
}
