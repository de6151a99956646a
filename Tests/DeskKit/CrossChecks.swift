package import Merge
package import Practice
package import Records

/// Rules that span records, as pure checks over what a lookup finds.
///
/// A store keeps what they find as records change; this reads all of them again, for whoever has
/// no store, and for whoever checks that the store is right. Inactive records break no rule.
package struct CrossChecks<Lookup: RecordLookup> {
    let lookup: Lookup
    private let schema: Schema

    package init(_ lookup: Lookup, schema: Schema = PracticeSchema.current) {
        self.lookup = lookup
        self.schema = schema
    }

    /// Every broken rule, in one order on every replica.
    package func all() -> [CrossConflict] {
        // Two rules may find one matter.
        Set(CrossRule.allCases.flatMap { found($0) }).sorted { $0.rank < $1.rank }
    }

    /// Doctors who work here although a public list excludes them, with the list's row.
    ///
    /// A row with a day of reinstatement, and a match that a reviewer has cleared, say no more.
    package func excludedDoctors() -> [CrossConflict] {
        found(.exclusion).sorted { $0.rank < $1.rank }
    }

    private func found(_ rule: CrossRule) -> [CrossConflict] {
        var groups: [RecordID: [RecordView]] = [:]
        for type in schema.types
        where CrossRule.concerning(type.name, in: schema).contains(rule) {
            for view in lookup.records(type) {
                for group in rule.groups(of: view) { groups[group, default: []].append(view) }
            }
        }
        let findings = groups.flatMap { group, views in
            rule.findings(group, views.sorted { $0.id < $1.id }, in: lookup)
        }
        return Array(Set(findings.map(\.conflict)))
    }
}
