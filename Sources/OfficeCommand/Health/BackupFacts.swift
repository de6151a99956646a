package import Merge
package import Sync
package import Tables

/// Whether a store is backed up, and since when it is not.
package struct BackupFacts: Equatable, Sendable {
    /// Whether there is a recovery key, without which nobody makes backups.
    package var isKept = false
    package var last: Timestamp?

    package init() {}

    /// - Parameter isKept: whether the store has a recovery key.
    package init(of transaction: some EventBook, isKept: Bool) throws {
        self.isKept = isKept
        last = try transaction.backups().last?.madeAt
    }

    /// - Parameter program: whose commands people type for this store.
    func troubles(now: Timestamp, of program: String) -> [Trouble] {
        guard isKept else { return [] }
        guard let last else {
            return [
                Trouble(
                    .backupLate,
                    "there is a recovery key and no backup yet: `\(program) backup FILE`")
            ]
        }
        guard now.milliseconds - last.milliseconds > HealthLimits.backupAgeMax else { return [] }
        return [
            Trouble(
                .backupLate,
                "the last backup is of \(Table.instant(last)): see why `\(program) backup` did "
                    + "not run since")
        ]
    }

    /// What `status` shows of it.
    package var cell: Table.Cell {
        last.map { .instant($0) } ?? .init("never", json: "null")
    }
}
