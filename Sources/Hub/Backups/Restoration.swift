package import Backups
import Foundation
package import Identity
package import Merge
package import Sync

/// Takes a backup in, into a store that holds nothing.
package struct Restoration {
    private let reader: BackupReader
    private let key: RecoveryKey
    private let schema: Schema
    private let now: Timestamp

    /// Rows of one transaction.
    private static let rowsPerWrite = 2_000

    /// - Parameters:
    ///   - schema: what the records mean to this release.
    ///   - now: when invitations that were open are spent: somebody may have used them since.
    package init(of path: String, with key: RecoveryKey, schema: Schema, now: Timestamp) {
        self.now = now
        self.reader = BackupReader(path)
        self.key = key
        self.schema = schema
    }

    /// Writes the hub's keys into its folder and its rows into its store, and reads the store
    /// again.
    ///
    /// - Throws: where anything of it is not what the backup holds; what was written is then worth
    ///   nothing.
    package func run(into store: any HubStore, home: HubHome) throws -> BackupReader.Contents {
        let keys = KeyFolder(home.identity)
        try keys.create()
        var waiting: [HubRow] = []
        func write() throws {
            let rows = waiting
            waiting = []
            try store.write { transaction in for row in rows { try transaction.restore(row) } }
        }
        let contents = try reader.check(with: .recovery(key)) { item in
            switch item {
            case .start(let manifest):
                guard manifest.kind == .hub else { throw BackupError.otherKind(manifest.kind) }
                guard manifest.schemaVersion <= schema.version else {
                    throw BackupError.laterRelease(manifest.software)
                }
            case .keyFile(let name, let text):
                guard let file = KeyFile(rawValue: name) else {
                    throw BackupError.laterRelease(name)
                }
                try keys.write(text, as: file)
            case .row(let row):
                waiting.append(row.spent(at: now))
                if waiting.count == Restoration.rowsPerWrite { try write() }
            case .officeRow: throw BackupError.otherKind(.replica)
            case .end: try write()
            }
        }
        try compare(store, with: contents.totals)
        return contents
    }

    /// What the store says of itself once all of it is in.
    private func compare(_ store: any HubStore, with totals: HubTotals?) throws {
        let found = try store.read { transaction in
            (head: try transaction.head, digests: try transaction.digests(in: nil))
        }
        var problems = try store.problems()
        if found.head != totals?.head { problems.append("its history ends elsewhere") }
        for line in totals?.digests ?? [] where !found.digests.contains(line) {
            problems.append("its records of type \(line.type) differ")
        }
        if found.digests.count != totals?.digests.count {
            problems.append("it holds other types of records")
        }
        guard problems.isEmpty else { throw BackupError.restoredOtherwise(problems: problems) }
    }
}

extension HubRow {
    /// An invitation as one that was used; any other row as it is.
    fileprivate func spent(at now: Timestamp) -> HubRow {
        guard case .invitation(let open, let replica) = self, open.usedAt == nil else {
            return self
        }
        let spent = Invitation(
            secretHash: open.secretHash, role: open.role, office: open.office,
            scopes: open.scopes, name: open.name, expiresAt: open.expiresAt, usedAt: now,
            replaces: open.replaces)
        return .invitation(spent, usedBy: replica)
    }
}
