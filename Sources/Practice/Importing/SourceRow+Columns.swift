internal import Merge
internal import Tables

extension SourceRow {
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
