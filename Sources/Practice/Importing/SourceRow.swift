internal import Merge

/// A row of the file under the file's own header.
struct SourceRow: Sendable {
    let line: Int
    private let header: ImportHeader
    private let fields: [Bytes]

    init(_ row: CSVRow, _ header: ImportHeader) {
        self.line = row.line
        self.header = header
        self.fields = row.fields
    }

    /// The field under that header, its outer white space off; empty where there is none.
    subscript(name: String) -> String {
        guard let position = header.positions(of: name).first else { return "" }
        return text(at: position)
    }

    func text(at position: Int) -> String {
        guard fields.indices.contains(position) else { return "" }
        return ImportRow.trimmed(String(decoding: fields[position], as: UTF8.self))
    }

    /// The row as it stands, by our names.
    func canonical(_ columns: [ImportColumn]) -> ImportRow {
        var row = ImportRow(line: line)
        for column in columns {
            let positions = header.positions(of: column.name, also: column.aliases)
            guard let position = positions.first else { continue }
            row.set(column.name, text(at: position), from: column.name)
        }
        return row
    }

    /// A row of ours whose columns are copied from the file's; each remembers where it came from.
    func mapped(_ names: KeyValuePairs<String, String>) -> ImportRow {
        var row = ImportRow(line: line)
        for (ours, theirs) in names {
            row.set(ours, self[theirs], from: theirs)
        }
        return row
    }
}
