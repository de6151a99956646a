import Merge
import Sync

// The conflict table is derived: as a transaction ends, the rows of what it changed are written
// anew. A row says, besides what disagrees, what lists are filtered and ranked by: the offices
// whose scope it lies in, how many records wait for it, and who looks after it. So it also follows
// when a record that depends on it comes or goes, when its parent moves, and when its note changes.

extension StoreTransaction {
    /// Whether this store holds any conflict: most hold none, and then nothing need be followed.
    func mayHaveConflicts() throws -> Bool {
        if let known = cache.hasConflicts { return known }
        let found = try exists("SELECT 1 FROM conflict LIMIT 1")
        cache.hasConflicts = found
        return found
    }

    /// Writes the conflicts of one record's own attributes.
    func writeConflicts(
        _ id: RecordID, _ type: RecordType, _ conflicts: [FieldConflict]
    ) throws {
        if try mayHaveConflicts() {
            let old = try connection.all(
                "SELECT id FROM conflict WHERE record = ? AND is_cross = 0", [.id(id)]
            ) { try $0.id(0) as RecordID }
            for conflict in old { try removeConflict(conflict) }
        }
        for conflict in conflicts {
            // It began when the second of the candidates was written.
            let times = conflict.candidates.map(\.origin.effectiveAt).sorted()
            try putConflict(
                RecordChecks.Finding(
                    id: OpenConflict.id(id, conflict), kind: conflict.kind.rawValue,
                    type: type.name, records: [id], isBlocking: conflict.isBlocking,
                    since: times.dropFirst().first ?? Timestamp(milliseconds: 0)),
                attribute: conflict.attribute, key: conflict.key,
                candidates: conflict.candidates.count, isCross: false)
        }
    }

    /// Writes what the records of one group break together.
    func writeConflicts(
        of group: RecordChecks.Group, _ findings: [RecordChecks.Finding]
    ) throws {
        let cause: [SQLValue] = [.int(Int64(group.rule)), .id(group.id)]
        let old = try connection.all(
            "SELECT conflict FROM conflict_cause WHERE rule = ? AND grp = ?", cause
        ) { try $0.id(0) as RecordID }
        let found = Set(findings.map(\.id))
        for conflict in old where !found.contains(conflict) {
            try connection.run(
                "DELETE FROM conflict_cause WHERE rule = ? AND grp = ? AND conflict = ?",
                cause + [.id(conflict)])
            // Two patients may share two member ids: one conflict, until neither is shared.
            let stands = try exists(
                "SELECT 1 FROM conflict_cause WHERE conflict = ? LIMIT 1", [.id(conflict)])
            if !stands { try removeConflict(conflict) }
        }
        for finding in findings {
            try connection.run(
                """
                INSERT INTO conflict_cause (rule, grp, conflict, since) VALUES (?, ?, ?, ?)
                ON CONFLICT (rule, grp, conflict) DO UPDATE SET since = excluded.since
                """, cause + [.id(finding.id), .int(finding.since.milliseconds)])
            try removeConflict(finding.id)
            let since = try connection.first(
                "SELECT min(since) FROM conflict_cause WHERE conflict = ?", [.id(finding.id)]
            ) { $0.int(0) }
            try putConflict(
                RecordChecks.Finding(
                    id: finding.id, kind: finding.kind, type: finding.type,
                    records: finding.records, isBlocking: finding.isBlocking,
                    since: Timestamp(milliseconds: since ?? 0)),
                attribute: "", key: [], candidates: finding.records.count, isCross: true)
        }
    }

    private func putConflict(
        _ finding: RecordChecks.Finding, attribute: String, key: Bytes, candidates: Int,
        isCross: Bool
    ) throws {
        cache.hasConflicts = true
        let note = OpenConflict.note(of: finding.id)
        let care = try checks.careType == nil ? nil : checks.care(note, self)
        let blocked =
            finding.isBlocking ? try finding.records.first.map { try dependants(of: $0) } ?? 0 : 0
        try connection.run(
            """
            INSERT INTO conflict (id, kind, type, record, attribute, key, severity, weight,
              candidates, since, is_cross, note, assignee, deferred_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .id(finding.id), .text(finding.kind), .text(finding.type),
                .id(finding.records.first ?? finding.id), .text(attribute), .blob(key),
                .int(finding.isBlocking ? 0 : 1), .int(Int64(-blocked)), .int(Int64(candidates)),
                .int(finding.since.milliseconds), .int(isCross ? 1 : 0), .id(note),
            ] + StoreTransaction.values(of: care))
        if isCross {
            for (place, record) in finding.records.enumerated() {
                try connection.run(
                    "INSERT INTO conflict_member (conflict, place, record) VALUES (?, ?, ?)",
                    [.id(finding.id), .int(Int64(place)), .id(record)])
            }
        }
        try putOffices(of: finding.id, finding.records)
        if cache.conflictsRemoved.removeValue(forKey: finding.id) == nil {
            try feed(.conflict, finding.id, finding.type)
        }
    }

    private func removeConflict(_ id: RecordID) throws {
        if try isFed {
            let type = try connection.first(
                "SELECT type FROM conflict WHERE id = ?", [.id(id)]
            ) { $0.text(0) }
            if let type { cache.conflictsRemoved[id] = type }
        }
        try connection.run("DELETE FROM conflict WHERE id = ?", [.id(id)])
        try connection.run("DELETE FROM conflict_member WHERE conflict = ?", [.id(id)])
        try connection.run("DELETE FROM conflict_office WHERE conflict = ?", [.id(id)])
    }

    private func putOffices(of conflict: RecordID, _ records: [RecordID]) throws {
        for office in Set(try records.flatMap { try offices(seeing: $0) }) {
            try connection.run(
                "INSERT INTO conflict_office (office, conflict) VALUES (?, ?)",
                [.id(office), .id(conflict)])
        }
    }

    private static func values(of care: RecordChecks.Care?) -> [SQLValue] {
        [
            care?.assignee.map { .id($0) } ?? .null,
            care?.deferredUntil.map { .int($0.number) } ?? .null,
        ]
    }
}

// MARK: What rows follow

extension StoreTransaction {
    /// The note that says who looks after a conflict has changed.
    func followNote(_ note: RecordID) throws {
        let care = try checks.care(note, self)
        try connection.run(
            "UPDATE conflict SET assignee = ?, deferred_until = ? WHERE note = ?",
            StoreTransaction.values(of: care) + [.id(note)])
    }

    /// Something that depends on the record has come or gone.
    func followDependants(of record: RecordID) throws {
        let isBlocking = try exists(
            "SELECT 1 FROM conflict WHERE record = ? AND severity = 0", [.id(record)])
        guard isBlocking else { return }
        try connection.run(
            "UPDATE conflict SET weight = ? WHERE record = ? AND severity = 0",
            [.int(Int64(-(try dependants(of: record)))), .id(record)])
    }

    /// The record's scope may have changed, and with it that of all that follows it.
    func followScope(of record: RecordID, _ type: RecordType, depth: Int = 0) throws {
        let touched = try connection.all(
            """
            SELECT id, record FROM conflict WHERE record = ?1
            UNION SELECT c.id, c.record FROM conflict_member m JOIN conflict c
              ON c.id = m.conflict WHERE m.record = ?1
            """, [.id(record)]
        ) { (try $0.id(0) as RecordID, try $0.id(1) as RecordID) }
        for (conflict, first) in touched {
            try connection.run("DELETE FROM conflict_office WHERE conflict = ?", [.id(conflict)])
            let members = try connection.all(
                "SELECT record FROM conflict_member WHERE conflict = ?", [.id(conflict)]
            ) { try $0.id(0) as RecordID }
            try putOffices(of: conflict, members.isEmpty ? [first] : members)
        }
        guard depth < StoreTransaction.parentsMax else { return }
        for place in connection.relations(in: schema).children[type.name] ?? [] {
            let children = try connection.all(
                "SELECT id FROM \"\(place.type.name)\" WHERE \"\(place.field)\" = ?",
                [.text(record.description)]
            ) { RecordID(hexadecimal: $0.text(0)) }.compactMap(\.self)
            for id in children { try followScope(of: id, place.type, depth: depth + 1) }
        }
    }

    /// A coverage's verification has two above it; nothing of ours has more than three.
    static let parentsMax = 4
}
