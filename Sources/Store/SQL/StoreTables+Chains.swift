extension StoreTables {
    /// What shows that the audit and the registry are as they were written, and which machine takes
    /// whose place.
    static let chains = [
        "ALTER TABLE audit ADD COLUMN chain BLOB",
        // Only ever added to: what each row of the registry came to when the hub last wrote it.
        """
        CREATE TABLE registry_log (ordinal INTEGER PRIMARY KEY, replica BLOB NOT NULL,
          digest BLOB NOT NULL, chain BLOB NOT NULL) STRICT
        """,
        "CREATE INDEX registry_log_replica ON registry_log (replica, ordinal)",
        // The SHA-256 of a replica's public key, which outlasts its certificates.
        "ALTER TABLE replica ADD COLUMN key BLOB",
        // Whose place an invited machine takes.
        "ALTER TABLE invitation ADD COLUMN replaces BLOB",
        "INSERT INTO meta (key, value) VALUES ('rechain', '1')",
    ]
}
