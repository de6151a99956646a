internal import Merge

/// A row of the file under the file's own header.
struct SourceRow: Sendable {
    /// The row by its places alone.
    let csv: CSVRow
    private let header: ImportHeader

    init(_ row: CSVRow, _ header: ImportHeader) {
        self.csv = row
        self.header = header
    }

    var line: Int { csv.line }

    /// The field under that header, its outer white space off; empty where there is none.
    subscript(name: String) -> String {
        guard let position = header.positions(of: name).first else { return "" }
        return text(at: position)
    }

    func text(at position: Int) -> String {
        ImportRow.trimmed(typed(at: position))
    }

    /// A field as it is typed, white space and all; empty where there is none.
    func typed(at position: Int) -> String {
        guard csv.fields.indices.contains(position) else { return "" }
        return String(decoding: csv.fields[position], as: UTF8.self)
    }

    /// The row as it stands, by our names.
    func canonical(_ columns: [ImportColumn]) -> ImportRow {
        var row = ImportRow(line: line)
        for column in columns {
            let positions = header.positions(of: column.name, also: column.aliases)
            guard let position = positions.first else { continue }
            row.set(named: column.name, text(at: position), from: column.name)
        }
        return row
    }

    /// A row of ours whose columns are copied from the file's; each remembers where it came from.
    func mapped(_ names: KeyValuePairs<any ColumnToken, String>) -> ImportRow {
        var row = ImportRow(line: line)
        for (ours, theirs) in names {
            row.set(named: ours.name, self[theirs], from: theirs)
        }
        return row
    }
}
