package import Merge

/// One record of a CSV file, its quotes taken off.
///
/// Fields without doubled quotes are windows on the file.
package struct CSVRow: Sendable {
    /// The line its first field starts on.
    package let line: Int
    /// The line its last field ends on: a quote that is never closed swallows lines.
    package let lastLine: Int
    package let fields: [Bytes]
    /// The most fields that one of its lines has which begins within quotes; 0 where none does.
    let widthWithin: Int
    /// What is wrong with its bytes; a row with any of these is never read further.
    package let problems: [RowProblem]

    /// Whether a stray quote may have swallowed rows: a line within quotes is as wide as a row.
    ///
    /// A line with fewer fields would be no row by itself, so a note may hold it.
    package func mayHoldRows(of header: ImportHeader) -> Bool {
        widthWithin > 0 && widthWithin >= header.names.count
    }

    /// A row of blanks only: spreadsheets leave them at the end.
    package var isBlank: Bool {
        problems.isEmpty && fields.allSatisfy { $0.allSatisfy(CSVReader.isBlank) }
    }
}
