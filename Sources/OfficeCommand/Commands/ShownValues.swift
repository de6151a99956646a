import Merge
internal import Records
import Rulebook
internal import Tables

/// A record's fields as `show` prints them: what a field refers to goes by its number and name.
struct ShownValues {
    private let lookup: StoreLookup
    private let titles: RecordTitle<StoreLookup>

    init(_ lookup: StoreLookup) {
        self.lookup = lookup
        self.titles = RecordTitle(lookup)
    }

    /// One cell per column; CSV keeps the ids.
    func values(of projection: Projection, _ type: RecordType) throws -> [Table.Cell] {
        return zip(projection.cells, type.columns).map { cell, column in
            let plain = CellText.text(cell, of: column, in: type)
            return Table.Cell(plain, table: words(cell, column, type) ?? plain)
        }
    }

    /// - Returns: `nil` for what names no record.
    private func words(
        _ cell: Projection.Cell, _ column: Column, _ type: RecordType
    ) -> String? {
        let attribute = type.attributes[column.attribute]
        switch cell {
        case .scalar(.blob(let bytes)):
            guard case .reference = column.kind, let id = RecordID(bytes: bytes) else { return nil }
            return titles.label(id)
        case .elements(let elements):
            guard attribute.key.contains(where: \.isReference) else { return nil }
            return elements.map { titles.words($0, attribute.key) }.joined(separator: "; ")
        case .pairs(let pairs):
            guard (attribute.key + attribute.fields).contains(where: \.isReference) else {
                return nil
            }
            return pairs.map { pair in
                titles.words(pair.key, attribute.key) + ": "
                    + (pair.value.map { titles.words($0, attribute.fields) } ?? "?")
            }.joined(separator: "; ")
        default: return nil
        }
    }
}

extension Field {
    fileprivate var isReference: Bool {
        if case .reference = kind { true } else { false }
    }
}
