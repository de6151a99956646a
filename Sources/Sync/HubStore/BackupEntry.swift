package import Merge

// The backups that a hub knows of, among its settings. An office keeps its own change sets until
// they are in the oldest of them.

/// A backup that was written and read again.
package struct BackupEntry: Equatable, Sendable {
    package let madeAt: Timestamp
    /// The end of the history that it holds.
    package let position: UInt64
    package let byteCount: Int
    /// SHA-256 of its file but for that file's last 32 bytes, which say the same; in hexadecimal.
    package let hash: String
    /// Where it was written.
    package let path: String

    package init(
        madeAt: Timestamp, position: UInt64, byteCount: Int, hash: String, path: String
    ) {
        self.madeAt = madeAt
        self.position = position
        self.byteCount = byteCount
        self.hash = hash
        self.path = path
    }

    /// As it stands in a setting, and as one command hands it to another.
    package var text: String {
        "\(madeAt.milliseconds) \(position) \(byteCount) \(hash) \(path)"
    }

    /// `nil` for any other text.
    package init?(text: String) {
        let words = text.split(separator: " ", maxSplits: 4)
        guard words.count == 5, let at = Int64(words[0]), let position = UInt64(words[1]),
            let count = Int(words[2]), count >= 0, words[3].allSatisfy(\.isHexDigit)
        else { return nil }
        self.init(
            madeAt: Timestamp(milliseconds: at), position: position, byteCount: count,
            hash: String(words[3]), path: String(words[4]))
    }
}

extension SettingName {
    /// The public half of the key that opens this hub's backups.
    package static let recoveryKey = "recovery-key"
    static let backups = "backups"
    package static let backedUpThrough = "backed-up-through"
}

extension EventBook {
    /// From the first to the last.
    package func backups() throws -> [BackupEntry] {
        try (meta(SettingName.backups) ?? "").split(separator: "\n").compactMap {
            BackupEntry(text: String($0))
        }
    }

    /// Keeps that a backup was made; one that had its place is gone.
    package mutating func note(_ backup: BackupEntry, at now: Timestamp) throws {
        let others = try backups().filter { $0.path != backup.path }
        try keep(others + [backup])
        try audit(
            at: now, "backed-up", detail: "through \(backup.position), \(backup.byteCount) bytes")
    }

    /// Forgets backups that nobody can restore any more.
    ///
    /// - Returns: those that were known.
    package mutating func forget(
        backups paths: Set<String>, at now: Timestamp
    ) throws -> [BackupEntry] {
        let known = try backups()
        let gone = known.filter { paths.contains($0.path) }
        guard !gone.isEmpty else { return [] }
        try keep(known.filter { !paths.contains($0.path) })
        for backup in gone {
            try audit(at: now, "backup-forgotten", detail: "through \(backup.position)")
        }
        return gone
    }

    private mutating func keep(_ backups: [BackupEntry]) throws {
        let sorted = backups.sorted { ($0.madeAt, $0.path) < ($1.madeAt, $1.path) }
        try setMeta(SettingName.backups, sorted.map(\.text).joined(separator: "\n"))
        let oldest = sorted.map(\.position).min() ?? 0
        try setMeta(SettingName.backedUpThrough, String(oldest))
    }
}
