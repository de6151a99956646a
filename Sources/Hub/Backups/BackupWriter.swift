import Backups
import Foundation
import Identity
package import Merge
package import Sync

/// Writes a backup of a hub.
package struct BackupWriter {
    private let path: String
    private let home: HubHome
    private let now: Timestamp
    private let software: String
    private let schemaVersion: Int

    /// - Parameters:
    ///   - path: the file; another backup there gives way.
    ///   - software: which release writes it.
    package init(
        to path: String, of home: HubHome, schema: Schema, software: String, now: Timestamp
    ) {
        self.schemaVersion = schema.version
        self.path = path
        self.home = home
        self.now = now
        self.software = software
    }

    /// Writes what a transaction sees.
    ///
    /// - Throws: as `BackupFile.write`, or what the store throws.
    package func write(_ transaction: any HubTransaction) throws -> BackupEntry {
        let manifest = try manifest(transaction)
        return try BackupFile(path, lock: home.backupLock).write(
            manifest, for: transaction.recoveryKey
        ) { tell in
            for key in try HubKeys.files(in: home) {
                try tell(.keyFile(name: key.name, text: key.text))
            }
            try transaction.visitRows { try tell(.row($0)) }
        }
    }

    private func manifest(_ transaction: any HubTransaction) throws -> BackupManifest {
        guard let group = RecordID(hexadecimal: try transaction.required("group")),
            let hub = ReplicaID(hexadecimal: try transaction.required("replica"))
        else { throw transaction.damaged("group") }
        return BackupManifest(
            group: group, kind: .hub, owner: hub, head: try transaction.head, madeAt: now,
            schemaVersion: schemaVersion, software: software)
    }
}
