import GRDB
package import Merge
package import Sync

/// Which release wrote a store last, beside what this one would make of it.
package struct StoreRelease: Equatable, Sendable {
    /// A number that only grows, as the store has it and as this release knows it.
    package struct Step: Equatable, Sendable {
        package let found: Int
        package let known: Int

        package var isCurrent: Bool { found == known }

        package init(found: Int, known: Int) {
            self.found = found
            self.known = known
        }
    }

    /// The store's own tables.
    package let tables: Step
    /// The types of records and their fields.
    package let schema: Step
    /// The rules by which people see records and conflicts.
    package let rules: Step

    /// Whether opening the store would change nothing.
    package var isCurrent: Bool { tables.isCurrent && schema.isCurrent && rules.isCurrent }
}

extension StoreRelease {
    /// Looks at a store that nobody has open, and changes nothing.
    ///
    /// - Throws: `StoreError`, as opening it would.
    package init(
        of folder: StoreFolder, kind: StoreKind, schema: Schema, checks: RecordChecks = .none
    ) throws {
        try folder.requireStore()
        try folder.checkPrivacy()
        let lock = try StoreLock(folder)
        defer { withExtendedLifetime(lock) {} }
        try folder.checkOwner()
        do {
            let queue = try StoreFile(folder).queue(.untouched)
            self = try queue.writeWithoutTransaction { database in
                guard let handle = database.sqliteConnection else {
                    throw StoreError.sqlite(code: 0, operation: "look at a store")
                }
                let migration = StoreMigration(SQLConnection(handle), file: folder.database)
                try migration.check(kind: kind, schema: schema)
                return try migration.release(schema: schema, checks: Int(checks.version))
            }
            try queue.close()
        } catch let error as DatabaseError {
            throw StoreSettings.translated(error, file: folder.database)
        }
    }
}
