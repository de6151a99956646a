/// The statements that run once per record: bound and read by hand, without a list of values.
enum HotStatement: Int, CaseIterable {
    case record, putRecord, pendingOf, putPending, deletePending
    case putVisibility, visibilityOf, childrenOf
    case answer

    var sql: String {
        switch self {
        case .record:
            "SELECT type, position, state, digest, audience FROM record WHERE id = ?"
        case .putRecord:
            """
            INSERT INTO record (id, type, position, state, digest, audience)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET type = excluded.type, position = excluded.position,
              state = excluded.state, digest = excluded.digest, audience = excluded.audience
            """
        case .pendingOf:
            "SELECT ordinal FROM pending WHERE record = ? ORDER BY ordinal"
        case .putPending:
            "INSERT OR IGNORE INTO pending (record, ordinal) VALUES (?, ?)"
        case .deletePending:
            "DELETE FROM pending WHERE record = ? AND ordinal = ?"
        case .putVisibility:
            """
            INSERT INTO visibility (record, scope, changed, entered, is_in) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (record, scope) DO UPDATE SET changed = excluded.changed,
              entered = excluded.entered, is_in = excluded.is_in
            """
        case .visibilityOf:
            "SELECT scope, changed, entered, is_in FROM visibility WHERE record = ?"
        case .childrenOf:
            "SELECT child FROM parent WHERE parent = ?"
        case .answer:
            "SELECT ordinal, chain, verdicts FROM change_set WHERE id = ?"
        }
    }
}
