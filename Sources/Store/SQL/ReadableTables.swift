import Merge

/// One readable table per record type, for anyone's SQL: what people see, not how it merged.
struct ReadableTables {
    private let schema: Schema

    init(schema: Schema) {
        self.schema = schema
    }

    /// Creates missing tables and adds missing columns.
    ///
    /// - Returns: whether anything was added to a store that may already hold records of it.
    func bringUp(_ connection: SQLConnection) throws -> Bool {
        var hasChanged = false
        for type in schema.types {
            let found = Set(
                try connection.all("SELECT name FROM pragma_table_info('\(type.name)')") {
                    $0.text(0)
                })
            if found.isEmpty {
                let columns = type.columns.map { "\"\($0.name)\" \($0.sqlType)" }
                try connection.run(
                    """
                    CREATE TABLE "\(type.name)" (id TEXT PRIMARY KEY,
                    \(columns.joined(separator: ", "))) STRICT, WITHOUT ROWID
                    """)
                hasChanged = true
            }
            for column in type.columns where !found.isEmpty && !found.contains(column.name) {
                try connection.run(
                    "ALTER TABLE \"\(type.name)\" ADD COLUMN \"\(column.name)\" \(column.sqlType)")
                hasChanged = true
            }
        }
        return hasChanged
    }

    static func upsert(_ type: RecordType) -> String {
        let columns = type.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let marks = String(repeating: ", ?", count: type.columns.count)
        return "INSERT OR REPLACE INTO \"\(type.name)\" (id, \(columns)) VALUES (?\(marks))"
    }

    static func bind(
        _ projection: Projection, _ type: RecordType, to statement: SQLStatement
    ) {
        for (index, (cell, column)) in zip(projection.cells, type.columns).enumerated() {
            let place = Int32(index + 2)
            switch (cell, column.kind) {
            case (.unknown, _), (.scalar(.null), _): statement.bind(place, .null)
            case (.scalar(.flag(let flag)), _): statement.bind(place, .int(flag ? 1 : 0))
            case (.scalar(.int(let day)), .day):
                statement.bind(place, Day(number: day).description)
            case (.scalar(.int(let int)), _) where column.sqlType == "INTEGER":
                statement.bind(place, .int(int))
            case (.scalar(.blob(let blob)), .blob): statement.bind(place, blob)
            case (.scalar(.text(let text)), _) where column.sqlType == "TEXT":
                statement.bind(place, text)
            case (.scalar(.blob), .reference(_)):
                statement.bind(place, CellText.text(cell, of: column, in: type))
            // A value of a shape the schema does not know is kept in the state, shown as nothing.
            case (.scalar, _): statement.bind(place, .null)
            default: statement.bind(place, CellText.json(cell, of: column, in: type))
            }
        }
    }
}

extension Column {
    /// Days and references are text for whoever reads the tables; money is integer cents.
    var sqlType: String {
        switch kind {
        case .integer, .money, .percent, .instant, .flag: "INTEGER"
        case .blob: "BLOB"
        case .text, .day, .choice, .reference, .formatted, .list: "TEXT"
        }
    }
}
