import GRDB
import Merge
import Testing

@testable import Store

struct SettingsTests {
    private let expected = [
        "synchronous": "2", "foreign_keys": "1", "trusted_schema": "0", "cell_size_check": "1",
        "mmap_size": "0", "secure_delete": "1", "temp_store": "2", "cache_size": "-64000",
        "journal_mode": "wal",
    ]

    @Test func `every setting of the promise reads back`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        try office.store.read { transaction in
            for (name, value) in expected {
                let found = try transaction.connection.first("PRAGMA \(name)") { $0.text(0) }
                #expect(found == value, "\(name)")
            }
        }
    }

    @Test func `the settings hold after reopening`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        try office.reopen()
        for (name, value) in [("synchronous", 2), ("secure_delete", 1)] {
            let found = try office.store.read { transaction in
                try transaction.connection.first("PRAGMA \(name)") { Int($0.int(0)) }
            }
            #expect(found == value)
        }
    }

    @Test func `a setting that cannot be switched on is refused`() throws {
        // An in-memory database has no write-ahead log.
        let queue = try DatabaseQueue()
        let expected = StoreError.unsafeSetting(name: "journal_mode", found: "memory")
        #expect(throws: expected) {
            try queue.writeWithoutTransaction { try StoreSettings.apply(to: $0) }
        }
    }

    @Test func `a setting that reads back otherwise is refused`() throws {
        let queue = try DatabaseQueue()
        #expect(throws: StoreError.unsafeSetting(name: "synchronous", found: "1")) {
            try queue.writeWithoutTransaction {
                try StoreSettings.apply(to: $0, [("synchronous", "NORMAL", "2")])
            }
        }
    }

    @Test func `every table is strict`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        let loose = try office.store.read { transaction in
            try transaction.connection.all(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
            ) { $0.text(0) }
        }
        #expect(loose == ["sqlite_schema"])
    }

    @Test func `another database cannot be attached`() throws {
        let scratch = try ScratchFolder()
        let office = try Office(in: scratch)
        #expect(throws: StoreError.self) {
            try office.store.write {
                try $0.connection.run("ATTACH '\(scratch.path)/other' AS other")
            }
        }
    }
}
