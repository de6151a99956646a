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
                try create(type.columns, in: type.name, connection)
                hasChanged = true
            } else if try isItsOwnIndex(type, connection) {
                try number(type, found, connection)
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

    private func create(
        _ columns: [Column], in name: String, _ connection: SQLConnection
    ) throws {
        let columns = columns.map { "\"\($0.name)\" \($0.sqlType)" }
        try connection.run(
            """
            CREATE TABLE "\(name)" (id TEXT PRIMARY KEY NOT NULL,
            \(columns.joined(separator: ", "))) STRICT
            """)
    }

    /// Whether a release made the table that had not measured what random ids cost there.
    private func isItsOwnIndex(_ type: RecordType, _ connection: SQLConnection) throws -> Bool {
        try connection.first("SELECT wr FROM pragma_table_list(?)", [.text(type.name)]) {
            $0.int(0) == 1
        } ?? false
    }

    /// Copies a table that is its own index into one whose rows are numbered.
    private func number(
        _ type: RecordType, _ found: Set<String>, _ connection: SQLConnection
    ) throws {
        let copy = "numbered_copy"
        let columns = type.columns.filter { found.contains($0.name) }
        let names = (["id"] + columns.map(\.name)).map { "\"\($0)\"" }.joined(separator: ", ")
        try create(columns, in: copy, connection)
        try connection.run(
            "INSERT INTO \(copy) (\(names)) SELECT \(names) FROM \"\(type.name)\" ORDER BY id")
        try connection.run("DROP TABLE \"\(type.name)\"")
        try connection.run("ALTER TABLE \(copy) RENAME TO \"\(type.name)\"")
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
