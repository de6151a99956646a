internal import Merge

/// A row of the file under the file's own header.
struct SourceRow: Sendable {
    /// The row by its places alone.
    let csv: CSVRow
    let header: ImportHeader

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
        ASCIIText.shown(typed(at: position))
    }

    /// A field as it is typed, white space and all; empty where there is none.
    func typed(at position: Int) -> String {
        guard csv.fields.indices.contains(position) else { return "" }
        return String(decoding: csv.fields[position], as: UTF8.self)
    }
}
