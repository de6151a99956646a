import Foundation
import GRDB
import Merge

// A store whose pages are damaged is not opened: opening reads and may write what is not whole.
// This reads one table of it, `change_set`, along its row numbers and past every index, and asks
// little of the rest. Where a page cannot be read it goes on behind it: number by number, and after
// many of them in ever larger steps, so that a gap costs little and hides what stands in it.

/// Reads what a store that may be damaged still says of work that was never sent.
package struct DamagedStore {
    private let folder: StoreFolder

    package init(_ folder: StoreFolder) {
        self.folder = folder
    }

    /// Nothing is written, and no other process may have the store.
    ///
    /// - Throws: `SalvageError.unreadable` where not even the list of its tables can be read.
    package func unsentWork() throws -> SalvagedWork {
        guard folder.holdsStore else { throw StoreError.missing(folder: folder.path) }
        try folder.checkPrivacy()
        let lock = try StoreLock.ifPossible(folder)
        defer { withExtendedLifetime(lock) {} }
        do {
            let queue = try StoreFile(folder).queue(.untouched)
            let work = try queue.writeWithoutTransaction { database in
                guard let handle = database.sqliteConnection else { return SalvagedWork() }
                var reader = Reader(SQLConnection(handle))
                try reader.read()
                return reader.work
            }
            try queue.close()
            return work
        } catch let error as DatabaseError {
            let fault = StoreSettings.translated(error, file: folder.database)
            if case .corrupt = fault { throw SalvageError.unreadable }
            throw fault
        } catch StoreError.corrupt {
            throw SalvageError.unreadable
        }
    }

    /// One pass over the table.
    private struct Reader {
        private let connection: SQLConnection
        private(set) var work = SalvagedWork()

        init(_ connection: SQLConnection) {
            self.connection = connection
        }

        /// Numbers that are tried one by one before the steps grow: far more than one page holds.
        private static let closeNumbers: Int64 = 4_096
        private static let numberMax = Int64(1) << 48

        mutating func read() throws {
            work.seat = seat()
            var next: Int64 = 1
            while true {
                do { return try rows(from: &next) } catch StoreError.corrupt {}
                let behind = try readable(after: next)
                work.lost += lost(from: next, to: behind)
                guard let behind else { return }
                next = behind
            }
        }

        private mutating func rows(from next: inout Int64) throws {
            let hasSeals = try columns().contains("sealed")
            let statement = try SQLStatement(
                """
                SELECT ordinal, id, bytes, \(hasSeals ? "sealed" : "0") FROM change_set NOT INDEXED
                WHERE ordinal >= ? AND position IS NULL AND in_overlay = 1 ORDER BY ordinal
                """, on: connection.handle)
            statement.bind(1, next)
            while try statement.step() {
                next = statement.int(0) + 1
                guard let id: ChangeSetID = try? statement.id(1) else {
                    work.damaged += 1
                    continue
                }
                let changeSet = SalvagedChangeSet(
                    id: id, bytes: statement.blob(2), isSealed: statement.int(3) == 1)
                if changeSet.isWhole {
                    work.changeSets.append(changeSet)
                } else {
                    work.damaged += 1
                }
            }
        }

        /// The next number from which on something can be read, or the end can.
        private func readable(after number: Int64) throws -> Int64? {
            var step: Int64 = 1
            var place = number
            while place < Reader.numberMax {
                place += step
                if place - number > Reader.closeNumbers { step *= 2 }
                if try isReadable(place) { return place }
            }
            return nil
        }

        private func isReadable(_ number: Int64) throws -> Bool {
            do {
                let statement = try SQLStatement(
                    """
                    SELECT ordinal FROM change_set NOT INDEXED WHERE ordinal >= ?
                    ORDER BY ordinal LIMIT 1
                    """, on: connection.handle)
                statement.bind(1, number)
                _ = try statement.step()
                return true
            } catch StoreError.corrupt {
                return false
            }
        }

        /// How many change sets stood there, as far as the store's own list of pending records can
        /// be read, or its numbers tell.
        private func lost(from first: Int64, to behind: Int64?) -> Int64 {
            let end = behind ?? Reader.numberMax
            let named = try? connection.first(
                "SELECT count(DISTINCT ordinal) FROM pending WHERE ordinal >= ? AND ordinal < ?",
                [.int(first), .int(end)]
            ) { $0.int(0) }
            return named ?? behind.map { $0 - first } ?? 1
        }

        private func columns() throws -> [String] {
            try connection.all("SELECT name FROM pragma_table_info('change_set')") { $0.text(0) }
        }

        private func seat() -> SalvagedSeat {
            SalvagedSeat(
                group: meta("group").flatMap { RecordID(hexadecimal: $0) },
                role: meta("role").flatMap { Role(rawValue: $0) },
                office: meta("office").flatMap { RecordID(hexadecimal: $0) })
        }

        private func meta(_ key: String) -> String? {
            let found = try? connection.first(
                "SELECT value FROM meta WHERE key = ?", [.text(key)]
            ) { $0.text(0) }
            return found
        }
    }
}
