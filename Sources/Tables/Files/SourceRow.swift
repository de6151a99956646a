internal import Merge

/// A row of the file under the file's own header.
package struct SourceRow: Sendable {
    /// The row by its places alone.
    package let csv: CSVRow
    package let header: ImportHeader

    init(_ row: CSVRow, _ header: ImportHeader) {
        self.csv = row
        self.header = header
    }

    /// The physical line that it begins on, from 1.
    package var line: Int { csv.line }

    /// The field under that header, its outer white space off; empty where there is none.
    package subscript(name: String) -> String {
        guard let position = header.positions(of: name).first else { return "" }
        return text(at: position)
    }

    /// A field by its place from 0, its outer white space off; empty where there is none.
    package func text(at position: Int) -> String {
        ASCIIText.shown(typed(at: position))
    }

    /// A field as it is typed, white space and all; empty where there is none.
    package func typed(at position: Int) -> String {
        guard csv.fields.indices.contains(position) else { return "" }
        return String(decoding: csv.fields[position], as: UTF8.self)
    }
}
