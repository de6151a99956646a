package import Merge

/// What came in with a file, told from what people wrote.
package enum FileWord {
    /// Whether the entry is as an import left its unit, and nobody's own word since.
    package static func holds(
        _ entry: Entry, of record: RecordID, _ type: RecordType, in state: RecordState
    ) -> Bool {
        let edit = PieceEdit(draft: RecordDraft(type, record), state: state)
        let unit = edit.unit(
            Write(
                record: record, type: type.name, attribute: entry.attribute, key: entry.key,
                value: entry.value))
        return ImportBase(of: state).holds(PieceMemory.left(unit, entry.value))
    }
}
