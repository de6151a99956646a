internal import Merge

// What every reader of a CSV file asks of a row, in one place: whole fields, as many as the header
// has, and no quote that may hold other rows.

/// The rows under a file's first row, each with what is wrong with it; rows of blanks are left out.
struct HeadedRows {
    let header: ImportHeader
    /// The header's own row.
    let first: CSVRow
    private var reader: CSVReader

    /// - Returns: `nil` for an empty file.
    init?(_ bytes: Bytes) {
        var reader = CSVReader(bytes)
        guard let first = reader.next() else { return nil }
        self.first = first
        self.header = ImportHeader(first)
        self.reader = reader
    }

    /// The next row; one with faults is never read further.
    mutating func next() -> (row: CSVRow, faults: [RowProblem])? {
        while let row = reader.next() {
            if !row.isBlank { return (row, row.faults(under: header)) }
        }
        return nil
    }
}

extension CSVRow {
    /// What is wrong with it as a row under a header, each about all of its lines.
    func faults(under header: ImportHeader) -> [RowProblem] {
        let span = line...lastLine
        guard problems.isEmpty else { return problems.map { $0.within(span) } }
        return fault(under: header)
            .map { [RowProblem(line: line, reason: $0).within(span)] } ?? []
    }

    /// What is wrong with the number of its fields or within its quotes.
    ///
    /// Spreadsheets write delimiters as far as any row once reached, the header's among them:
    /// blanks so far are none. A row that is wider than the header's may have been cut by a comma
    /// within a figure or a name, and every field behind it stands under another name.
    func fault(under header: ImportHeader) -> RowProblem.Reason? {
        let extra = fields.dropFirst(header.names.count)
        guard fields.count >= header.names.count,
            fields.count <= header.width,
            extra.allSatisfy({ $0.allSatisfy(CSVReader.isBlank) })
        else { return .fieldCount(expected: header.names.count, found: fields.count) }
        return mayHoldRows(of: header) ? .rowsWithinQuotes : nil
    }
}
