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

    /// The records of a type with the text that a field of theirs shows, by id, as this
    /// transaction has them; those that show none are left out.
    package func texts(of type: String, in field: String) throws -> [(id: RecordID, text: String)] {
        guard let declared = schema[type], let column = declared.column(field) else { return [] }
        let written = try texts(of: declared, in: column)
        guard !cache.dirty.isEmpty, !cache.isFlushed else { return written }
        let changed = Set(cache.dirty)
        let place = declared.columns.firstIndex { $0.name == field }
        let found = try changed.compactMap { id -> (id: RecordID, text: String)? in
            guard let (shown, projection) = try projection(of: id), shown.name == type,
                let place, case .scalar(let scalar) = projection.cells[place]
            else { return nil }
            return scalar.text.map { (id, $0) }
        }
        return (written.filter { !changed.contains($0.id) } + found).sorted { $0.id < $1.id }
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
