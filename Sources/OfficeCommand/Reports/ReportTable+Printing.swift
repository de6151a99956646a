import Merge
import Practice

extension ReportTable {
    /// Prints the rows and, after them, where they come from.
    ///
    /// JSON is an object with `title`, `rows` and `footer`; CSV ends in one line that begins `# `.
    func print(_ format: OutputFormat, _ footer: ReportFooter, to console: Console) {
        switch format {
        case .table:
            console.line(title)
            if rows.isEmpty {
                console.line("nothing")
            } else {
                for block in blocks(width: console.width) {
                    let width = isProse ? Int.max : console.width
                    for line in listing(block).table(width: width) { console.line(line) }
                    console.line("")
                }
            }
            console.line(footer.text)
        case .json:
            let rows = listing(Array(columns.indices)).json
            console.line(
                "{\"title\": \(CellText.quoted(title)), \"rows\": \(rows), "
                    + "\"footer\": \(footer.json)}")
        case .csv:
            listing(Array(columns.indices)).print(.csv, to: console)
            console.line("# \(footer.text)")
        }
    }

    private func listing(_ shown: [Int]) -> Listing {
        var listing = Listing(shown.map { columns[$0] })
        for row in rows {
            listing.add(
                shown.map { Listing.Cell(row[$0].plain, table: row[$0].brief, json: row[$0].json) })
        }
        return listing
    }

    /// The columns as they fit the page: those that name a row are repeated before each part.
    private func blocks(width: Int) -> [[Int]] {
        guard keyColumns > 0, keyColumns < columns.count else { return [Array(columns.indices)] }
        let widths = columns.indices.map { column in
            2 + max(columns[column].count, rows.map { $0[column].brief.count }.max() ?? 0)
        }
        let key = Array(0..<keyColumns)
        let taken = widths[..<keyColumns].reduce(0, +)
        var blocks: [[Int]] = []
        var room = 0
        for column in keyColumns..<columns.count {
            if blocks.isEmpty || widths[column] > room {
                blocks.append(key)
                room = width + 2 - taken
            }
            blocks[blocks.count - 1].append(column)
            room -= widths[column]
        }
        return blocks
    }
}
