import Merge
internal import Tables

/// Several tables about one matter: what `show` tells of a record that has parts.
struct TableParts: Sendable {
    /// By the name that JSON has for each.
    let parts: [(name: String, table: Table)]

    init(_ parts: [(name: String, table: Table)]) {
        self.parts = parts
    }

    /// People read those that say something, one below the other; JSON is one object with an array
    /// for each, and CSV, which has one header, the first.
    func print(_ format: OutputFormat, to console: Console) {
        switch format {
        case .table:
            for part in parts where part.table.count > 0 { part.table.print(format, to: console) }
        case .csv: parts.first?.table.print(format, to: console)
        case .json:
            let members = parts.map { CellText.quoted($0.name) + ": " + $0.table.json }
            console.line("{" + members.joined(separator: ",\n") + "}")
        }
    }
}
