import Merge
import Sync

/// The store's one connection with its prepared statements.
///
/// It is reached only from inside `Store`'s serial queue, which is what makes it safe to share.
final class SQLConnection {
    let handle: OpaquePointer
    private var statements: [String: SQLStatement] = [:]
    private var hot = [SQLStatement?](repeating: nil, count: HotStatement.allCases.count)
    private var tables: [String: ReadableTable] = [:]
    private var relations: SchemaRelations?
    /// Pending change sets read lately.
    ///
    /// A rolled back transaction must empty it.
    let pending = PendingShelf()
    /// What the committed base comes to; `nil` until somebody asked.
    var baseDigest: SetDigest?

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

    /// A statement of the hottest paths, found by number instead of by its text.
    func prepared(_ name: HotStatement) throws -> SQLStatement {
        if let statement = hot[name.rawValue] { return statement }
        let statement = try SQLStatement(name.sql, on: handle)
        hot[name.rawValue] = statement
        return statement
    }

    /// The readable table of a type; `nil` for a type that only a newer peer knows.
    func table(of type: String, in schema: Schema) throws -> ReadableTable? {
        if let table = tables[type] { return table }
        guard let known = schema[type] else { return nil }
        let table = try ReadableTable(known, on: handle)
        tables[type] = table
        return table
    }

    /// Who must name whom.
    func relations(in schema: Schema) -> SchemaRelations {
        if let relations { return relations }
        let relations = SchemaRelations(schema)
        self.relations = relations
        return relations
    }

    /// Lets go of every statement, so that the schema can change or the file be closed.
    func forgetStatements() {
        statements = [:]
        tables = [:]
        relations = nil
        for index in hot.indices { hot[index] = nil }
    }
}
