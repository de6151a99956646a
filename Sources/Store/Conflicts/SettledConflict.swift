package import Merge

/// A conflict that was settled here and may be taken back, as a list shows it.
package struct SettledConflict: Equatable, Sendable {
    package let conflict: RecordID
    /// The first place that the settlement wrote.
    package let record: RecordID
    package let type: String
    package let attribute: String
    package let changeSet: ChangeSetID
    /// Where a next page begins behind it.
    package let ordinal: Int64

    /// Which of them are meant.
    package struct Filter: Equatable, Sendable {
        package var type: String?
        package var attribute: String?
        /// How the id of the settlement's change set ends, in capitals: what was settled at once.
        package var changeSet: String?

        package init() {}

    }
}

extension StoreTransaction {
    /// What was settled here and not taken back since, the last first; from behind a place.
    package func settledConflicts(
        _ filter: SettledConflict.Filter, before ordinal: Int64 = .max, limit: Int
    ) throws -> [SettledConflict] {
        try connection.all(
            """
            SELECT conflict, record, type, attribute, change_set, max(ordinal) AS last FROM settled
            WHERE (?1 IS NULL OR type = ?1) AND (?2 IS NULL OR attribute = ?2)
              AND (?3 IS NULL OR substr(hex(change_set), -length(?3)) = ?3)
            GROUP BY conflict HAVING last < ?4 ORDER BY last DESC LIMIT ?5
            """,
            [
                filter.type.map { .text($0) } ?? .null,
                filter.attribute.map { .text($0) } ?? .null,
                filter.changeSet.map { .text($0) } ?? .null, .int(ordinal), .int(Int64(limit)),
            ]
        ) { row in
            SettledConflict(
                conflict: try row.id(0), record: try row.id(1), type: row.text(2),
                attribute: row.text(3), changeSet: try row.id(4), ordinal: row.int(5))
        }
    }
}
