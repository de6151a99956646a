package import Merge
import Practice
internal import Records
package import Sync

extension RecordChecks {
    /// The dental group's rules over several records, as a store is handed them: at an office, at
    /// the centre and at the hub alike.
    package static func practice(_ schema: Schema) -> RecordChecks {
        RecordChecks(
            version: CrossRule.version, membersMax: CrossRule.membersMax,
            careType: RecordType.conflictNote.name,
            groups: { id, type, transaction in
                let rules = CrossRule.concerning(type, in: schema)
                guard !rules.isEmpty else { return ([], []) }
                let lookup = transaction.lookupAsWritten
                let view = lookup.record(id)
                var held: [Group] = []
                var touched: [Group] = []
                for rule in rules {
                    let groups = view.map { rule.groups(of: $0) } ?? []
                    held += groups.map { Group(rule: rule.rawValue, id: $0) }
                    touched += rule.touched(by: id, of: type, in: lookup).map {
                        Group(rule: rule.rawValue, id: $0)
                    }
                }
                return (held, touched)
            },
            findings: { group, members, transaction in
                guard let rule = CrossRule(rawValue: group.rule) else { return [] }
                let lookup = transaction.lookupAsWritten
                let views = members.compactMap { lookup.record($0) }
                return rule.findings(group.id, views, in: lookup).map(Finding.init)
            },
            care: { note, transaction in
                let lookup = transaction.lookupAsWritten
                let care = lookup.record(note).flatMap { ConflictCare(of: $0) }
                return care.map {
                    Care(assignee: $0.assignee, deferredUntil: $0.deferredUntil)
                }
            }, settlements: .practice,
            holders: { type, key, transaction in
                let lookup = transaction.lookupAsWritten
                return lookup.holders(of: key, type)
            })
    }
}

extension RecordChecks.Settlements {
    /// What follows for records from `Settlement`.
    fileprivate static let practice = RecordChecks.Settlements(
        type: RecordType.settlement.name, types: Settlement.types,
        connected: { id, transaction in
            let lookup = transaction.lookupAsWritten
            return Settlement.connected(to: id) { lookup.settlements(of: $0) }
        },
        projected: { id, type, projection, transaction in
            let lookup = transaction.lookupAsWritten
            let own = RecordView(id: id, type: type, projection: projection)
            let shown = lookup.settled(own)
            return shown.projection
        })
}

extension RecordChecks.Finding {
    init(_ finding: CrossRule.Finding) {
        let conflict = finding.conflict
        self.init(
            id: conflict.id, kind: conflict.kind.rawValue, type: conflict.type,
            records: conflict.records, isBlocking: conflict.kind.isBlocking,
            since: finding.since)
    }
}
