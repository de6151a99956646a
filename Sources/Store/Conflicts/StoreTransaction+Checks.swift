import Merge
import Sync

extension StoreTransaction {
    /// Brings what follows from several records up to what the transaction changed.
    ///
    /// Runs when the readable rows are written: rules look records up there.
    func settleChecks() throws {
        cache.isFlushed = true
        var affected: Set<RecordChecks.Group> = []
        for id in cache.dirty {
            let slot = try slot(id)
            // What is as it was breaks what it broke, together with what it broke it with.
            if slot?.isUntouched == true { continue }
            guard let name = slot?.type ?? cache.touchedTypes[id], let type = schema[name]
            else { continue }
            if checks.version > 0 { affected.formUnion(try regroup(id, name)) }
            if name == checks.careType { try followNote(id) }
            if try mayHaveConflicts() { try followScope(of: id, type) }
        }
        for group in affected { try read(group) }
        for record in cache.depended { try followDependants(of: record) }
    }

    /// Writes which groups hold a record now.
    ///
    /// - Returns: every group to read again.
    private func regroup(
        _ id: RecordID, _ type: String
    ) throws -> Set<RecordChecks.Group> {
        let (held, touched) = try checks.groups(id, type, self)
        let before = try connection.all(
            "SELECT rule, grp FROM check_group WHERE record = ?", [.id(id)]
        ) {
            RecordChecks.Group(rule: UInt8(clamping: $0.int(0)), id: try $0.id(1))
        }
        for group in Set(before).subtracting(held) {
            try connection.run(
                "DELETE FROM check_group WHERE record = ? AND rule = ? AND grp = ?",
                [.id(id), .int(Int64(group.rule)), .id(group.id)])
        }
        for group in Set(held).subtracting(before) {
            try connection.run(
                "INSERT INTO check_group (record, rule, grp) VALUES (?, ?, ?)",
                [.id(id), .int(Int64(group.rule)), .id(group.id)])
        }
        return Set(held + before + touched)
    }

    private func read(_ group: RecordChecks.Group) throws {
        let members = try connection.all(
            "SELECT record FROM check_group WHERE rule = ? AND grp = ? ORDER BY record LIMIT ?",
            [.int(Int64(group.rule)), .id(group.id), .int(Int64(checks.membersMax))]
        ) { try $0.id(0) as RecordID }
        try writeConflicts(
            of: group, members.isEmpty ? [] : checks.findings(group, members, self))
    }
}
