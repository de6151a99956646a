// What was told to whom, of matters that are no records of their own.

extension StoreTransaction {
    package func announced(to hearer: String) throws -> Set<String> {
        Set(
            try connection.all(
                "SELECT matter FROM announced WHERE hearer = ?", [.text(hearer)]
            ) { $0.text(0) })
    }

    package mutating func setAnnounced(
        _ matters: [String], forgetting others: [String], to hearer: String
    ) throws {
        for matter in others {
            try connection.run(
                "DELETE FROM announced WHERE hearer = ? AND matter = ?",
                [.text(hearer), .text(matter)])
        }
        for matter in matters {
            try connection.run(
                "INSERT OR IGNORE INTO announced (hearer, matter) VALUES (?, ?)",
                [.text(hearer), .text(matter)])
        }
    }

    package mutating func forgetAnnounced(to hearer: String) throws {
        try connection.run("DELETE FROM announced WHERE hearer = ?", [.text(hearer)])
    }

    /// Facts of the store whose keys begin so, by their keys.
    package func metas(from prefix: String) throws -> [(key: String, value: String)] {
        try connection.all(
            "SELECT key, value FROM meta WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
            [.text(prefix)]
        ) { ($0.text(0), $0.text(1)) }
    }

    package mutating func removeMeta(_ key: String) throws {
        try connection.run("DELETE FROM meta WHERE key = ?", [.text(key)])
    }
}
