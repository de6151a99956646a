package import Merge

extension StoreTransaction {
    /// Conflicts in the order of the list, from behind a place; a page at a time.
    package func conflicts(
        _ filter: ConflictFilter, after place: OpenConflict.Place? = nil, limit: Int
    ) throws -> [OpenConflict] {
        var (sql, values) = filter.condition
        if let place {
            sql += (sql.isEmpty ? "" : " AND ") + "(severity, weight, since, id) > (?, ?, ?, ?)"
            values += [
                .int(place.severity), .int(place.weight), .int(place.since), .id(place.id),
            ]
        }
        return try conflicts(
            (sql.isEmpty ? "" : "WHERE \(sql) ") + "ORDER BY severity, weight, since, id LIMIT ?",
            values + [.int(Int64(limit))])
    }

    /// Every conflict; for stores that hold few.
    package func conflicts() throws -> [OpenConflict] {
        try conflicts("ORDER BY severity, weight, since, id", [])
    }

    /// The open conflict of that id.
    package func conflict(_ id: RecordID) throws -> OpenConflict? {
        try conflicts("WHERE id = ?", [.id(id)]).first
    }

    /// The conflicts whose ids end in the given hexadecimal digits; more than one is ambiguous.
    package func conflicts(endingIn suffix: String) throws -> [OpenConflict] {
        if let id = RecordID(hexadecimal: suffix) { return try conflict(id).map { [$0] } ?? [] }
        let digits = suffix.uppercased().filter { $0 != "-" }
        guard digits.count >= 4, digits.utf8.count <= 32, digits.allSatisfy(\.isHexDigit) else {
            return []
        }
        return try conflicts(
            "WHERE substr(hex(id), -length(?1)) = ?1 LIMIT 3", [.text(digits)])
    }

    /// The records of a rule over several, in the rule's order; the one record of any other.
    package func records(of conflict: OpenConflict) throws -> [RecordID] {
        let members = try connection.all(
            "SELECT record FROM conflict_member WHERE conflict = ? ORDER BY place",
            [.id(conflict.id)]
        ) { try $0.id(0) as RecordID }
        return members.isEmpty ? [conflict.record] : members
    }

    /// The offices whose scope the conflict lies in.
    package func offices(of conflict: RecordID) throws -> [RecordID] {
        try connection.all(
            "SELECT office FROM conflict_office WHERE conflict = ? ORDER BY office",
            [.id(conflict)]
        ) { try $0.id(0) }
    }

    /// How many open conflicts pass a filter.
    package func conflictCount(_ filter: ConflictFilter) throws -> Int {
        try conflictCounts(filter).reduce(0) { $0 + $1.count }
    }

    /// How many of each kind, by name.
    package func conflictCounts(
        _ filter: ConflictFilter
    ) throws -> [(kind: String, isBlocking: Bool, count: Int)] {
        let (sql, values) = filter.condition
        return try connection.all(
            "SELECT kind, severity, count(*) FROM conflict \(sql.isEmpty ? "" : "WHERE \(sql) ")"
                + "GROUP BY kind, severity ORDER BY kind, severity", values
        ) { ($0.text(0), $0.int(1) == 0, Int($0.int(2))) }
    }

    private func conflicts(_ rest: String, _ values: [SQLValue]) throws -> [OpenConflict] {
        try connection.all(
            """
            SELECT id, kind, type, record, attribute, key, severity, weight, candidates, since,
              assignee, deferred_until FROM conflict \(rest)
            """, values
        ) { row in
            OpenConflict(
                id: try row.id(0), kind: row.text(1), type: row.text(2), record: try row.id(3),
                attribute: row.text(4), key: row.blob(5), isBlocking: row.int(6) == 0,
                blocked: Int(-row.int(7)), candidates: Int(row.int(8)),
                since: Timestamp(milliseconds: row.int(9)),
                assignee: row.isNull(10) ? nil : try row.id(10),
                deferredUntil: row.isNull(11) ? nil : Day(number: row.int(11)))
        }
    }
}
