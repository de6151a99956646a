package import Merge

// The readable tables are written as a transaction ends. Until then what it changed stands in the
// record cache, and these look there too.

extension StoreTransaction {
    /// Every record of a type, as this transaction has them, by id.
    package func records(of type: String) throws -> [RecordID] {
        guard let declared = schema[type] else { return [] }
        let written = try connection.all("SELECT id FROM \"\(declared.name)\" ORDER BY id") {
            RecordID(hexadecimal: $0.text(0))
        }.compactMap(\.self)
        return merged(written, of: type) { _ in true }
    }

    /// The records of a type whose reference field shows that record, by id.
    package func records(
        of type: String, where field: String, is record: RecordID
    ) throws -> [RecordID] {
        guard let declared = schema[type], let column = declared.column(field) else { return [] }
        let written = try ids(of: declared, where: column, is: .blob(record.bytes[...]))
        return merged(written, of: type) { declared.shows(record, in: field, of: $0) }
    }

    /// What the tables say, corrected by what this transaction has changed.
    private func merged(
        _ written: [RecordID], of type: String, _ isWanted: (RecordState) -> Bool
    ) -> [RecordID] {
        guard !cache.dirty.isEmpty, !cache.isFlushed else { return written }
        let changed = Set(cache.dirty)
        let found = changed.filter { id in
            guard let slot = cache.slots[id] ?? nil, slot.type == type else { return false }
            guard let state = slot.view ?? slot.base, !state.entries.isEmpty else { return false }
            return isWanted(state)
        }
        return (written.filter { !changed.contains($0) } + found).sorted()
    }
}
