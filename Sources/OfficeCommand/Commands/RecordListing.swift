import Merge
import Practice
import Replica
import Store

/// Turns readable rows into a listing: all columns for programs, the telling ones for people.
struct RecordListing {
    private let desk: Desk
    private let type: RecordType
    private let titles: RecordTitle<StoreLookup>

    init(_ desk: Desk, _ type: RecordType, _ transaction: StoreTransaction) {
        self.desk = desk
        self.type = type
        self.titles = RecordTitle(transaction.lookup)
    }

    func listing(_ rows: [ReadableRow], _ format: OutputFormat) throws -> Listing {
        // What the program keeps for itself is nobody's to read.
        let readable = type.columns.indices.filter { type.columns[$0].kind != .blob }
        let columns = format == .table ? telling(rows) : readable
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
        guard format == .table, case .reference = column.kind,
            case .scalar(.blob(let bytes)) = row.cells[index], let id = RecordID(bytes: bytes)
        else { return Listing.Cell(plain, json: json) }
        return Listing.Cell(plain, table: titles.label(id), json: json)
    }
}
