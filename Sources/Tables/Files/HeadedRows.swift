package import Merge

// What every reader of a CSV file asks of a row, in one place: whole fields, as many as the header
// has, and no quote that may hold other rows. Import kinds, fees, code sets and the files of the
// registry are all read through it.

/// The rows under a file's header, each with what is wrong with it; rows of blanks are left out.
package struct HeadedRows {
    package let header: ImportHeader
    /// The header's own row.
    package let first: CSVRow
    private var reader: CSVReader

    /// The rows of a file that begins with its header.
    ///
    /// - Returns: `nil` for an empty file.
    package init?(_ bytes: Bytes) {
        var reader = CSVReader(bytes)
        guard let first = reader.next() else { return nil }
        self.init(first, reader)
    }

    private init(_ first: CSVRow, _ reader: CSVReader) {
        self.first = first
        self.header = ImportHeader(first)
        self.reader = reader
    }

    /// The next row; one with faults is never read further.
    package mutating func next() -> (row: SourceRow, faults: [RowProblem])? {
        while let row = reader.next() {
            if !row.isBlank { return (SourceRow(row, header), row.faults(under: header)) }
        }
        return nil
    }

    /// What a search for a header came to.
    package struct Search<Found> {
        package let found: Found?
        /// The rows under the header that was found.
        package let rows: HeadedRows?
        /// Rows above the header, which were passed over.
        package let titleRows: Int
    }

    /// Looks for the header among the first rows that are not blank.
    ///
    /// - Parameters:
    ///   - titleRowsMax: how many rows may stand above it.
    ///   - judge: what a row comes to as the header; nothing passes it over.
    package static func search<Found>(
        _ bytes: Bytes, passing titleRowsMax: Int, _ judge: (HeadedRows) -> Found?
    ) -> Search<Found> {
        var reader = CSVReader(bytes)
        var passed = 0
        while passed <= titleRowsMax, let row = reader.next() {
            guard !row.isBlank else { continue }
            let rows = HeadedRows(row, reader)
            if let found = judge(rows) {
                return Search(found: found, rows: rows, titleRows: passed)
            }
            passed += 1
        }
        return Search(found: nil, rows: nil, titleRows: passed)
    }
}

extension CSVRow {
    /// The lines that it stands on.
    package var lines: ClosedRange<Int> { line...lastLine }

    /// What is wrong with it as a row under a header, each about all of its lines.
    func faults(under header: ImportHeader) -> [RowProblem] {
        guard problems.isEmpty else { return problems.map { $0.within(lines) } }
        return fault(under: header)
            .map { [RowProblem(line: line, reason: $0).within(lines)] } ?? []
    }

    /// What is wrong with the number of its fields or within its quotes.
    ///
    /// Spreadsheets write delimiters as far as any row once reached, the header's among them:
    /// blanks so far are none. A row that is wider than the header's may have been cut by a comma
    /// within a figure or a name, and every field behind it stands under another name.
    private func fault(under header: ImportHeader) -> RowProblem.Reason? {
        let extra = fields.dropFirst(header.names.count)
        guard fields.count >= header.names.count,
            fields.count <= header.width,
            extra.allSatisfy({ $0.allSatisfy(CSVReader.isBlank) })
        else { return .fieldCount(expected: header.names.count, found: fields.count) }
        return mayHoldRows(of: header) ? .rowsWithinQuotes : nil
    }
}
