import Merge

/// The store's own tables.
///
/// Each release that changes them adds a migration; none is ever edited.
enum StoreTables {
    /// "BRDG": tells our files from any other SQLite database.
    static let applicationID: Int64 = 0x4252_4447
    static var version: Int { migrations.count }

    static let migrations: [[String]] = [first, second, third + chains, fourth, fifth]

    /// What follows from the records and goes when they go.
    static let derived = [
        "conflict", "conflict_office", "conflict_member", "conflict_cause", "check_group",
    ]

    private static let first = [
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE name (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
        // All live entries of a record, packed; at an office: the hub's state as of the cursor.
        """
        CREATE TABLE record (id BLOB PRIMARY KEY, type INTEGER NOT NULL,
          position INTEGER NOT NULL, state BLOB NOT NULL) STRICT, WITHOUT ROWID
        """,
        // The exact bytes. `ordinal` is the store's own order: at the hub, the position.
        """
        CREATE TABLE change_set (ordinal INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
          replica BLOB, parent BLOB, position INTEGER, effective_at INTEGER, chain BLOB,
          verdicts BLOB, in_overlay INTEGER NOT NULL DEFAULT 0, bytes BLOB NOT NULL) STRICT
        """,
        // What is not acknowledged lies in the overlay too: one index, few pages per write.
        "CREATE INDEX change_set_overlay ON change_set (position) WHERE in_overlay = 1",
        "CREATE INDEX change_set_parent ON change_set (replica, parent) WHERE in_overlay = 0",
        // Which records an office's overlay touches, and by which of its change sets.
        """
        CREATE TABLE pending (record BLOB NOT NULL, ordinal INTEGER NOT NULL,
          PRIMARY KEY (record, ordinal)) STRICT, WITHOUT ROWID
        """,
        "CREATE TABLE inbox (ordinal INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT",
        """
        CREATE TABLE conflict (record BLOB NOT NULL, type TEXT NOT NULL,
          attribute TEXT NOT NULL, key BLOB NOT NULL, kind TEXT NOT NULL,
          blocking INTEGER NOT NULL, candidates INTEGER NOT NULL, since INTEGER NOT NULL,
          PRIMARY KEY (record, attribute, key, kind)) STRICT, WITHOUT ROWID
        """,
        "CREATE TABLE scope (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
        """
        CREATE TABLE visibility (record BLOB NOT NULL, scope INTEGER NOT NULL,
          changed INTEGER NOT NULL, entered INTEGER NOT NULL, is_in INTEGER NOT NULL,
          PRIMARY KEY (record, scope)) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX visibility_changed ON visibility (scope, changed, record)",
        """
        CREATE TABLE parent (child BLOB NOT NULL, parent BLOB NOT NULL,
          PRIMARY KEY (child, parent)) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX parent_parent ON parent (parent, child)",
        """
        CREATE TABLE replica (id BLOB PRIMARY KEY, role TEXT NOT NULL, office BLOB,
          scopes TEXT NOT NULL, name TEXT NOT NULL, fingerprint BLOB NOT NULL,
          expires_at INTEGER NOT NULL, enrolled_at INTEGER NOT NULL, revoked_at INTEGER,
          last_seen_at INTEGER, last_address TEXT, last_position INTEGER)
          STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE invitation (secret_hash BLOB PRIMARY KEY, role TEXT NOT NULL, office BLOB,
          scopes TEXT NOT NULL, name TEXT NOT NULL, expires_at INTEGER NOT NULL,
          used_at INTEGER, replica BLOB) STRICT, WITHOUT ROWID
        """,
        // What happened, without stored values: ids, counts and words of ours.
        """
        CREATE TABLE audit (ordinal INTEGER PRIMARY KEY, at INTEGER NOT NULL,
          subject BLOB, event TEXT NOT NULL, detail TEXT NOT NULL) STRICT
        """,
    ]

    private static let second: [String] =
        conflicts + equality + departures + [
            // Which change sets touched which record, as far as somebody once asked.
            """
            CREATE TABLE touched (record BLOB NOT NULL, ordinal INTEGER NOT NULL,
              PRIMARY KEY (record, ordinal)) STRICT, WITHOUT ROWID
            """,
            // What is derived is derived again.
            """
            INSERT INTO meta (key, value) VALUES ('reproject', '1')
            ON CONFLICT (key) DO UPDATE SET value = '1'
            """,
        ]

    /// What stood where an import wrote, for whoever takes the import back; and who wrote what
    /// waits for a person, as the hub told: an entry names a replica only.
    private static let third = [
        """
        CREATE TABLE import_part (ordinal INTEGER PRIMARY KEY, import BLOB NOT NULL,
          change_set BLOB NOT NULL) STRICT
        """,
        """
        CREATE TABLE import_place (ordinal INTEGER PRIMARY KEY, import BLOB NOT NULL,
          record BLOB NOT NULL, type TEXT NOT NULL, attribute TEXT NOT NULL, key BLOB NOT NULL,
          former BLOB, written BLOB) STRICT
        """,
        "CREATE INDEX import_place_import ON import_place (import)",
        "CREATE INDEX import_place_record ON import_place (record)",
        """
        CREATE TABLE seat (replica BLOB PRIMARY KEY, role TEXT NOT NULL, office BLOB)
          STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE told (record BLOB NOT NULL, change_set BLOB NOT NULL, op INTEGER NOT NULL,
          reason TEXT NOT NULL, has_replaced INTEGER NOT NULL,
          PRIMARY KEY (record, change_set, op)) STRICT, WITHOUT ROWID
        """,
        // A conflict as it was when its records' history was asked for.
        """
        CREATE TABLE asked (conflict BLOB PRIMARY KEY, candidates INTEGER NOT NULL,
          since INTEGER NOT NULL) STRICT, WITHOUT ROWID
        """,
    ]

    /// Records lie in the order of their making, and only their ids in the order of ids.
    ///
    /// Ids are random, and a table that is its own index moves whole rows with each page that it
    /// splits. The readable tables follow in `ReadableTables`.
    private static let fourth = [
        """
        CREATE TABLE numbered_record (id BLOB PRIMARY KEY NOT NULL, type INTEGER NOT NULL,
          position INTEGER NOT NULL, state BLOB NOT NULL, digest BLOB, audience INTEGER) STRICT
        """,
        """
        INSERT INTO numbered_record (id, type, position, state, digest, audience)
        SELECT id, type, position, state, digest, audience FROM record ORDER BY id
        """,
        "DROP TABLE record",
        "ALTER TABLE numbered_record RENAME TO record",
    ]

    /// Which records show something else than they did, for whoever follows them; the newest row
    /// always stays, so that positions only grow.
    private static let fifth = [
        """
        CREATE TABLE feed (position INTEGER PRIMARY KEY, mark INTEGER NOT NULL,
          kind INTEGER NOT NULL, subject BLOB NOT NULL, type TEXT NOT NULL,
          units TEXT NOT NULL) STRICT
        """,
        // What was told to whom already, of what no row stands for by itself.
        """
        CREATE TABLE announced (hearer TEXT NOT NULL, matter TEXT NOT NULL,
          PRIMARY KEY (hearer, matter)) STRICT, WITHOUT ROWID
        """,
    ]

    /// What waits for a person, of whatever kind, in the order of lists.
    private static let conflicts = [
        "DROP TABLE conflict",
        """
        CREATE TABLE conflict (id BLOB PRIMARY KEY, kind TEXT NOT NULL, type TEXT NOT NULL,
          record BLOB NOT NULL, attribute TEXT NOT NULL, key BLOB NOT NULL,
          severity INTEGER NOT NULL, weight INTEGER NOT NULL, candidates INTEGER NOT NULL,
          since INTEGER NOT NULL, is_cross INTEGER NOT NULL, note BLOB NOT NULL, assignee BLOB,
          deferred_until INTEGER) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX conflict_rank ON conflict (severity, weight, since, id)",
        "CREATE INDEX conflict_record ON conflict (record)",
        "CREATE INDEX conflict_by_note ON conflict (note)",
        """
        CREATE INDEX conflict_unknown ON conflict (type, record, attribute)
          WHERE severity = 0 AND is_cross = 0
        """,
        """
        CREATE TABLE conflict_office (office BLOB NOT NULL, conflict BLOB NOT NULL,
          PRIMARY KEY (office, conflict)) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX conflict_office_conflict ON conflict_office (conflict)",
        // The records of a rule over several, in the rule's order.
        """
        CREATE TABLE conflict_member (conflict BLOB NOT NULL, place INTEGER NOT NULL,
          record BLOB NOT NULL, PRIMARY KEY (conflict, place)) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX conflict_member_record ON conflict_member (record)",
        // Which groups of which rules hold a record; a group is a hash and tells nothing.
        """
        CREATE TABLE check_group (record BLOB NOT NULL, rule INTEGER NOT NULL, grp BLOB NOT NULL,
          PRIMARY KEY (record, rule, grp)) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX check_group_members ON check_group (rule, grp, record)",
        """
        CREATE TABLE conflict_cause (rule INTEGER NOT NULL, grp BLOB NOT NULL,
          conflict BLOB NOT NULL, since INTEGER NOT NULL,
          PRIMARY KEY (rule, grp, conflict)) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX conflict_cause_conflict ON conflict_cause (conflict)",
        // What stood before somebody settled a conflict here, for whoever takes it back.
        """
        CREATE TABLE settled (ordinal INTEGER PRIMARY KEY, conflict BLOB NOT NULL,
          change_set BLOB NOT NULL, op INTEGER NOT NULL, record BLOB NOT NULL,
          type TEXT NOT NULL, attribute TEXT NOT NULL, key BLOB NOT NULL, value BLOB) STRICT
        """,
        "CREATE INDEX settled_conflict ON settled (conflict)",
        "CREATE INDEX settled_record ON settled (record)",
    ]

    /// What proves that an office holds what the hub holds for it.
    private static let equality = [
        // What stands for the record when two stores compare; at the hub, also who sees it.
        "ALTER TABLE record ADD COLUMN digest BLOB",
        "ALTER TABLE record ADD COLUMN audience INTEGER",
        // At the hub: every set of scopes that some record is in, and what its records come to.
        """
        CREATE TABLE audience (number INTEGER PRIMARY KEY, scopes TEXT NOT NULL UNIQUE,
          digest BLOB NOT NULL) STRICT
        """,
        // At an office: when its base was proven to be the hub's, and the hub's heads at that.
        """
        CREATE TABLE certificate (position INTEGER PRIMARY KEY, chain BLOB NOT NULL,
          digest BLOB NOT NULL, at INTEGER NOT NULL) STRICT
        """,
        // At the hub: what replicas say of the history, outside of the history.
        """
        CREATE TABLE replica_word (replica BLOB PRIMARY KEY, position INTEGER NOT NULL,
          chain BLOB NOT NULL, certified INTEGER NOT NULL, certified_at INTEGER)
          STRICT, WITHOUT ROWID
        """,
        "INSERT INTO meta (key, value) VALUES ('redigest', '1')",
    ]

    /// What stays where a record left.
    private static let departures = [
        // 1 where an office can no longer read its own bytes: only the hub opens them.
        "ALTER TABLE change_set ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0",
        // Stubs of records that left an office's scope; the offices' ids end to end.
        """
        CREATE TABLE departed (record BLOB PRIMARY KEY, type TEXT NOT NULL, at INTEGER,
          offices BLOB NOT NULL) STRICT, WITHOUT ROWID
        """,
        // At the hub: through which departure a replica vouches for its disk.
        """
        CREATE TABLE purge (replica BLOB PRIMARY KEY, through INTEGER NOT NULL,
          count INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID
        """,
    ]
}
