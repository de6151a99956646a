import Merge
import Replica
import Store

/// Turns readable rows into a listing: all columns for programs, the telling ones for people.
struct RecordListing {
    private let desk: Desk
    private let type: RecordType
    private let transaction: StoreTransaction

    init(_ desk: Desk, _ type: RecordType, _ transaction: StoreTransaction) {
        self.desk = desk
        self.type = type
        self.transaction = transaction
    }

    func listing(_ rows: [ReadableRow], _ format: OutputFormat) throws -> Listing {
        let columns = format == .table ? telling(rows) : Array(type.columns.indices)
        var listing = Listing(["id"] + columns.map { type.columns[$0].name })
        for row in rows {
            let id = Listing.Cell(
                row.id.description, table: String(row.id.description.suffix(8)))
            listing.add([id] + (try columns.map { try cell(row, $0, format) }))
        }
        return listing
    }

    /// Columns in which these rows say something, without the long ones.
    private func telling(_ rows: [ReadableRow]) -> [Int] {
        let found = type.columns.indices.filter { index in
            if case .blob = type.columns[index].kind { return false }
            let texts = rows.map { $0.text(index, type.columns[index]) }
            if type.columns[index].name == "lifecycle" {
                return texts.contains { !$0.isEmpty && $0 != Lifecycle.active.rawValue }
            }
            if case .list = type.columns[index].kind { return false }
            return texts.contains { !$0.isEmpty }
        }
        return Array(found.prefix(9))
    }

    private func cell(
        _ row: ReadableRow, _ index: Int, _ format: OutputFormat
    ) throws -> Listing.Cell {
        let column = type.columns[index]
        let plain = row.text(index, column)
        let json = row.json(index, column)
        guard format == .table, case .reference(let target) = column.kind,
            case .scalar(.blob(let bytes)) = row.cells[index], let id = RecordID(bytes: bytes)
        else { return Listing.Cell(plain, json: json) }
        return Listing.Cell(plain, table: try name(of: id, target), json: json)
    }

    /// A referenced record as people call it: its code, or the end of its id.
    private func name(of id: RecordID, _ target: String) throws -> String {
        if let (type, projection) = try transaction.projection(of: id), let key = type.naturalKey,
            let index = type.columns.firstIndex(where: { $0.name == key })
        {
            let text = CellText.text(projection.cells[index], of: type.columns[index], in: type)
            if !text.isEmpty { return text }
        }
        return String(id.description.suffix(8))
    }
}
