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
                try connection.all("SELECT name FROM pragma_table_info(?)", [.text(type.name)]) {
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
            try index(type, connection)
        }
        return hasChanged
    }

    /// A record is looked up by what it must refer to: a case by its doctor, a coverage by its
    /// patient.
    private func index(_ type: RecordType, _ connection: SQLConnection) throws {
        let references = type.attributes.filter { attribute in
            if case .register = attribute.shape { true } else { false }
        }.flatMap(\.fields).filter { field in
            if case .reference = field.kind { field.isRequired } else { false }
        }
        for field in references {
            try connection.run(
                """
                CREATE INDEX IF NOT EXISTS "\(type.name).\(field.name)"
                ON "\(type.name)" ("\(field.name)")
                """)
        }
    }
}

extension Column {
    var sqlType: String { ColumnStorage(kind).sqlType }
}
