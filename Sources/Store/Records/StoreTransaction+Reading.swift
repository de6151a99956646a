package import Merge
package import Sync

extension StoreTransaction {
    /// Records of a type whose id ends in the given hexadecimal digits; more than one is ambiguous.
    package func ids(of type: RecordType, endingIn suffix: String) throws -> [RecordID] {
        let digits = suffix.lowercased().filter { $0.isHexDigit || $0 == "-" }
        guard digits.count == suffix.count, !digits.isEmpty else { return [] }
        return try connection.all(
            "SELECT id FROM \"\(type.name)\" WHERE substr(id, -length(?1)) = ?1 LIMIT 3",
            [.text(digits)]
        ) { RecordID(hexadecimal: $0.text(0)) }.compactMap { $0 }
    }

    /// - Parameter withErrors: whether records count that were entered in error.
    package func ids(
        of type: RecordType, where column: Column, is scalar: Scalar, withErrors: Bool = true
    ) throws -> [RecordID] {
        let life = Attribute.lifecycle.name
        let isRight =
            withErrors || type.column(life) == nil
            ? "" : " AND \(life) IS NOT '\(Lifecycle.enteredInError.rawValue)'"
        return try connection.all(
            "SELECT id FROM \"\(type.name)\" WHERE \"\(column.name)\" IS ?\(isRight) ORDER BY id",
            [StoreTransaction.value(scalar, column.kind)]
        ) { RecordID(hexadecimal: $0.text(0)) }.compactMap { $0 }
    }

    /// The records that go by a code, NPI or login, as the business says; several where nobody has
    /// said which of them stands.
    package func holders(of key: String, _ type: RecordType) throws -> [RecordID] {
        if let rule = checks.holders { return try rule(type, key, self) }
        guard let field = type.naturalKey, let column = type.column(field) else { return [] }
        return try ids(of: type, where: column, is: .text(key))
    }

    /// Every record of a type with the text that a column shows.
    package func texts(
        of type: RecordType, in column: Column
    ) throws -> [(id: RecordID, text: String)] {
        try connection.all(
            "SELECT id, \"\(column.name)\" FROM \"\(type.name)\" "
                + "WHERE \"\(column.name)\" IS NOT NULL ORDER BY id"
        ) { row in RecordID(hexadecimal: row.text(0)).map { ($0, row.text(1)) } }
        .compactMap(\.self)
    }

    /// How many records of a type are shown here.
    package func count(of type: RecordType) throws -> Int {
        Int(try connection.first("SELECT count(*) FROM \"\(type.name)\"") { $0.int(0) } ?? 0)
    }

    /// How many of this store's ops got which verdict; the sums account for every write.
    package func verdictCounts() throws -> [UInt8: Int] {
        var counts: [UInt8: Int] = [:]
        try connection.each("SELECT verdicts FROM change_set WHERE verdicts IS NOT NULL") {
            for verdict in $0.blob(0) { counts[verdict, default: 0] += 1 }
        }
        return counts
    }

    /// The audit's last lines, oldest first.
    package func auditLines(limit: Int) throws -> [AuditLine] {
        try connection.all(
            "SELECT at, subject, event, detail FROM audit ORDER BY ordinal DESC LIMIT ?",
            [.int(Int64(limit))]
        ) { row in
            AuditLine(
                at: Timestamp(milliseconds: row.int(0)), subject: RecordID(bytes: row.blob(1)),
                event: row.text(2), detail: row.text(3))
        }.reversed()
    }

    /// How many lines the audit has of these events.
    package func auditCount(of events: [String]) throws -> Int {
        var count = 0
        try connection.each("SELECT event, count(*) FROM audit GROUP BY event") { row in
            if events.contains(row.text(0)) { count += Int(row.int(1)) }
        }
        return count
    }
}

extension StoreTransaction {
    /// A change set that is kept here and can be read here, by its id.
    package func changeSet(_ id: ChangeSetID) throws -> SealedChangeSet? {
        try connection.first(
            "SELECT bytes FROM change_set WHERE id = ? AND sealed = 0", [.id(id)]
        ) { try SealedChangeSet(opening: $0.blob(0)) }
    }
}
