import GRDB

/// A stopped store's database, for a hand that has no business in it.
struct SQLiteFile {
    private let path: String

    /// - Parameter folder: the store's.
    init(_ folder: String) {
        path = folder + "/bridgework.sqlite"
    }

    func run(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }
}
