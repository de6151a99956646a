/// The store's one connection with its prepared statements.
///
/// It is reached only from inside `Store`'s serial queue, which is what makes it safe to share.
final class SQLConnection {
    let handle: OpaquePointer
    private var statements: [String: SQLStatement] = [:]

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    /// Runs a statement to its end, calling `read` for each row.
    func each(
        _ sql: String, _ values: [SQLValue] = [], read: (SQLStatement) throws -> Void
    ) throws {
        let statement = try prepared(sql)
        defer { statement.reset() }
        for (index, value) in values.enumerated() { statement.bind(Int32(index + 1), value) }
        while try statement.step() { try read(statement) }
    }

    func run(_ sql: String, _ values: [SQLValue] = []) throws {
        try each(sql, values) { _ in }
    }

    func all<Row>(
        _ sql: String, _ values: [SQLValue] = [], read: (SQLStatement) throws -> Row
    ) throws -> [Row] {
        var rows: [Row] = []
        try each(sql, values) { rows.append(try read($0)) }
        return rows
    }

    func first<Row>(
        _ sql: String, _ values: [SQLValue] = [], read: (SQLStatement) throws -> Row
    ) throws -> Row? {
        let statement = try prepared(sql)
        defer { statement.reset() }
        for (index, value) in values.enumerated() { statement.bind(Int32(index + 1), value) }
        return try statement.step() ? try read(statement) : nil
    }

    func prepared(_ sql: String) throws -> SQLStatement {
        if let statement = statements[sql] { return statement }
        let statement = try SQLStatement(sql, on: handle)
        statements[sql] = statement
        return statement
    }

    /// Lets go of every statement, so that the schema can change or the file be closed.
    func forgetStatements() {
        for statement in statements.values { statement.finish() }
        statements = [:]
    }
}
