import Merge
internal import Tables

/// Rows as CSV and as JSON.
enum TableText {
    static func csv(_ columns: [Table.Column]) -> String {
        columns.map { csv($0.name) }.joined(separator: ",")
    }

    static func csv(_ row: [Table.Cell]) -> String {
        row.map { csv($0.plain) }.joined(separator: ",")
    }

    /// An object with the columns' names as keys, as it stands in an array.
    static func json(_ row: [Table.Cell], _ columns: [Table.Column]) -> String {
        let members = zip(columns, row).map { CellText.quoted($0.name) + ":" + $1.json }
        return "  {" + members.joined(separator: ", ") + "}"
    }

    static func quoted(_ text: String) -> String { CellText.quoted(text) }

    /// RFC 4180; a text that a spreadsheet would run as a formula gets an apostrophe.
    private static func csv(_ text: String) -> String {
        var text = text
        if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first), Int(text) == nil,
            Double(text) == nil
        {
            text = "'" + text
        }
        let needsQuotes = text.utf8.contains {
            $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D
        }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}

extension Table {
    /// An array of objects with the column names as keys.
    package var json: String {
        let objects = rows.map { TableText.json($0, columns) }
        return objects.isEmpty ? "[]" : "[\n" + objects.joined(separator: ",\n") + "\n]"
    }
}
