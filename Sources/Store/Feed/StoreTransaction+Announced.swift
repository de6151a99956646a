// What was told to whom, of matters that are no records of their own.

extension StoreTransaction {
    /// Which matters a hearer was told of and that still hold.
    package func announced(to hearer: String) throws -> Set<String> {
        Set(
            try connection.all(
                "SELECT matter FROM announced WHERE hearer = ?", [.text(hearer)]
            ) { $0.text(0) })
    }

    /// Notes what a hearer was told, and lets go of what no longer holds.
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

    /// Lets go of all that a hearer was told: he hears it again.
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

    /// Lets go of a fact of the store.
    package mutating func removeMeta(_ key: String) throws {
        try connection.run("DELETE FROM meta WHERE key = ?", [.text(key)])
    }
}
