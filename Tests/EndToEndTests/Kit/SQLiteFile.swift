import Foundation
import GRDB
import Sealing
import Store

/// A stopped store's database, for a hand that has no business in it; it has the key as well, where
/// there is one.
struct SQLiteFile {
    private let folder: StoreFolder

    /// - Parameter folder: the store's.
    init(_ folder: String) {
        self.folder = StoreFolder(folder)
    }

    func run(_ sql: String) throws {
        try open { queue in try queue.write { try $0.execute(sql: sql) } }
    }

    /// The first page of a table or index.
    func root(of name: String) throws -> Int? {
        try open { queue in
            try queue.read {
                try Int.fetchOne(
                    $0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?",
                    arguments: [name])
            }
        }
    }

    private func open<Answer>(_ body: (DatabaseQueue) throws -> Answer) throws -> Answer {
        let ring = try folder.ring()
        let query = ring.map { "?" + $0.query } ?? ""
        let queue = try withExtendedLifetime(ring) {
            try DatabaseQueue(path: "file:" + folder.database + query)
        }
        let answer = try body(queue)
        try queue.close()
        return answer
    }
}
