package import Merge
package import Records

/// The records that one change set touched, by type, with the attributes it wrote.
package struct ChangedRecords: Sendable {
    private var attributes: [String: [RecordID: Set<String>]]
    private let ops: [Op]

    package init(_ ops: [Op]) {
        self.ops = ops
        var attributes: [String: [RecordID: Set<String>]] = [:]
        for op in ops {
            attributes[op.type, default: [:]][op.record, default: []].insert(op.attribute)
        }
        self.attributes = attributes
    }

    /// With the records that changed settlements are between: another of their lives is shown now.
    func withSettled(in lookup: some RecordLookup) -> ChangedRecords {
        var all = self
        for settlement in records(.settlement).compactMap({ lookup.record($0) })
            .compactMap({ Settlement(of: $0) })
        {
            for view in settlement.records.compactMap({ lookup.record($0) }) {
                all.attributes[view.type.name, default: [:]][view.id, default: []]
                    .insert(Attribute.lifecycle.name)
            }
        }
        return all
    }

    /// The records of a type, ascending.
    package func records(_ type: RecordType) -> [RecordID] {
        (attributes[type.name] ?? [:]).keys.sorted()
    }

    /// Whether a record of any of these types was changed.
    package func has(_ types: RecordType...) -> Bool {
        types.contains { attributes[$0.name] != nil }
    }

    /// What tells this write of an attribute from every other: the record, and the entries that
    /// its writers saw there.
    package func cause(_ unit: some UnitToken, of record: RecordID) -> RecordID {
        let seen = ops.filter { $0.record == record && $0.attribute == unit.name }
            .flatMap(\.replaces)
        return RecordID.v5(namespace: record, name: EntryList.encode(seen))
    }

    /// Whether the change set wrote that unit of the record.
    package func wrote<U: UnitToken>(_ unit: U, of record: RecordID) -> Bool {
        wrote(named: unit.name, of: record, U.Owner.type)
    }

    /// The same for a unit by its name, such as one that every type has.
    func wrote(named unit: String, of record: RecordID, _ type: RecordType) -> Bool {
        attributes[type.name]?[record]?.contains(unit) ?? false
    }
}
